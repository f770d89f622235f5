"""Dispute Case: one matter, one number, exactly one owner at every moment.

The workflow says who may take which step; here stands what law and paper demand of each step, whoever
takes it. What happens in mediation is in the records that hang on the case (grid_governance/cases/README.md).
"""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from grid_governance.cases import case_records, numbering, owner, parties, stages, term_rows
from grid_governance.cases.performance import may_close_as_performed
from grid_governance.documents import StagedDocument

# Records that follow the case's place, body and mediator, so that a handover reaches them too.
FOLLOWERS = ("Mediation Session", "Mediation Agreement", "Term Performance")


class DisputeCase(StagedDocument):
	def before_validate(self):
		super().before_validate()
		stored = self.get_doc_before_save()
		self.matter_number = stored.matter_number if stored else self.flags.matter_number
		self.first_receiver = self.first_receiver or (self.is_new() and _own_worker()) or None
		parties.complete(self)
		self.handling_unit = self.handling_unit or owner.handling_unit(
			self.grid_unit, parties.units(self.parties)
		)
		if self.way_of_settlement == stages.PEOPLES_MEDIATION:
			self.mediation_body = self.mediation_body or _only_body(self.handling_unit)
		self.file_number = self.file_number or None  # NULL: cases without a number do not collide
		self.case_title = _title(self)

	def validate(self):
		before = self.get_doc_before_save()
		if before and before.stage == stages.FILED:
			self.refuse_change_of_filed(before)
		parties.check(self)
		parties.check_mediator(self)
		super().validate()

	def refuse_change_of_filed(self, before):
		if case_records.changed_labels(self) or parties.plain(before.parties) != parties.plain(self.parties):
			frappe.throw(_("The case is filed; its papers are no longer changed."), title=_("Case Filed"))

	def check_stage(self, before: str | None, after: str) -> None:
		check = {
			stages.TAKEN_ON: self._may_be_taken_on,
			stages.IN_MEDIATION: lambda: self._may_be_in_mediation(before),
			stages.AGREEMENT_REACHED: self._needs_agreement,
			stages.IN_PERFORMANCE: self._needs_agreement,
			stages.CLOSED: self._may_close,
			stages.FILED: lambda: self._may_be_filed(before),
			stages.ON_THE_SPOT: self._needs_settlement,
			**dict.fromkeys(stages.ENDED_BY_REASON, lambda: self._needs_reason(after)),
		}.get(after)
		if check:
			check()
		if (
			before in stages.ENDED
			and after in (stages.REGISTERED, stages.IN_MEDIATION)
			and not self.reopen_reason
		):
			frappe.throw(_("Give the reason for reopening the case."), title=_("Reason Missing"))

	def on_stage(self, before: str | None, after: str) -> None:
		if after == stages.TAKEN_ON and not self.taken_on:
			self.db_set({"taken_on": nowdate(), **numbering.give(self)}, update_modified=False)
			self.db_set("case_title", _title(self), update_modified=False)
		elif after == stages.FILED:
			self.db_set("filed_on", nowdate(), update_modified=False)
		elif after in stages.ENDED:
			self.db_set("closed_on", nowdate(), update_modified=False)
			if after == stages.CLOSED and not self.outcome:
				self.db_set("outcome", stages.ALL_PERFORMED, update_modified=False)
		elif before in stages.ENDED:
			self.db_set({"closed_on": None, "outcome": None}, update_modified=False)

	def on_update(self):
		super().on_update()
		if self.get_doc_before_save() and any(
			self.has_value_changed(f) for f in ("grid_unit", "mediation_body", "mediator")
		):
			self.take_records_along()

	def take_records_along(self):
		for doctype in FOLLOWERS:
			table = frappe.qb.DocType(doctype)
			(
				frappe.qb.update(table)
				.set(table.grid_unit, self.grid_unit)
				.set(table.mediation_body, self.mediation_body)
				.set(table.case_mediator, self.mediator)
				.where(table.dispute_case == self.name)
				.run()
			)

	# ------------------------------------------------------------ what each step demands

	def _may_be_taken_on(self):
		missing = parties.missing_sides(self.parties)
		if missing:
			frappe.throw(
				_("{0} is missing. Enter who quarrels with whom before the case is taken on.").format(
					_(missing[0])
				),
				title=_("Party Missing"),
			)
		if self.way_of_settlement == stages.PEOPLES_MEDIATION:
			for field in ("mediation_body", "mediator"):
				if not self.get(field):
					frappe.throw(
						_("{0} is missing. People's mediation needs a body and one of its mediators.").format(
							_(self.meta.get_label(field))
						),
						title=_("Nobody In Charge"),
					)
		if self.may_escalate and not (self.reported_to and self.reported_at):
			frappe.throw(
				_("The case may escalate: report it to the police or the township first and enter when."),
				title=_("Report Missing"),
			)

	def _may_be_in_mediation(self, before):
		if before in stages.ENDED or self.way_of_settlement != stages.PEOPLES_MEDIATION:
			return
		if not frappe.db.exists("Mediation Session", {"dispute_case": self.name}):
			frappe.throw(
				_("Nothing is recorded yet. Use the button “Record Session”."),
				title=_("Mediation Record Missing"),
			)

	def _needs_agreement(self):
		if not frappe.db.exists(
			"Mediation Agreement", {"dispute_case": self.name, "status": term_rows.IN_FORCE}
		):
			frappe.throw(
				_("No agreement is in force. Draw it up, enter signatures and seal, put it into effect."),
				title=_("Agreement Missing"),
			)

	def _may_close(self):
		terms = term_rows.of_case(self.name)
		if not terms:
			if self.way_of_settlement == stages.PEOPLES_MEDIATION:
				self._needs_agreement()
			return self._needs_settlement()
		if (self.outcome or stages.ALL_PERFORMED) != stages.ALL_PERFORMED:
			return self._needs_reason(stages.CLOSED)
		if not may_close_as_performed(t.stage for t in terms):
			open_terms = [t for t in terms if t.stage not in ("Performed", "Replaced")]
			frappe.throw(
				"<br>".join(
					[_("The case cannot be closed as performed, this is still open:")]
					+ [
						_("Term {0}: {1} yuan, due {2}").format(
							t.idx, f"{t.outstanding:,.2f}", frappe.format(t.due_date, {"fieldtype": "Date"})
						)
						for t in open_terms
					]
					+ [_("Record the performance first, or choose another outcome and give the reason.")]
				),
				title=_("Not Yet Performed"),
			)

	def _may_be_filed(self, before):
		if before not in stages.ENDED:
			frappe.throw(_("Close the case before it is filed."), title=_("Not Closed Yet"))
		if before == stages.CLOSED and self.way_of_settlement == stages.PEOPLES_MEDIATION:
			oral = frappe.db.exists(
				"Mediation Agreement",
				{"dispute_case": self.name, "agreement_form": "Oral", "status": ["!=", "Being Drawn Up"]},
			)
			if not oral and not frappe.db.exists("Mediation Session", {"dispute_case": self.name}):
				frappe.throw(
					_(
						"The file of a people's mediation needs its mediation record. Use the button “Record Session”."
					),
					title=_("Mediation Record Missing"),
				)

	def _needs_settlement(self):
		if not (self.settlement or "").strip():
			frappe.throw(_("Write how it was settled."), title=_("Settlement Missing"))
		missing = parties.missing_sides(self.parties)
		if missing:
			frappe.throw(
				_("{0} is missing. Enter who quarrelled with whom.").format(_(missing[0])),
				title=_("Party Missing"),
			)

	def _needs_reason(self, after):
		if not (self.end_reason or "").strip():
			frappe.throw(
				_("Give the reason for “{0}”; it is told to the parties.").format(_(after)),
				title=_("Reason Missing"),
			)
		if after == stages.DIVERTED and not self.diverted_to:
			frappe.throw(
				_("Choose the legal channel to which the case is diverted."), title=_("Channel Missing")
			)


def _own_worker() -> str | None:
	return frappe.db.get_value("Grid Worker", {"user": frappe.session.user, "enabled": 1})


def _only_body(unit: str) -> str | None:
	"""The mediation body of this unit, when there is exactly one."""
	found = frappe.get_all("Mediation Body", {"grid_unit": unit, "enabled": 1}, pluck="name", limit=2)
	return found[0] if len(found) == 1 else None


def _title(case) -> str:
	"""The file number, before there is one kind and day; never a name: titles are shown in links."""
	if case.file_number:
		return case.file_number
	language = frappe.db.get_default("lang") or "zh"
	day = getdate(case.event_date or case.registered_on or now_datetime())
	return f"{_(case.category or '', language)} {day}"


def on_doctype_update():
	frappe.db.add_index("Dispute Case", ["grid_unit", "stage"], "place_stage")
	frappe.db.add_unique("Dispute Case", ["mediation_body", "file_number"], "body_file_number")

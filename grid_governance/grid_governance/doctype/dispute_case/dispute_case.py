"""Dispute Case: one matter, one number, exactly one owner at every moment.

The workflow says who may take which step; here stands what law and paper demand of each step, whoever
takes it. What happens in mediation is in the records that hang on the case (grid_governance/cases/README.md).
"""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from grid_governance import moments
from grid_governance.cases import demands, numbering, stages, workers
from grid_governance.cases.case_file import volumes as case_file
from grid_governance.cases.clocks import cases as clocks
from grid_governance.cases.followers import FOLLOWERS
from grid_governance.cases.handover import by_step
from grid_governance.cases.handover import chain as handovers
from grid_governance.cases.intake import consent, endings, escalation, first_level, mediators, parties
from grid_governance.cases.mediation import following as mediation
from grid_governance.cases.statistics import facts
from grid_governance.documents import StagedDocument
from grid_governance.language import sites_language

# Written by steps and papers straight to the row (db_set), by no form and no request.
BY_STEPS = (
	"file_number",
	"file_year",
	"file_sequence",
	"taken_on",
	"closed_on",
	"filed_on",
	"quarterly_file",
	"source_reply",
	"source_replied_at",
	"routing_note",
)
# What has been done on that day; in the future it has not.
DONE_ON = ("event_date", "rights_told_on", "end_notice_on", "divert_answered_on")


class DisputeCase(StagedDocument):
	def onload(self):
		"""A share to read (a handover not signed for, an invitation) offers no steps."""
		self.set_onload("may_write", frappe.has_permission(self.doctype, "write", doc=self))
		self.set_onload("waits_for", by_step.waits_for(self.name))

	def before_validate(self):
		super().before_validate()
		stored = self.get_doc_before_save()
		if stored and self.stage != stored.stage:
			by_step.sign(self)
		self._keep_what_steps_wrote(stored)
		self.matter_number = stored.matter_number if stored else self.flags.matter_number
		self.first_receiver = self.first_receiver or (self.is_new() and workers.own()) or None
		parties.complete(self)
		consent.complete(self)
		first_level.complete(self)
		handovers.keep_owner(self)
		facts.keep(self, stored)
		if self.way_of_settlement == stages.PEOPLES_MEDIATION:
			self.mediation_body = self.mediation_body or handovers.only_body(self.handling_unit)
		self.mediator_choice = self.mediator and (self.mediator_choice or "Assigned By The Body")
		self.file_number = self.file_number or None  # NULL: cases without a number do not collide
		self.case_title = _title(self)

	def _keep_what_steps_wrote(self, stored):
		"""Whatever a request brings along: number, days and replies stand as they were recorded."""
		for column in BY_STEPS:
			self.set(column, stored.get(column) if stored else None)
		if not stored:
			self.registered_on = moments.by_now(self.registered_on)
			self.department = self.raised_on = None
			return
		self.registered_on, self.recurs_from = stored.registered_on, stored.recurs_from
		if self.way_of_settlement == stored.way_of_settlement:
			self.raised_on = stored.raised_on

	def validate(self):
		parties.check(self)
		mediators.check(self)
		consent.check(self)
		escalation.check(self)
		self._check_days()
		super().validate()

	def _check_days(self):
		for field in DONE_ON:
			if (
				self.get(field)
				and getdate(self.get(field)) > getdate(nowdate())
				and self.has_value_changed(field)
			):
				frappe.throw(
					_("{0} is in the future.").format(_(self.meta.get_label(field))), title=_("Wrong Date")
				)

	def check_stage(self, before: str | None, after: str) -> None:
		demands.check(self, before, after)

	def on_stage(self, before: str | None, after: str) -> None:
		if after == stages.TAKEN_ON and not self.taken_on:
			self.db_set({"taken_on": nowdate(), **numbering.give(self)}, update_modified=False)
			self.db_set("case_title", _title(self), update_modified=False)
		elif after == stages.FILED:
			self.db_set("filed_on", nowdate(), update_modified=False)
			case_file.on_filed(self)
		elif after in stages.ENDED and before != stages.FILED:
			self.db_set("closed_on", self.flags.ended_on or nowdate(), update_modified=False)
			if after == stages.CLOSED and not self.outcome:
				self.db_set("outcome", stages.ALL_PERFORMED, update_modified=False)
		elif before in stages.ENDED:
			self.db_set({"closed_on": None, "outcome": None, **endings.forgotten()}, update_modified=False)
		clocks.follow(self, before, after)
		mediation.follow(self, before, after)
		facts.follow(self)

	def on_update(self):
		super().on_update()
		clocks.follow_fields(self)
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


def _title(case) -> str:
	"""The file number, before there is one kind and day; never a name: titles are shown in links."""
	if case.file_number:
		return case.file_number
	language = sites_language()
	day = getdate(case.event_date or case.registered_on or now_datetime())
	return f"{_(case.category or '', language)} {day}"


def on_doctype_update():
	frappe.db.add_index("Dispute Case", ["grid_unit", "stage"], "place_stage")
	frappe.db.add_index("Dispute Case", ["stage", "handling_unit", "registered_on"], "stage_holder")
	frappe.db.add_unique("Dispute Case", ["mediation_body", "file_number"], "body_file_number")
	frappe.db.add_index("Dispute Case", ["file_number"], "file_number_alone")
	facts.add_indexes()

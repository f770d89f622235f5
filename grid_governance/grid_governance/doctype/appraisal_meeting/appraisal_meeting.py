import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.points.review import appraisal, quorum
from grid_governance.points.rulebook.holding import Holding

SIGNED = ("status", "concluded_by", "concluded_on", "outcome")
DRAWN = (
	"source_doctype",
	"source_name",
	"source_row",
	"subject_doctype",
	"subject",
	"subject_name",
	"address",
	"doer",
	"book",
	"item",
	"deed_date",
	"points",
	"outcome",
	"outcome_note",
)


class AppraisalMeeting(PlacedDocument):
	"""Due and present, deeds and decisions, minutes; concluded by points/review/appraisal_outcome.py."""

	def before_validate(self):
		stored = self.get_doc_before_save()
		if not self.flags.by_code:
			for field in SIGNED:
				self.set(field, stored.get(field) if stored else None)
			self.status = self.status or appraisal.PREPARING
			self._keep_what_was_drawn(stored)
		if stored is None and not self.members:
			for row in appraisal.candidates(self.grid_unit) if self.grid_unit else ():
				if row.pop("due"):
					self.append("members", row)

	def _keep_what_was_drawn(self, stored):
		"""Rows come from the register by drawing; hands decide about them, or leave them out."""
		known = {row.name: row for row in stored.rows} if stored else {}
		for row in self.rows:
			before = known.get(row.name)
			if before is None:
				frappe.throw(
					_("Row {0}: deeds are drawn by the button, not typed.").format(row.idx),
					title=_("Rows Are Drawn"),
				)
			for field in DRAWN:
				row.set(field, before.get(field))

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored and stored.status != appraisal.PREPARING:
			frappe.throw(
				_("The meeting is {0} and stays so.").format(_(stored.status)), title=_("Record Is Closed")
			)
		self._check_members()
		staff, held = appraisal.are_staff(self.rows), Holding([self.grid_unit])
		for row, of_staff in zip(self.rows, staff, strict=True):
			appraisal.check_decision(row, of_staff, held, self.grid_unit)
		appraisal.mark_recusals(self)
		self.row_count = len(self.rows)

	def _check_members(self):
		names = [(member.member_name or "").strip() for member in self.members]
		twice = {name for name in names if names.count(name) > 1}
		if twice:
			frappe.throw(
				_("{0} is listed twice. Please tell members of the same name apart.").format(
					"、".join(twice)
				),
				title=_("Member Listed Twice"),
			)
		for member, name in zip(self.members, names, strict=True):
			member.member_name = name
		self.due_count = len(self.members)
		self.present_count = sum(bool(member.present) for member in self.members)
		self.needed_count = quorum.needed(self.due_count, self.quorum_rule or quorum.HALF)


def on_doctype_update():
	frappe.db.add_index("Appraisal Meeting", ["grid_unit", "status"], "unit_and_status")

import frappe
from frappe import _
from frappe.utils import getdate, now, nowdate

from grid_governance.points import recusal
from grid_governance.points.declaring import deeds
from grid_governance.points.rulebook import deducting, deduction_rules
from grid_governance.points.signing import SignedDocument

DECIDED = ("Deduction Decided", "No Deduction")
ENDED = (*DECIDED, "Taken Back")


class PointsDeduction(SignedDocument):
	"""Points taken from somebody: told, heard, decided by another person, then one entry of the ledger."""

	DERIVED = (
		"grid_unit",
		"subject_name",
		"rules",
		"basis",
		"hearing_until",
		"decided_by",
		"decided_on",
		"taken_points",
		"outcome",
		"account",
		"entry",
	)
	FACTS = ("book", "subject", "item", "deed_date", "points", "facts")
	FACT_TABLES = ("evidence",)

	def before_validate(self):
		self.flags.arrived_unit = self.grid_unit
		super().before_validate()

	def _validate_links(self):
		"""The kind of the subject follows from the book, before the platform asks for it."""
		if self.book:
			self.subject_doctype = deeds.subject_doctype(self.book)
		super()._validate_links()

	def validate(self):
		stored = self.get_doc_before_save()
		if stored is None or stored.stage == "Draft":
			deducting.check_facts(self)
		super().validate()
		before = stored.stage if stored else None
		if stored and before in ENDED and _handling_of(self) != _handling_of(stored):
			frappe.throw(_("The record is {0} and stays so.").format(_(before)), title=_("Record Is Closed"))
		if self.stage == "Person Told" and before == "Draft":
			days = frappe.get_cached_value("Points Rules", self.rules, "hearing_days")
			self.hearing_until = deduction_rules.hearing_until(getdate(self.told_on), days or 0)
		if self.stage in DECIDED and before not in DECIDED:
			self.decided_by, self.decided_on = frappe.session.user, now()

	def place(self, unit: str) -> None:
		"""The record stands where its subject lives; a place sent along opens no other village."""
		arrived, self.grid_unit = self.flags.arrived_unit, unit
		if unit != arrived and not self.flags.ignore_permissions:
			self.check_permission("create" if self.is_new() else "write")

	def check_stage(self, before: str | None, after: str) -> None:
		if before is None and after != "Draft":
			frappe.throw(_("A new record begins as a draft."))
		if before in ENDED:
			frappe.throw(
				_("The record is {0} and stays so. A mistake is answered by a reversal.").format(_(before)),
				title=_("Record Is Closed"),
			)
		if after == "Person Told":
			self.need("told_on", "told_how")
			self._check_day("told_on", self.deed_date)
		if after == "Person Heard":
			self.need("heard_on", "hearing_record")
			self._check_day("heard_on", self.told_on)
		if after in DECIDED:
			self._check_decision(before)

	def _check_day(self, field: str, earliest) -> None:
		day = getdate(self.get(field))
		if not getdate(earliest) <= day <= getdate(nowdate()):
			frappe.throw(
				_("{0} lies between {1} and today.").format(_(self.meta.get_label(field)), earliest),
				title=_("Date Out Of Range"),
			)

	def _check_decision(self, before: str) -> None:
		user = frappe.session.user
		if recusal.are_one(user, self.entered_by):
			frappe.throw(
				_("Who brought the matter up does not decide it. Please leave it to another person."),
				recusal.RecusalError,
				title=_("Recusal"),
			)
		interest = recusal.Interest(self.subject_name or self.subject, self.subject_doctype, self.subject)
		recusal.refuse_own([interest], user)
		recusal.refuse_staff([interest], self.grid_unit, self.doctype, user)
		if not deduction_rules.may_decide(
			getdate(nowdate()), getdate(self.hearing_until), before == "Person Heard"
		):
			frappe.throw(
				_(
					"The person may be heard until {0}. Please decide afterwards, or record the hearing."
				).format(self.hearing_until),
				title=_("Hearing"),
			)
		if not (self.decision_reason or "").strip():
			self.need("decision_reason")

	def on_stage(self, before: str | None, after: str) -> None:
		if after == "Deduction Decided":
			deducting.post(self)

	def on_trash(self):
		if self.stage != "Draft":
			frappe.throw(_("A matter the person was told of is kept."), title=_("Record Is Closed"))


def _handling_of(doc) -> list[str]:
	fields = ("told_on", "told_how", "heard_on", "hearing_record", "hearing_paper", "decision_reason")
	return [str(doc.get(field) or "") for field in fields]


def on_doctype_update():
	frappe.db.add_index("Points Deduction", ["grid_unit", "stage"], "unit_and_stage")
	frappe.db.add_index("Points Deduction", ["subject", "item", "deed_date"], "subject_item_day")

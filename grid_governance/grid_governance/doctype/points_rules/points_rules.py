import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points.recusal import RecusalError, acts_in_township, are_one
from grid_governance.points.rulebook import adoption, assembly, rules_rows
from grid_governance.points.rulebook.messages import refuse
from grid_governance.points.rulebook.rules import RuleError
from grid_governance.points.signing import SignedDocument

TOWNSHIP_DIGITS = 9


class PointsRules(SignedDocument):
	"""The points rules of a unit: discussed, adopted by an assembly, filed with the township, then in force."""

	DERIVED = ("filed_by", "in_force_to", "superseded_by")
	FACTS = ("rules_title", "grid_unit", "book", "hearing_days")
	FACT_TABLES = ("rows", "deductions")
	OPEN = ("Draft", "Opinions Sought")

	def validate(self):
		rules_rows.check(self)
		super().validate()
		stored = self.get_doc_before_save()
		if stored and stored.stage in ("Filed With The Township", "In Effect", "Superseded"):
			self._keep_the_record_of_adoption(stored)
		if self.stage == "Filed With The Township" and not self.filed_by:
			self.filed_by, self.filed_on = frappe.session.user, self.filed_on or nowdate()
		if self.stage == "Draft":
			self.filed_by = self.filed_on = None

	def _keep_the_record_of_adoption(self, stored):
		fields = [
			"assembly_kind",
			"assembly_date",
			"members_due",
			"members_present",
			"votes_for",
			"minutes_photo",
		]
		if stored.stage != "Filed With The Township":
			fields += ["in_force_from", "filed_on", "filing_number", "votes_against", "votes_abstained"]
		changed = [field for field in fields if str(self.get(field) or "") != str(stored.get(field) or "")]
		if changed and self.stage != "Draft":
			frappe.throw(
				_("{0} stands as it was filed.").format(_(self.meta.get_label(changed[0]))),
				title=_("Facts Are Fixed"),
			)

	def check_stage(self, before: str | None, after: str) -> None:
		if before is None and after != "Draft":
			frappe.throw(_("A new record begins as a draft."))
		if after == "Draft" and before and not (self.decision_reason or "").strip():
			frappe.throw(
				_("Please write the reason first, then {0}.").format(_("Send Back")),
				title=_("Reason Missing"),
			)
		check = {
			"Opinions Sought": self._check_opinions,
			"Assembly Held": self._check_assembly,
			"Filed With The Township": self._check_filing,
			"In Effect": self._check_effect,
		}.get(after)
		if check:
			check()

	def _check_opinions(self):
		if not self.rows:
			frappe.throw(_("Please switch on the items first."), title=_("Items Missing"))
		self.need("opinions_from", "opinions_to")
		if getdate(self.opinions_to) < getdate(self.opinions_from):
			frappe.throw(_("The last day lies before the first."), title=_("Dates Reversed"))

	def _check_assembly(self):
		self.need(
			"assembly_kind", "assembly_date", "members_due", "members_present", "votes_for", "minutes_photo"
		)
		if getdate(self.assembly_date) > getdate(nowdate()):
			frappe.throw(_("The assembly has not been held yet."), title=_("Date Of The Assembly"))
		if self.opinions_to and getdate(self.assembly_date) < getdate(self.opinions_to):
			frappe.throw(
				_("Opinions are sought until {0}; the assembly follows them.").format(self.opinions_to),
				title=_("Date Of The Assembly"),
			)
		if (self.assembly_kind == assembly.OFFICE) != (len(self.grid_unit) <= TOWNSHIP_DIGITS):
			frappe.throw(
				_(
					"Rules of a village are adopted by its people."
					" A meeting of the office decides from the township up."
				),
				title=_("Kind Of Assembly"),
			)
		try:
			assembly.check(
				self.assembly_kind,
				*(
					int(self.get(field) or 0)
					for field in (
						"members_due",
						"members_present",
						"votes_for",
						"votes_against",
						"votes_abstained",
					)
				),
			)
		except RuleError as error:
			refuse(error)

	def _check_filing(self):
		if are_one(frappe.session.user, self.entered_by):
			frappe.throw(
				_("Who drafted the rules does not file them. Please leave it to another person."),
				RecusalError,
				title=_("Recusal"),
			)
		if not acts_in_township(self.doctype, self.grid_unit, frappe.session.user):
			frappe.throw(
				_("Rules are filed by the township or the county, not by the unit itself."),
				RecusalError,
				title=_("Filing"),
			)

	def _check_effect(self):
		self.need("in_force_from")
		adoption.check_date(self)

	def on_stage(self, before: str | None, after: str) -> None:
		if after == "In Effect":
			adoption.supersede(self)

	def on_trash(self):
		if self.stage not in ("Draft", "Dropped"):
			frappe.throw(_("Rules that were put to the people are kept."), title=_("Record Is Closed"))


def on_doctype_update():
	frappe.db.add_index("Points Rules", ["grid_unit", "stage"], "unit_and_stage")

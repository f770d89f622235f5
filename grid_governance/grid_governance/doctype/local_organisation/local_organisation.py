"""Local Organisation: units, social organisations, volunteer teams, self-governing bodies of a place."""

import frappe
from frappe.utils import getdate

from grid_governance.documents import PlacedDocument
from grid_governance.registry import papers
from grid_governance.registry.following import refuse
from grid_governance.registry.problems import Problem


class LocalOrganisation(PlacedDocument):
	def validate(self):
		super().validate()
		self.credit_code = papers.compact(self.credit_code) or None
		refuse(
			[
				*papers.check_credit_code(self.credit_code),
				*papers.check_phone(self.phone),
				*self.term_problems(),
				*self.twin_problems(),
			],
			self.doctype,
		)
		for row in self.members:
			refuse([*papers.check_phone(row.phone), *_dates(row, "from_date", "to_date")], row.doctype)

	def term_problems(self) -> list[Problem]:
		"""A self-governing body is elected for a term; others have none."""
		if self.organisation_class != "Self-governing Body":
			self.term_from = self.term_to = None
			return []
		if not (self.term_from and self.term_to):
			return [
				Problem(
					"term_from", "A self-governing body has a term.", "Fill in its first and its last day."
				)
			]
		return _dates(self, "term_from", "term_to")

	def twin_problems(self) -> list[Problem]:
		if not self.credit_code:
			return []
		twin = {"credit_code": self.credit_code, "name": ["!=", self.name or ""]}
		other = frappe.db.get_value("Local Organisation", twin, ["name", "grid_unit"], as_dict=True)
		if not other:
			return []
		unit_name = frappe.get_cached_value("Grid Unit", other.grid_unit, "unit_name")
		return [
			Problem(
				"credit_code",
				"This credit code is registered already, in {0}.",
				"Use that record.",
				(unit_name,),
			)
		]


def _dates(row, first: str, last: str) -> list[Problem]:
	if row.get(first) and row.get(last) and getdate(row.get(last)) < getdate(row.get(first)):
		return [Problem(last, "The end lies before the beginning.", "Correct one of the dates.")]
	return []

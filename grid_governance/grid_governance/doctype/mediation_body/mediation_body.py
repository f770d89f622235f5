"""Mediation Body (调解组织): who mediates under one seal. File numbers are given by registry/numbers.py."""

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases import workers
from grid_governance.documents import PlacedDocument
from grid_governance.registry import numbers, papers
from grid_governance.registry.following import refuse
from grid_governance.registry.problems import Problem

MINIMUM, MAXIMUM = 3, 9  # members of a people's mediation committee, People's Mediation Law art. 8


class MediationBody(PlacedDocument):
	def validate(self):
		super().validate()
		refuse([*papers.check_phone(self.phone), *self.mediator_problems()], self.doctype)
		if self.chair and self.chair not in {row.mediator for row in self.mediators}:
			self.append("mediators", {"mediator": self.chair})
		self.warn_size()

	def mediator_problems(self) -> list[Problem]:
		found, seen = [], set()
		for row in self.mediators:
			if row.mediator in seen:
				name = workers.name_of(row.mediator)
				found.append(Problem("mediators", "{0} is listed twice.", "Remove one of the rows.", (name,)))
			seen.add(row.mediator)
			if row.from_date and row.to_date and getdate(row.to_date) < getdate(row.from_date):
				found.append(
					Problem(
						"mediators", "Row {0}: the end lies before the beginning.", "Correct it.", (row.idx,)
					)
				)
		return found

	def warn_size(self):
		size = len(self.mediators)
		if self.has_value_changed("mediators") and size and not MINIMUM <= size <= MAXIMUM:
			frappe.msgprint(
				_(
					"By article 8 of the People's Mediation Law a committee has 3 to 9 members; here are {0}."
				).format(size),
				indicator="orange",
				alert=True,
			)

	@property
	def last_file_number(self):
		year = getdate(frappe.utils.nowdate()).year
		return numbers.last_file_number(self.name, year) if self.creation else 0

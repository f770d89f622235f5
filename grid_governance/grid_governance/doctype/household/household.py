"""Household: an address in a grid, and who lives there. The rules are in registry/household.py."""

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry import household as rules
from grid_governance.registry import neighbours, population
from grid_governance.registry.following import refuse


class Household(PlacedDocument):
	def validate(self):
		refuse(rules.check_household(self.as_dict()), self.doctype)
		super().validate()
		self.update(rules.derived_of_household(self.as_dict()))
		self.check_head_by_act()
		self.warn_same_address()

	def check_head_by_act(self):
		if self.has_value_changed("head") and not self.flags.by_act and (self.head or not self.is_new()):
			frappe.throw(
				_(
					"The head is not changed by hand. Use the button Change Of Head, which asks how all are related."
				),
				title=_("Change Of Head"),
			)

	def warn_same_address(self):
		"""Two households may share a door (after a split), so this only tells."""
		same = {"grid_unit": self.grid_unit, "address": self.address, "name": ["!=", self.name]}
		if self.is_new() and frappe.db.exists("Household", {**same, "status": "On Register"}):
			frappe.msgprint(
				_(
					"There is another household at {0} in this unit. Keep both only if they are separate."
				).format(self.address),
				indicator="orange",
				alert=True,
			)

	def on_update(self):
		changed = ("grid_unit", "address", "address_order")
		if not self.is_new() and any(self.has_value_changed(field) for field in changed):
			population.follow_household(self.name)

	@property
	def micro_grid(self):
		return self.grid_unit if self.grid_unit and len(self.grid_unit) == 18 else ""

	@micro_grid.setter
	def micro_grid(self, value):
		"""A form sends it along and the platform writes it back when it checks links; it follows the unit."""

	@property
	def neighbour_head(self):
		return "、".join(neighbours.heads_of(self.grid_unit)) if self.grid_unit else None

	@property
	def living_count(self):
		return population.count_living([self.name]).get(self.name, 0) if self.creation else 0

	@property
	def registered_count(self):
		return population.count_registered([self.name]).get(self.name, 0) if self.creation else 0


def on_doctype_update():
	frappe.db.add_index("Household", ["grid_unit", "address_order"])
	frappe.db.add_index(
		"Household", ["address_order"]
	)  # a county's first page needs no sorting of all its rows

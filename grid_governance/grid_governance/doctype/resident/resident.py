"""Resident: a person in a household. The rules are in registry/household.py, the acts in registry/acts.py.

identity_kind, identity_number and no_identity_reason are for typing only: they leave the document
before it is written and go to Identity Document.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.registry import enrolment, identity, papers, population
from grid_governance.registry import household as rules
from grid_governance.registry.following import FollowingDocument, refuse
from grid_governance.registry.relations import HEAD

TYPED = ("identity_kind", "identity_number", "no_identity_reason")


class Resident(FollowingDocument):
	follows = "household"

	def before_validate(self):
		self.take_identity()

	def take_identity(self):
		"""Move what was typed about the document out of the record, for good."""
		typed = {field: self.get(field) for field in TYPED}
		for field in TYPED:
			self.set(field, None)
		if typed["identity_number"] and not typed["identity_kind"]:
			typed["identity_kind"] = papers.ID_CARD
		self.flags.identity = typed if typed["identity_kind"] else None

	def validate(self):
		typed = self.flags.identity or {}
		if typed:
			self.fill_from_id_number(typed)
		refuse(rules.check_resident({**self.as_dict(), **typed}, getdate()), self.doctype)
		super().validate()
		self.phone = papers.normalise_phone(self.phone) or None
		enrolment.check_household_of(self)
		if typed:
			enrolment.check_unknown(self, typed["identity_kind"], typed["identity_number"])

	def fill_from_id_number(self, typed: dict):
		if papers.KINDS.get(typed["identity_kind"], "") is not None:
			return
		try:
			card = papers.parse_id_card(typed["identity_number"])
		except papers.ProblemError:
			return  # check_resident reports it together with the rest
		self.sex = self.sex or card.sex
		self.birth_date = self.birth_date or card.birth_date

	def after_insert(self):
		if self.relation_to_head == HEAD and self.status not in rules.GONE and not self.flags.by_act:
			frappe.db.set_value("Household", self.household, "head", self.name)

	def on_update(self):
		typed, self.flags.identity = self.flags.identity, None
		if typed:
			identity.store(
				self.name, typed["identity_kind"], typed["identity_number"], typed["no_identity_reason"]
			)
		if self.has_value_changed("grid_unit") and not self.flags.in_insert:
			population.follow_residents([self.name], self.grid_unit)
		if self.flags.last_one_gone:
			frappe.db.set_value("Household", self.household, "head", None)

	def on_trash(self):
		if frappe.db.get_value("Household", self.household, "head") == self.name:
			if len(population.members(self.household)) > 1:
				frappe.throw(
					_("{0} is head of the household. Make another member the head first.").format(
						self.resident_name
					),
					title=_("Change Of Head"),
				)
			frappe.db.set_value("Household", self.household, "head", None)
		identity.forget(self.name)


def on_doctype_update():
	frappe.db.add_index("Resident", ["grid_unit", "address_order"])
	frappe.db.add_index(
		"Resident", ["address_order"]
	)  # a county's first page needs no sorting of all its rows
	frappe.db.add_index("Resident", ["household", "status"])
	for column in ("user", "phone"):  # who stands behind a login (points/persons.py)
		frappe.db.add_index("Resident", [column])

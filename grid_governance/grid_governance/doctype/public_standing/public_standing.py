import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry import codes

VILLAGE_DIGITS = 12
MOST = 50


class PublicStanding(PlacedDocument):
	"""A village shows the first places of a book on the open net; off until somebody switches it on."""

	def validate(self):
		super().validate()
		if len(self.grid_unit) < VILLAGE_DIGITS:
			frappe.throw(_("Standings are made public village by village. Please choose a village."))
		if not 1 <= (self.top_n or 0) <= MOST:
			frappe.throw(_("{0} is not between 1 and {1}.").format(self.top_n, MOST))
		owner = frappe.db.get_value("Points Book", self.book, "grid_unit")
		if owner and not codes.contains(owner, self.grid_unit):
			frappe.throw(_("The book is not kept in {0}.").format(self.grid_unit))
		other = {"grid_unit": self.grid_unit, "book": self.book, "name": ["!=", self.name or ""]}
		if frappe.db.exists("Public Standing", other):
			frappe.throw(_("This book has its public page here already."), frappe.DuplicateEntryError)


def on_doctype_update():
	frappe.db.add_unique("Public Standing", ["grid_unit", "book"], "unit_and_book_once")

import frappe
from frappe import _
from frappe.model.document import Document


class PointsBook(Document):
	"""Whose points are kept under which rules; valid in its owner unit and everywhere inside it."""

	def validate(self):
		if not 1 <= (self.year_start_month or 0) <= 12:
			frappe.throw(_("The year starts in a month from 1 to 12."), title=_("Month Out Of Range"))
		if not self.is_new() and self.has_value_changed("basis") and self._has_entries():
			frappe.throw(
				_("The book has entries; whom deeds are counted by cannot change any more. Open a new book."),
				title=_("Book In Use"),
			)

	def _has_entries(self) -> bool:
		return bool(frappe.db.exists("Points Entry", {"book": self.name}))

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("A book is never renamed: the ledger names it. Change the book name instead."))

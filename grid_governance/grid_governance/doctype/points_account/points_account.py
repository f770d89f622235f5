import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.points.ledger import accounts

FROM_LEDGER = ("balance", "earned", "redeemed", "last_seq", "last_hash", "seal")


class PointsAccount(Document):
	"""Whose points a book keeps. Made by points/ledger/accounts.py, its numbers by points/ledger/writer.py alone."""

	def before_insert(self):
		"""An account made by a form or an import starts empty, with its seal, like all others."""
		fact = accounts.subject_facts(self.subject_doctype, [self.subject]).get(self.subject)
		if not fact:
			frappe.throw(
				_("{0} {1} does not exist.").format(_(self.subject_doctype), self.subject),
				frappe.DoesNotExistError,
			)
		row = accounts.new_account_row(self.book, self.subject_doctype, self.subject, fact)
		self.update({key: value for key, value in row.items() if key not in ("creation", "modified")})
		self.flags.name_set = True

	def validate(self):
		if self.is_new():
			return
		before = self.get_doc_before_save()
		for field in (
			"book",
			"subject_doctype",
			"subject",
			*FROM_LEDGER,
			"status",
			"grid_unit",
			"subject_name",
			"redemption_stopped_until",
		):
			self.set(field, before.get(field))

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("A points account is never renamed or merged."), title=_("Ledger Is Fixed"))

	def on_trash(self):
		if self.last_seq or frappe.db.exists("Points Entry", {"account": self.name}):
			frappe.throw(
				_("The account has entries and stays. Freeze it instead."), title=_("Ledger Is Fixed")
			)


def on_doctype_update():
	frappe.db.add_unique("Points Account", ["book", "subject"], "book_and_subject")
	frappe.db.add_index("Points Account", ["grid_unit", "book"], "unit_and_book")

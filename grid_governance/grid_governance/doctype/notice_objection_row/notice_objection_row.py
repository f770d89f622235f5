import frappe
from frappe.model.document import Document


class NoticeObjectionRow(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Notice Objection Row", ["notice_row"], "notice_row")

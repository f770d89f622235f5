"""Life Event: what an act of registry/acts.py has done, with the slip as its print. Nobody edits it."""

import frappe
from frappe import _
from frappe.model.document import Document


class LifeEvent(Document):
	def validate(self):
		if not self.is_new():
			frappe.throw(_("What has happened is not rewritten. Record the act that puts it right."))


def on_doctype_update():
	frappe.db.add_index("Life Event", ["grid_unit", "event_date"])

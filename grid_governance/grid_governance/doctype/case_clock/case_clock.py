"""Case Clock: one limit that runs for one record, charged to one unit; written by cases/clocks alone."""

import frappe
from frappe import _
from frappe.model.document import Document


class CaseClock(Document):
	def validate(self):
		if not self.flags.by_the_clocks:
			frappe.throw(
				_("Clocks are not typed in. Use Pause, Go On or Extend on the case."), title=_("Not By Hand")
			)

	def on_trash(self):
		frappe.throw(_("A clock stays on record and is not deleted."), title=_("Stays On Record"))


def on_doctype_update():
	frappe.db.add_index("Case Clock", ["next_at"], "next_at")
	frappe.db.add_index("Case Clock", ["to_tell"], "to_tell")
	frappe.db.add_index("Case Clock", ["dispute_case"], "dispute_case")
	frappe.db.add_index("Case Clock", ["charged_unit", "clock_state"], "charged_state")
	frappe.db.add_index("Case Clock", ["clock_state", "stopped_at", "charged_unit"], "state_open_charged")
	frappe.db.add_index("Case Clock", ["grid_unit", "limit_name", "due_at"], "place_limit")
	frappe.db.add_unique("Case Clock", ["open_key"], "open_key")

import frappe
from frappe import _
from frappe.model.document import Document


class HonorAward(Document):
	"""Somebody proposed for an honor, and what was decided. Written by points/year_end/honors.py alone."""

	def before_insert(self):
		frappe.throw(
			_("Honors are proposed from the ranks of a settlement, not entered by hand."),
			frappe.PermissionError,
			title=_("Not Entered By Hand"),
		)

	def validate(self):
		stored = self.get_doc_before_save()
		for df in self.meta.fields:
			if df.fieldtype not in ("Section Break", "Column Break"):
				self.set(df.fieldname, stored.get(df.fieldname))

	def on_trash(self):
		frappe.throw(_("An honor that was proposed stays on record."))


def on_doctype_update():
	frappe.db.add_unique("Honor Award", ["rule", "year", "account"], "once_a_year")
	frappe.db.add_index("Honor Award", ["grid_unit", "year"], "unit_and_year")
	frappe.db.add_index("Honor Award", ["rule", "year", "awarding_unit"], "of_awarding_unit")

import frappe
from frappe import _
from frappe.model.document import Document


class PointsItemSet(Document):
	"""A ready list of items that a village takes into its rules and changes there."""

	def validate(self):
		items = [row.item for row in self.rows]
		if len(items) != len(set(items)):
			twice = next(row for row in self.rows if items.count(row.item) > 1)
			frappe.throw(
				_("Row {0}: the item stands in the list twice.").format(twice.idx), title=_("Item Twice")
			)

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry import papers
from grid_governance.registry.following import refuse


class RewardSupplier(PlacedDocument):
	"""Who delivers goods to the points shops of a unit and of what lies below it."""

	def validate(self):
		super().validate()
		self.credit_code = papers.compact(self.credit_code) or None
		refuse([*papers.check_credit_code(self.credit_code), *papers.check_phone(self.phone)], self.doctype)

	def on_trash(self):
		if frappe.db.exists("Stock Receipt", {"supplier": self.name}):
			frappe.throw(
				_("Goods came from this supplier; untick Still Supplies instead."),
				title=_("Paper Is Finished"),
			)


def on_doctype_update():
	frappe.db.add_index("Reward Supplier", ["grid_unit", "enabled"], "unit_and_use")

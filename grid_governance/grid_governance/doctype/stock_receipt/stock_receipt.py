import frappe
from frappe import _
from frappe.utils import flt, getdate

from grid_governance.points.redemption import stock_papers
from grid_governance.points.redemption.basket import whole
from grid_governance.points.redemption.shop_papers import ShopPaper
from grid_governance.points.redemption.stock_keeping import check_goods
from grid_governance.registry import codes


class StockReceipt(ShopPaper):
	"""One delivery with the supplier's number; booked in by a button (points/redemption/stock_papers.py)."""

	FIXED_BY = ("status", "booked_by", "booked_on", "reason")

	def validate(self):
		super().validate()
		self.receipt_no = (self.receipt_no or "").strip()
		self.validate_rows()
		self.total_amount = flt(sum(row.amount for row in self.rows), 2)
		self.validate_sources()
		self.validate_once()
		self.refuse_when_done(not self.is_new() and self.status != stock_papers.NOT_BOOKED)

	def validate_rows(self):
		seen = set()
		for row in self.rows:
			if row.item in seen:
				frappe.throw(
					_("Row {0}: this item stands in another row already.").format(row.idx),
					title=_("Item Twice"),
				)
			seen.add(row.item)
			row.quantity = whole(row.quantity)
			row.amount = flt((row.quantity or 0) * flt(row.unit_price), 2)
		check_goods(self.shop, {row.item: row.quantity for row in self.rows})

	def validate_sources(self):
		supplier = frappe.db.get_value("Reward Supplier", self.supplier, "grid_unit")
		if not codes.contains(supplier or "", self.grid_unit) and not codes.contains(
			self.grid_unit, supplier
		):
			frappe.throw(_("This supplier delivers to another place."), title=_("Supplier Elsewhere"))
		fund = self.fund and frappe.db.get_value("Points Fund", self.fund, "grid_unit")
		if self.fund and not codes.contains(fund or "", self.grid_unit):
			frappe.throw(
				_("The money of this fund belongs to another place than the shop."), title=_("Fund Elsewhere")
			)
		if getdate(self.received_on) > getdate():
			frappe.throw(_("The day of delivery lies in the future."), title=_("Date Not Valid"))

	def validate_once(self):
		"""One delivery note is booked once; a receipt that was called off frees its number."""
		other = frappe.db.get_value(
			"Stock Receipt",
			{
				"supplier": self.supplier,
				"receipt_no": self.receipt_no,
				"name": ["!=", self.name or ""],
				"status": ["!=", stock_papers.CALLED_OFF],
			},
			["shop", "received_on"],
			as_dict=True,
		)
		if other:
			frappe.throw(
				_("Receipt {0} of this supplier was entered before (delivered on {1}).").format(
					self.receipt_no, other.received_on
				),
				title=_("Receipt Entered Twice"),
			)


def on_doctype_update():
	frappe.db.add_index("Stock Receipt", ["supplier", "receipt_no"], "supplier_and_number")
	frappe.db.add_index("Stock Receipt", ["grid_unit", "received_on"], "unit_and_day")

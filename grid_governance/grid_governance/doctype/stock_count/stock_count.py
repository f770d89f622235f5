import frappe
from frappe import _
from frappe.utils import now_datetime, nowdate

from grid_governance.points.redemption import stock_papers
from grid_governance.points.redemption.basket import whole
from grid_governance.points.redemption.shop_papers import ShopPaper
from grid_governance.points.redemption.stock_keeping import check_goods


class StockCount(ShopPaper):
	"""What lies on the shelf, counted by one and confirmed by another (points/redemption/stock_papers.py)."""

	FIXED_BY = ("status", "counted_by", "counted_on", "confirmed_by", "confirmed_on", "count_title")

	def before_insert(self):
		super().before_insert()
		self.counted_by, self.counted_on = frappe.session.user, now_datetime()
		self.count_title = f"{frappe.db.get_value('Points Shop', self.shop, 'shop_name')} {nowdate()}"

	def validate(self):
		super().validate()
		if not self.is_new():
			self.refuse_when_done(True)
			return
		items = [row.item for row in self.rows]
		if len(set(items)) < len(items):
			frappe.throw(_("An item stands in two rows of the count."), title=_("Item Twice"))
		for row in self.rows:
			row.counted_quantity = whole(row.counted_quantity)
		check_goods(self.shop, {row.item: row.counted_quantity for row in self.rows}, lowest=0)
		by_book = stock_papers.book_figures(self.shop, items)
		for row in self.rows:
			row.book_quantity = by_book[row.item]
			row.difference = row.counted_quantity - row.book_quantity
			if row.difference and not (row.reason or "").strip():
				frappe.throw(
					_("Row {0}: {1} counted, {2} by the book. Say what the difference comes from.").format(
						row.idx, row.counted_quantity, row.book_quantity
					),
					title=_("Reason Missing"),
				)


def on_doctype_update():
	frappe.db.add_index("Stock Count", ["shop", "status"], "shop_and_status")

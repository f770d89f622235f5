import frappe

from grid_governance.grid_governance.doctype.reward_stock.reward_stock import StockRow


class RewardStockEntry(StockRow):
	"""One change of the stock, with the figures after it."""


def on_doctype_update():
	frappe.db.add_unique("Reward Stock Entry", ["stock", "seq"], "stock_and_seq")
	frappe.db.add_index("Reward Stock Entry", ["shop", "posted_on"], "shop_and_time")

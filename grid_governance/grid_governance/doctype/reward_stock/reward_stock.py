import frappe
from frappe import _

from grid_governance.points.ledger.immutable import ImmutableDocument, LedgerWriteError


class StockRow(ImmutableDocument):
	"""A row of the stock ledger: points/redemption/stock.py writes it, no door does."""

	def refuse(self):
		frappe.throw(
			_(
				"{0} is written by the stock ledger alone. Use Stock In, Stock Count or Write Off of the shop."
			).format(_(self.doctype)),
			LedgerWriteError,
			title=_("Ledger Is Fixed"),
		)


class RewardStock(StockRow):
	"""What a shop has of one item now; the row that is locked before anything is taken."""

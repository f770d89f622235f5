import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from grid_governance.points.redemption import sheets
from grid_governance.points.redemption.shop_papers import ShopPaper
from grid_governance.registry import codes


class RedemptionSheet(ShopPaper):
	"""The list of a village or group for a redemption without network (points/redemption/sheets.py)."""

	FIXED_BY = ("status", "printed_on", "printed_by", "posted_rows", "refused_rows", "reason", "sheet_no")

	def before_insert(self):
		super().before_insert()
		if self.list_unit and not codes.contains(self.grid_unit, self.list_unit):
			frappe.throw(_("The list is of a unit inside the shop's unit."), title=_("Unit Elsewhere"))
		book = frappe.db.get_value("Points Book", self.book, ["book_name", "redeemable"], as_dict=True)
		if book and not book.redeemable:
			frappe.throw(
				_("Points of the book {0} cannot be redeemed.").format(book.book_name),
				title=_("Book Not Redeemable"),
			)
		sheets.fill(self)
		self.printed_on, self.printed_by = now_datetime(), frappe.session.user

	def validate(self):
		super().validate()
		self.refuse_when_done(not self.is_new() and self.status != sheets.PRINTED)
		if not add_days(getdate(), -60) <= getdate(self.held_on) <= add_days(getdate(), 60):
			frappe.throw(
				_("The day of redemption lies within 60 days before or after today."),
				title=_("Date Not Valid"),
			)
		if not self.is_new():
			self.validate_list_stays()

	def validate_list_stays(self):
		"""What was printed is on paper: holders, goods and prices stay; sheets.py writes what is typed."""
		before = self.get_doc_before_save()
		for table in ("rows", "goods"):
			if [_cells(row) for row in self.get(table)] != [_cells(row) for row in before.get(table)]:
				frappe.throw(
					_("The list was printed and stays. Make a new sheet for other holders or goods."),
					title=_("Paper Is Finished"),
				)


def _cells(row) -> tuple:
	cells = (str(row.get(df.fieldname) or "") for df in row.meta.fields)
	return (row.name, *cells)


def on_doctype_update():
	frappe.db.add_unique("Redemption Sheet", ["shop", "sheet_no"], "shop_and_number")
	frappe.db.add_index("Redemption Sheet", ["status", "shop"], "status_and_shop")

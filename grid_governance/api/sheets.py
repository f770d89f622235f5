"""Offline sheets over HTTP: open one by its number, keep what is typed, post it, close it."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points import ledger
from grid_governance.points.redemption import sheets, shop


@frappe.whitelist()
def find_sheet(points_shop: str, sheet_no: str) -> str:
	"""The name of the shop's sheet with that printed number; raises frappe.DoesNotExistError."""
	place = shop.require_work_at(points_shop)
	number = (sheet_no or "").strip()
	name = frappe.db.get_value(sheets.DOCTYPE, {"shop": place.name, "sheet_no": number or "-"})
	if not name:
		frappe.throw(
			_("This shop has no sheet number {0}.").format(number),
			frappe.DoesNotExistError,
			title=_("Sheet Not Found"),
		)
	return name


@frappe.whitelist(methods=["POST"])
def type_back(sheet: str, rows: dict | str) -> None:
	"""Keep what is typed: {row name: {"quantities": {item: pieces}, "proxy_name", "proxy_relation"}}."""
	_writable(sheet)
	ledger.run_with_retry(lambda: sheets.type_back(sheet, _rows(rows)))


@frappe.whitelist(methods=["POST"])
def post_sheet(sheet: str, rows: dict | str) -> dict:
	"""Keep `rows` as type_back does and post all that is typed; returns {"posted", "refused", "left"}.

	left > 0: so many rows go on in the background. A sheet that is posted or void is refused as a whole; a row
	that a rule refuses keeps its figures and says why.
	"""
	_writable(sheet)

	def act() -> dict:
		sheets.type_back(sheet, _rows(rows))
		return sheets.post(sheet)

	return ledger.run_with_retry(act)


@frappe.whitelist(methods=["POST"])
def close_sheet(sheet: str, reason: str) -> str:
	"""A sheet that was not used becomes void; one with refused rows is closed. Returns its status."""
	_writable(sheet)
	return ledger.run_with_retry(lambda: sheets.close(sheet, reason))


def _rows(rows: dict | str) -> dict:
	found = frappe.parse_json(rows) if isinstance(rows, str) else rows
	if not isinstance(found, dict):
		frappe.throw(_("The typed figures must come by row."), title=_("Quantity Not Valid"))
	return found


def _writable(sheet: str) -> None:
	doc = frappe.get_doc(sheets.DOCTYPE, sheet)
	doc.check_permission("write")
	shop.require_work_at(doc.shop)

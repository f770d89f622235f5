"""The catalogue over HTTP: what may be chosen where, ready sets for rules, the catalogue as an Excel file.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417) with messages in the user's language.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points.rulebook import catalogue_upload, offered

ITEM = "Points Item"
MOST = 50


@frappe.whitelist()
def item_query(
	doctype: str,
	txt: str,
	searchfield: str | None = None,
	start: int = 0,
	page_len: int = 10,
	filters: str | dict | None = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
) -> list:
	"""Search behind the item of a deed: rows (name, item name, code, points, category) that hold there and then.

	filters: book, grid_unit, deed_date, each may be missing. Raises frappe.PermissionError without the right to
	read items.
	"""
	frappe.has_permission(ITEM, "read", throw=True)
	rows = offered.pick(
		*_there_and_then(filters),
		txt or "",
		max(int(start or 0), 0),
		MOST,  # a link field shows them all: a short catalogue wants to be read, not searched
	)
	return _named(rows, ("name", "label", "code", "points", "category")) if as_dict else rows


def _there_and_then(filters: str | dict | None) -> tuple:
	"""Book, unit and day that a deed's form asks for; today where it has no day yet."""
	given = frappe.parse_json(filters) if isinstance(filters, str) else filters or {}
	return given.get("book"), given.get("grid_unit"), getdate(given.get("deed_date") or nowdate())


def _named(rows: list, names: tuple[str, ...]) -> list[dict]:
	return [frappe._dict(zip(names, row, strict=True)) for row in rows]


@frappe.whitelist()
def item_figures(
	item: str, book: str | None = None, grid_unit: str | None = None, deed_date: str | None = None
) -> dict:
	"""An item as it holds there and then: counting, points, low, high, levels, evidence_hint, multiplier, campaign.

	campaign: the name of the campaign that multiplies the deed, or null. Raises frappe.ValidationError when the
	unit has not switched it on, frappe.PermissionError when the item is not readable.
	"""
	doc = frappe.get_cached_doc(ITEM, item)
	doc.check_permission("read")
	return {
		**offered.figures(item, book, grid_unit, getdate(deed_date or nowdate())),
		"evidence_hint": doc.evidence_hint,
	}


@frappe.whitelist()
def deduction_query(
	doctype: str,
	txt: str,
	searchfield: str | None = None,
	start: int = 0,
	page_len: int = 10,
	filters: str | dict | None = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
) -> list:
	"""Search behind the item of a deduction: rows (name, item name, points) that adopted rules name there and then.

	filters: book, grid_unit, deed_date. Raises frappe.PermissionError without the right to read deduction items.
	"""
	frappe.has_permission("Deduction Item", "read", throw=True)
	rows = offered.deductions(*_there_and_then(filters), txt or "")
	return _named(rows, ("name", "label", "points")) if as_dict else rows


@frappe.whitelist()
def items_to_switch_on(grid_unit: str, book: str | None = None) -> list[dict]:
	"""Items that rules of `grid_unit` may switch on: name, item_name, item_code, category, offered, …; by code.

	Raises frappe.PermissionError without the right to read items.
	"""
	frappe.has_permission(ITEM, "read", throw=True)
	return offered.to_switch_on(grid_unit, book)


@frappe.whitelist()
def rows_of_set(item_set: str) -> list[dict]:
	"""The rows of a ready set: item, item_name, heading. Raises frappe.PermissionError when it is not readable."""
	doc = frappe.get_doc("Points Item Set", item_set)
	doc.check_permission("read")
	items = frappe.get_list(
		ITEM,
		filters=[["name", "in", [row.item for row in doc.rows]], ["status", "=", "In Use"]],
		fields=["name", "item_name"],
		limit_page_length=0,
	)
	names = {row.name: row.item_name for row in items}
	return [
		{"item": row.item, "item_name": names[row.item], "heading": row.heading}
		for row in doc.rows
		if row.item in names
	]


@frappe.whitelist(methods=["GET"])
def download_catalogue() -> None:
	"""Answer with all items that the user reads as an .xlsx in the user's language.

	Raises frappe.PermissionError without the right to export items.
	"""
	frappe.has_permission(ITEM, "export", throw=True)
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Points Catalogue')}.xlsx"
	frappe.response["filecontent"] = catalogue_upload.download()


@frappe.whitelist(methods=["POST"])
def preview_catalogue(file_url: str) -> dict:
	"""What an uploaded catalogue would add and change: {added, changed, wrong, unchanged}; nothing is written.

	wrong: rows {row, column, text}. Raises frappe.PermissionError without the right to create items or for a file
	of somebody else.
	"""
	frappe.has_permission(ITEM, "create", throw=True)
	return asdict(catalogue_upload.compare(_path(file_url)))


@frappe.whitelist(methods=["POST"])
def upload_catalogue(file_url: str) -> dict:
	"""Bring an uploaded catalogue in, all or nothing: {added, changed, unchanged} as preview_catalogue.

	Raises frappe.ValidationError naming the wrong cells, frappe.PermissionError as preview_catalogue.
	"""
	frappe.has_permission(ITEM, "create", throw=True)
	return asdict(catalogue_upload.bring_in(_path(file_url)))


def _path(file_url: str) -> Path:
	"""The file that this user uploaded for this purpose."""
	name = frappe.db.get_value("File", {"file_url": file_url, "owner": frappe.session.user, "is_private": 1})
	if not name:
		frappe.throw(_("Please upload the file yourself."), frappe.PermissionError)
	return Path(frappe.get_doc("File", name).get_full_path())

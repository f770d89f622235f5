"""Corrections for tests, made as the session's user, and the hands that decide on them."""

from __future__ import annotations

import io

import frappe
from frappe.utils import nowdate
from openpyxl import Workbook

from grid_governance.points.correcting import corrections


def make(kind: str, account: str | None = None, *, ask: bool = False, **values):
	"""A draft of the session's user (handed in with ask=True); returns the Document."""
	values = {"reason": "录入有误", **values}
	doc = frappe.get_doc(
		{"doctype": "Points Correction", "kind": kind, "account": account, **values}
	).insert()
	if ask:
		corrections.ask(doc.name)
		doc.reload()
	return doc


def opening(book, unit: str, rows, *, ask: bool = False, **values):
	"""rows: (household, points)."""
	lines = [
		{"subject_doctype": "Household", "subject": home.name, "points": points} for home, points in rows
	]
	values = {"book": book.name, "grid_unit": unit, "as_of": nowdate(), "rows": lines, **values}
	return make("Opening Balance", ask=ask, **values)


def sheet(rows, headers=("姓名", "存折积分", "村（居）民小组", "地址", "备注", "记录编号")) -> bytes:
	"""An .xlsx as a clerk would type it."""
	book = Workbook()
	for row in (headers, *rows):
		book.active.append(list(row))
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def attach(doc, content: bytes, name: str = "opening.xlsx"):
	"""Attach `content` as the sheet of a draft; returns the Document."""
	file = frappe.get_doc(
		doctype="File",
		file_name=name,
		is_private=1,
		content=content,
		attached_to_doctype=doc.doctype,
		attached_to_name=doc.name,
	).insert()
	doc.sheet = file.file_url
	return doc.save()

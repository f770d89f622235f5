"""Household lists as files, and Household Imports over them.

`sheet(rows)` makes an .xlsx from dicts fieldname → cell; `make_import(rows, …)` attaches it to a record and
`run(doc)` brings it in. `family()` gives the rows of a household of three that is right.
"""

from __future__ import annotations

import io
import itertools

import frappe
from openpyxl import Workbook

from grid_governance.registry.importing import job
from grid_governance.registry.importing.columns import COLUMNS
from grid_governance.tests.factories import core, registry

_rooms = itertools.count(1)


def family(unit: str | None = core.GRID_A1, name: str = "王", **of_head) -> list[dict]:
	"""Head, spouse and son at one address, with ID numbers."""
	place = {"grid_unit": unit, "villagers_group": "3", "room": f"9{next(_rooms)}"}
	here = {"status": "Living And Registered Here"}
	return [
		{
			**place,
			**here,
			"resident_name": f"{name}大山",
			"relation_to_head": "Head Of Household",
			"identity_number": registry.id_number("1960-01-01"),
			**of_head,
		},
		{
			**place,
			**here,
			"resident_name": f"{name}秀英",
			"relation_to_head": "Spouse",
			"identity_number": registry.id_number("1962-01-01", "Female"),
		},
		{
			**place,
			**here,
			"resident_name": f"{name}小明",
			"relation_to_head": "Son",
			"sex": "Male",
			"birth_date": "1990-05-06",
		},
	]


def sheet(rows: list[dict]) -> bytes:
	book = Workbook()
	book.active.append([column.header for column in COLUMNS])
	for row in rows:
		book.active.append([row.get(column.field) for column in COLUMNS])
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def make_import(rows_or_bytes, unit: str = core.VILLAGE_A, mode: str = "All Or Nothing"):
	"""A Household Import by the session's user with its file; returns the Document."""
	content = rows_or_bytes if isinstance(rows_or_bytes, bytes) else sheet(rows_or_bytes)
	doc = frappe.get_doc(doctype="Household Import", grid_unit=unit, import_mode=mode).insert()
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{frappe.generate_hash(length=8)}.xlsx",
		is_private=1,
		content=content,
		attached_to_doctype=doc.doctype,
		attached_to_name=doc.name,
		attached_to_field="import_file",
	).insert(ignore_permissions=True)
	doc.import_file = file.file_url
	return doc.save()


def run(doc, write: bool = True):
	"""Run (or preview) it at once; returns the Document as it then is."""
	job.start(doc.name, write)
	return frappe.get_doc(doc.doctype, doc.name)

"""Appraisal rounds over HTTP: open one, read its sheet, save the cells that changed.

Points are whole; dates are ISO texts. Errors are frappe.PermissionError (403) and frappe.ValidationError
(417) with messages in the user's language; nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import print_language

from grid_governance import papers
from grid_governance.api.papers import LANGUAGE, respond
from grid_governance.points.declaring import round_paper, round_sheet, round_upload, rounds
from grid_governance.points.declaring.deed_document import OPEN_TO_ITS_WRITER
from grid_governance.registry.importing.sent import sent_file


@frappe.whitelist(methods=["POST"])
def create_round(book: str, grid_unit: str, deed_date: str, activity: str, items: list | str) -> dict:
	"""A new appraisal round as a draft; items: names of Points Items, its columns. Returns {name}.

	Raises frappe.PermissionError where the user's posts do not reach `grid_unit`.
	"""
	return {"name": rounds.create(book, grid_unit, deed_date, activity, _names(items))}


@frappe.whitelist(methods=["POST"])
def set_round_items(batch: str, items: list | str) -> dict:
	"""Give a draft round other columns; one that holds points stays. Returns {items}."""
	doc = frappe.get_doc(rounds.DOCTYPE, batch)
	doc.check_permission("write")
	rounds.set_items(doc, _names(items))
	return {"items": round_sheet.columns(doc)}


@frappe.whitelist()
def read_round(batch: str) -> dict:
	"""The sheet of a round: {batch, items, rows, cells}.

	items: {item, label, counting, points, low, high, levels}; rows: {subject, name, address, group} in the
	order of their doors; cells: {subject, item, level, points, status, reason}. batch.editable says whether
	this user fills it in.
	"""
	doc = frappe.get_doc(rounds.DOCTYPE, batch)
	doc.check_permission("read")
	fields = (
		"name",
		"kind",
		"activity",
		"book",
		"grid_unit",
		"deed_date",
		"stage",
		"people_count",
		"points_total",
	)
	head = {field: doc.get(field) for field in fields}
	head["editable"] = doc.stage in OPEN_TO_ITS_WRITER and doc.entered_by == frappe.session.user
	head["unit_name"] = frappe.get_cached_value("Grid Unit", doc.grid_unit, "unit_name")
	head["book_name"] = frappe.get_cached_value("Points Book", doc.book, "book_name")
	cells = round_sheet.cells(batch)
	return {
		"batch": head,
		"items": round_sheet.columns(doc),
		"rows": round_sheet.rows(doc, cells),
		"cells": cells,
	}


@frappe.whitelist(methods=["POST"])
def save_cells(batch: str, cells: list | str, skip_wrong: bool = False) -> dict:
	"""Save changed cells of a draft round; {saved, removed, refused, people_count, points_total, modified}.

	cells: {subject, item, points, level}, at most 5,000; without points and level a cell is emptied. All of
	them or none, and ValidationError names the first wrong cell; with skip_wrong the right ones are saved and
	`refused` lists {subject, item, reason}. Raises frappe.PermissionError for a stranger.
	"""
	frappe.get_cached_doc(rounds.DOCTYPE, batch).check_permission("write")
	typed = frappe.parse_json(cells) if isinstance(cells, str) else cells
	return rounds.save_cells(
		batch,
		[
			rounds.Cell(
				str(cell.get("subject") or ""),
				str(cell.get("item") or ""),
				cell.get("points"),
				cell.get("level") or None,
			)
			for cell in typed
			if isinstance(cell, dict)
		],
		frappe.utils.sbool(skip_wrong),
	)


@frappe.whitelist(methods=["POST"])
def take_out(batch: str, cells: list | str, reason: str) -> dict:
	"""Take cells ({subject, item}) of a round under way out of it, with a reason; {taken_out, modified}.

	Raises frappe.ValidationError once the round is endorsed.
	"""
	doc = frappe.get_doc(rounds.DOCTYPE, batch)
	doc.check_permission("write")
	wanted = frappe.parse_json(cells) if isinstance(cells, str) else cells
	pairs = [(str(cell.get("subject")), str(cell.get("item"))) for cell in wanted if isinstance(cell, dict)]
	return {"taken_out": rounds.take_out(doc, pairs, reason), "modified": str(doc.modified)}


@frappe.whitelist(methods=["GET"])
def download_round(batch: str) -> None:
	"""Answer with the whole round as an .xlsx: a line per household, a column per item, what is typed already."""
	doc = frappe.get_doc(rounds.DOCTYPE, batch)
	doc.check_permission("read")
	lines = round_sheet.rows(doc, round_sheet.cells(batch))
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{doc.activity}.xlsx"
	frappe.response["filecontent"] = round_upload.download(doc, lines)


@frappe.whitelist(methods=["POST"])
def upload_round(batch: str) -> dict:
	"""Take the filled-in workbook of a round over (multipart field `file`): {saved, removed, unchanged, …}.

	All of it or nothing: ValidationError names the wrong cells (E12). Raises frappe.PermissionError for a
	stranger. The file is not kept.
	"""
	frappe.get_cached_doc(rounds.DOCTYPE, batch).check_permission("write")
	with sent_file(round_upload.LARGEST_FILE) as path:
		return round_upload.bring_in(batch, path)


@frappe.whitelist(methods=["GET"])
def print_round(batch: str) -> None:
	"""The round as an A4 sheet to be filled in by hand, PDF: households by group, items, room to sign."""
	doc = frappe.get_doc(rounds.DOCTYPE, batch)
	doc.check_permission("print")
	with print_language(LANGUAGE):
		respond(f"{_('Round Sheet')}-{doc.activity}.pdf", papers.pdf_of(round_paper.sheet(doc)))


@frappe.whitelist()
def items_for(book: str, grid_unit: str, deed_date: str) -> list[dict]:
	"""Items that a deed of that day in the unit may be counted by: {name, label, code, category, worth}."""
	frappe.has_permission("Points Item", "read", throw=True)
	return round_sheet.choosable(book, grid_unit, deed_date)


def _names(items: list | str) -> list[str]:
	found = frappe.parse_json(items) if isinstance(items, str) else items
	return [str(item) for item in found or []]

"""Batches over HTTP: lists of names into rows, the template, deeds that look like the same one.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417) with messages in the user's language;
nothing is written here.
"""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe import _

from grid_governance.points.declaring import roster, twice
from grid_governance.points.listing import paste, sheet
from grid_governance.points.listing.matching import Match, Matcher, doer_of
from grid_governance.points.rulebook import catalogue
from grid_governance.registry.importing.sent import sent_file
from grid_governance.registry.problems import ProblemError


@frappe.whitelist(methods=["POST"])
def match_text(book: str, grid_unit: str, text: str, taken: list | str | None = None) -> dict:
	"""A pasted list of names (接龙) against those whom `book` counts in `grid_unit`.

	taken: {subject, doer} of rows that the batch holds already. Returns {rows, unread, cut}; rows: {text, name,
	group, points, status, chosen, candidates}, chosen and candidates: {subject, doer, label}. status: Matched,
	Please Choose, Nobody Found, Listed Twice, In The Batch Already.
	"""
	found = paste.parse(text)
	return {
		"rows": _matched(book, grid_unit, found.lines, taken),
		"unread": found.unread[:200],
		"cut": found.cut,
	}


@frappe.whitelist(methods=["POST"])
def match_file(book: str, grid_unit: str, taken: list | str | None = None) -> dict:
	"""The same for an uploaded .xlsx or CSV (multipart field `file`) with the columns of the template.

	The file is not kept. Lines that cannot be read have the status Not Readable and `reason`.
	"""
	with sent_file(sheet.LARGEST_FILE) as path:
		return read_file(path, book, grid_unit, taken)


def read_file(path: Path, book: str, grid_unit: str, taken: list | str | None = None) -> dict:
	try:
		lines, wrong = sheet.read(path, sheet.headers(_))
	except ProblemError as error:
		frappe.throw(error.problem.text(_), title=_("File Not Read"))
	rows = _matched(book, grid_unit, lines, taken)
	for line in wrong:
		reason = _("Row {0}: {1}").format(line.number, line.problem.text(_))
		rows.append({"text": line.text, "status": "Not Readable", "reason": reason, "candidates": []})
	return {"rows": rows, "unread": [], "cut": False}


@frappe.whitelist(methods=["GET"])
def list_template(book: str, grid_unit: str) -> None:
	"""Answer with a workbook of those whom `book` counts in `grid_unit`: name, group, address, points to fill in."""
	frappe.has_permission("Points Batch", "create", throw=True)
	people = roster.subjects(book, grid_unit)
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Name List')}.xlsx"
	frappe.response["filecontent"] = sheet.template(people, _)


@frappe.whitelist()
def people_named(book: str, grid_unit: str) -> list[dict]:
	"""Everybody whom a list may name: {subject, doer, name, label}; only what the user may read."""
	return [_shown(member) | {"name": member.name} for member in roster.named(book, grid_unit)]


@frappe.whitelist(methods=["POST"])
def similar_deeds(
	book: str, deed_date: str, people: list | str, doctype: str, name: str | None = None
) -> list[str]:
	"""Deeds that look like the same one: same item and person, a day before or after, in words; at most 50.

	people: {subject, doer, item}; doctype and name: the record itself. A warning; the same day is refused on saving.
	"""
	frappe.has_permission("Points Declaration", "read", throw=True)
	rows = frappe.parse_json(people) if isinstance(people, str) else people
	asked = [
		(str(row["subject"]), row.get("doer"), str(row["item"]))
		for row in rows or []
		if isinstance(row, dict) and row.get("subject") and row.get("item")
	]
	readable = _readable(book, {subject for subject, _doer, _item in asked})
	asked = [row for row in asked if row[0] in readable]
	return [found.words() for found in twice.similar(catalogue.book(book), deed_date, asked, (doctype, name))]


def _readable(book: str, subjects: set[str]) -> set[str]:
	from grid_governance.points.declaring.deeds import subject_doctype

	names = {"name": ["in", sorted(subjects) or [""]]}
	return set(frappe.get_list(subject_doctype(book), names, pluck="name", limit=0))


def _matched(book: str, unit: str, lines: list, taken: list | str | None) -> list[dict]:
	frappe.has_permission("Points Batch", "create", throw=True)
	rows = frappe.parse_json(taken) if isinstance(taken, str) else taken
	held = [(row.get("subject"), row.get("doer")) for row in rows or [] if isinstance(row, dict)]
	matcher = Matcher(roster.named(book, unit), catalogue.book(book).per_person, held)
	return [_row(match) for match in matcher.match(lines)]


def _row(match: Match) -> dict:
	line = match.line
	return {
		"text": line.text,
		"name": line.name,
		"group": line.group,
		"points": line.points,
		"status": match.status,
		"chosen": _shown(match.chosen) if match.chosen else None,
		"candidates": [_shown(member) for member in match.candidates],
	}


def _shown(member: roster.Member) -> dict:
	label = " ".join(part for part in (member.name, member.address) if part)
	return {"subject": member.subject, "doer": doer_of(member), "label": label}

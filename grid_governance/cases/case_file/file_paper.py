"""What cover, contents, situation note and closing page of a bound file show; templates only lay it out."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases import workers
from grid_governance.cases.case_file import parts, slots
from grid_governance.cases.intake import mediators

LINES_ON_A_BLANK_PAGE = 18


def case_file_paper(doc) -> frappe._dict:
	"""For a Case File or a Quarterly Case File, blank ones too.

	Returns blank, body, number, title, mediators, first_day, last_day, archivist, archived_on, retention, remark,
	volume (1 …), supplement (bool), pages, lines (number, title, slot, day, pages, remark), absences (number, slot,
	reason); of a quarterly file cases (number, day, category, parties, way, pages).
	"""
	blank = doc.is_new()
	volume = doc.flags.bound_volume or _last_volume(doc)
	first, last = (None, None) if blank else _days(doc)
	return frappe._dict(
		blank=blank,
		body=frappe.db.get_value("Mediation Body", doc.mediation_body, "body_name")
		if doc.mediation_body
		else None,
		number=doc.volume_number,
		title=None if blank else _title(doc),
		mediators=_mediators(doc),
		first_day=first,
		last_day=last,
		archivist=workers.name_of(doc.archivist),
		archived_on=doc.archived_on,
		retention=None if blank else _(doc.retention),
		remark=doc.file_remark,
		volume=volume,
		supplement=volume > 1,
		pages=doc.flags.bound_pages or _pages(doc),
		lines=[frappe._dict()] * LINES_ON_A_BLANK_PAGE
		if blank
		else [_line(n, line) for n, line in _lines(doc)],
		cases=_cases(doc),
		absences=[
			frappe._dict(number=slots.SLOTS.index(row.slot) + 1, slot=_(row.slot), reason=row.reason)
			for row in doc.get("absences") or []
			if row.slot in slots.SLOTS
		],
	)


def _cases(doc) -> list[frappe._dict]:
	if doc.doctype == "Case File":
		return []
	if doc.is_new():
		return [frappe._dict()] * LINES_ON_A_BLANK_PAGE
	pages = doc.flags.case_pages or {}
	return [
		frappe._dict(
			number=number,
			day=row.ended_on,
			category=_(row.category) if row.category else "",
			parties=row.party_names,
			way=_(row.way) if row.way else "",
			pages=pages.get(row.name) or row.pages,
		)
		for number, row in enumerate(doc.cases, 1)
	]


def _title(doc) -> str:
	if doc.doctype == "Case File":
		return doc.volume_title
	return _("Small matters of year {0}, quarter {1}").format(doc.file_year, doc.quarter)


def _line(number: int, line: dict) -> frappe._dict:
	first, last = line.get("from"), line.get("to")
	pages = "" if not first else str(first) if first == last else f"{first}-{last}"
	return frappe._dict(
		number=number,
		title=line["title"],
		slot=_(line["slot"]) if line["slot"] in slots.SLOTS else "",
		day=line["day"],
		pages=pages,
		remark="" if first or not line["key"].startswith("File/") else _("Kept Beside The File"),
	)


def _lines(doc) -> list[tuple[int, dict]]:
	"""As being bound now, else as bound last, else what is there without page numbers."""
	lines = doc.flags.bound_lines
	if lines is None and doc.doctype == "Case File":
		row = next((row for row in reversed(doc.volumes) if row.contents), None)
		lines = frappe.parse_json(row.contents) if row else None
	if lines is None and doc.doctype == "Case File":
		found = parts.of_case(frappe.get_doc("Dispute Case", doc.dispute_case), doc)
		lines = [
			{"slot": p.slot, "title": p.title, "day": p.day, "key": p.key if not p.bound else ""}
			for p in found
		]
	return list(enumerate(lines or [], 1))


def _last_volume(doc) -> int:
	volumes = doc.get("volumes") or []
	return max((row.volume for row in volumes), default=1)


def _pages(doc) -> int | None:
	volumes = doc.get("volumes")
	return (volumes[-1].pages or None) if volumes else doc.get("pages") or None


def _days(doc) -> tuple:
	"""The days of mediation: from acceptance to the end; of a quarter its first and last case."""
	if doc.doctype == "Case File":
		case = frappe.db.get_value(
			"Dispute Case", doc.dispute_case, ["taken_on", "registered_on", "closed_on"], as_dict=True
		)
		return case.taken_on or getdate(case.registered_on), case.closed_on
	days = [row.ended_on for row in doc.cases if row.ended_on]
	return (min(days), max(days)) if days else (None, None)


def _mediators(doc) -> str | None:
	if doc.doctype == "Case File":
		names = [doc.case_mediator] if doc.case_mediator else []
		names += mediators.joined(doc.dispute_case)
		names += frappe.get_all(
			"Mediation Session",
			{"dispute_case": doc.dispute_case or ""},
			pluck="mediator",
			order_by="starts_on",
		)
	else:
		names = _who_settled(doc)
	found = [workers.name_of(name) for name in dict.fromkeys(filter(None, names))]
	return "、".join(filter(None, found)) or None


def _who_settled(doc) -> list[str]:
	"""Of a quarter: who mediated each case or settled it on the spot, in the order of the list; else the archivist."""
	cases = [row.dispute_case for row in doc.cases] or [""]
	fields = ["name", "mediator", "first_receiver"]
	stored = {row.name: row for row in frappe.get_all("Dispute Case", {"name": ["in", cases]}, fields)}
	names = [stored[name].mediator or stored[name].first_receiver for name in cases if name in stored]
	return names if any(names) else [doc.archivist]

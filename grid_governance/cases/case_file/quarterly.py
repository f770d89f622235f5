"""一季一卷: small matters of one body and quarter bound together, with one number, one cover, one list.

Light are cases settled on the spot in the body's area and cases it closed with an oral agreement. Each goes into
one quarterly file only; with it the case is filed and sealed.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import getdate, nowdate

from grid_governance import criteria, jobs, papers
from grid_governance.cases import stages
from grid_governance.cases.case_file import binding, parts, volumes
from grid_governance.figures.spans import of_quarter
from grid_governance.registry.numbers import next_file_number
from grid_governance.workflows.move import move_many

DOCTYPE = "Quarterly Case File"
SERIES = "Q"
MOST_AT_ONCE = 20
COVER, LIST = "Quarterly File Cover", "Quarterly File List"


def span(year: int, quarter: int) -> tuple[date, date]:
	"""First and last day of a quarter."""
	return of_quarter(date(year, 3 * quarter - 2, 1)).days()


def light_cases(body: str, year: int, quarter: int) -> list[frappe._dict]:
	"""The light cases of `body` that ended in the quarter and lie in no file yet, in the order of their end.

	Only those that the user may read. Rows: name, closed_on, category, party_names, stage, way_of_settlement.
	"""
	first, last = span(int(year), int(quarter))
	unit = frappe.db.get_value("Mediation Body", body, "grid_unit")
	case, agreement = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Mediation Agreement")
	oral = (
		frappe.qb.from_(agreement)
		.select(agreement.dispute_case)
		.where((agreement.status == "In Force") & (agreement.agreement_form == "Oral"))
	)
	without_body = case.mediation_body.isnull() | (case.mediation_body == "")
	spot = (case.stage == stages.ON_THE_SPOT) & (
		(case.mediation_body == body) | (without_body & criteria.inside("Dispute Case", unit))
	)
	closed = (case.stage == stages.CLOSED) & (case.mediation_body == body) & case.name.isin(oral)
	query = (
		frappe.qb.from_(case)
		.select(
			case.name,
			case.closed_on,
			case.category,
			case.party_names,
			case.stage,
			case.way_of_settlement,
		)
		.where(case.closed_on[first:last])
		.where(case.quarterly_file.isnull() | (case.quarterly_file == ""))
		.where(spot | closed)
		.where(criteria.readable("Dispute Case"))
	)
	return query.orderby(case.closed_on).orderby(case.creation).run(as_dict=True)


def bind_quarter(body: str, year: int, quarter: int):
	"""Make the quarterly file: number, list, cases filed; its PDF is bound afterwards. Returns the document.

	Raises frappe.ValidationError while the quarter is not over or when nothing is to be bound.
	"""
	doc = frappe.new_doc(DOCTYPE)
	doc.update({"mediation_body": body, "file_year": int(year), "quarter": str(quarter)})
	return doc.insert()


def fill(doc) -> None:
	"""What the code writes into a new quarterly file, whatever was sent: its cases and its number."""
	year, quarter = int(doc.file_year), int(doc.quarter)
	if span(year, quarter)[1] >= getdate(nowdate()):
		frappe.throw(
			_("The quarter is not over yet. Its cases are bound together after its last day."),
			title=_("Quarter Not Over"),
		)
	# two clerks at once: the second one waits here and finds nothing left
	frappe.db.get_value("Mediation Body", doc.mediation_body, "name", for_update=True)
	found = light_cases(doc.mediation_body, year, quarter)
	if not found:
		frappe.throw(_("No small matter of this quarter waits to be bound."), title=_("Nothing To Be Bound"))
	doc.set("cases", [])
	for row in found:
		doc.append(
			"cases",
			{
				"dispute_case": row.name,
				"ended_on": row.closed_on,
				"category": row.category,
				"party_names": row.party_names,
				"way": _("Oral Agreement") if row.stage == stages.CLOSED else _(row.stage),
			},
		)
	doc.case_count = len(found)
	doc.volume_number = _number(doc)


def _number(doc) -> str:
	"""Taken in the transaction that makes the volume: without gaps per body and year."""
	count = next_file_number(doc.mediation_body, doc.file_year, SERIES)
	mark = frappe.db.get_value("Mediation Body", doc.mediation_body, "file_mark") or ""
	return f"（{doc.file_year}）{mark}人调简卷第{count}号"


def file_cases(doc) -> None:
	"""The cases of a new quarterly file are filed with it, each keeping the stage it ended in."""
	names = [row.dispute_case for row in doc.cases]
	ended = dict(frappe.get_all("Dispute Case", {"name": ["in", names]}, ["name", "stage"], as_list=True))
	for stage in (stages.ON_THE_SPOT, stages.CLOSED):
		move_many(
			"Dispute Case",
			[name for name in names if ended[name] == stage],
			stages.FILED,
			filed_on=nowdate(),
			quarterly_file=doc.name,
		)


def bind_pdf(doc) -> str:
	"""Bind its one PDF now, or in the background when it is long; "bound" or "waiting"."""
	if len(doc.cases) > MOST_AT_ONCE:
		jobs.enqueue_once(bind_in_background, doc.name, name=doc.name)
		return "waiting"
	bind_in_background(doc.name)
	return "bound"


def bind_in_background(name: str) -> None:
	"""Job: cover, list, and the papers of each case in the order of the list."""
	doc = frappe.get_doc(DOCTYPE, name)
	try:
		content, pages = _bound(doc)
	except frappe.ValidationError as problem:
		frappe.db.set_value(DOCTYPE, name, "binding_problem", str(problem)[:500])
		return
	stored = volumes.keep(doc, f"{doc.volume_number}.pdf", content)
	for row, numbers in doc.flags.case_pages.items():
		frappe.db.set_value(f"{DOCTYPE} Row", row, "pages", numbers, update_modified=False)
	frappe.db.set_value(
		DOCTYPE,
		name,
		{"file": stored.file_url, "pages": pages, "binding_problem": None},
		update_modified=False,
	)


def bind_unfinished() -> None:
	"""Hourly: quarterly files whose job was lost."""
	for name in frappe.get_all(
		DOCTYPE, {"file": ["is", "not set"], "binding_problem": ["is", "not set"]}, pluck="name"
	):
		jobs.enqueue_once(bind_in_background, name, name=name)


def _bound(doc) -> tuple[bytes, int]:
	with print_language(volumes.LANGUAGE):
		sheets, pages, page = [], {}, 0
		for done, row in enumerate(doc.cases):
			case = frappe.get_doc("Dispute Case", row.dispute_case)
			first = page + 1
			for part in parts.of_case(case):
				if part.bound:
					sheets.append(volumes.sheet_of(part))
					page += binding.pages_of(sheets[-1])
			pages[row.name] = f"{first}" if page == first else f"{first}-{page}"
			frappe.publish_progress(
				(done + 1) * 90 / len(doc.cases),
				title=_("Binding The File"),
				doctype=DOCTYPE,
				docname=doc.name,
			)
		doc.flags.case_pages, doc.flags.bound_pages = pages, page
		front = [papers.pdf(doc, paper) for paper in (COVER, LIST)]
		return binding.numbered(
			front, sheets, [papers.pdf(doc, volumes.QUARTERLY_BACK)], volumes.numbers
		), page

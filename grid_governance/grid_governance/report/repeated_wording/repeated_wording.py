"""雷同记录核查: the same sentences in many cases of one mediator, shown to whoever supervises.

The texts of the days asked for are read once and their sentences counted (cases/intake/wording.py). Names and figures
do not count, so what was copied is found although the parties differ; what the phrase library offers is left out.
"""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_days, cint, getdate

from grid_governance import criteria
from grid_governance.cases.intake import persons, wording
from grid_governance.figures import places
from grid_governance.figures.columns import column

USUAL_LEAST = 5
MOST_ROWS = 200
MOST_CASES = 50_000
TEXT_SHOWN = 400
CASE, SESSION = "Dispute Case", "Mediation Session"


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Filters: from_date, to_date (both days count), grid_unit, least (in how many cases, at least 2).

	One row per mediator, kind of text and sentences of the same cases; most cases first. Raises
	frappe.ValidationError for days in the wrong order and for more texts than are looked through at once.
	"""
	filters = frappe._dict(filters or {})
	first, last = getdate(filters.from_date), getdate(filters.to_date)
	if last < first:
		frappe.throw(_("The last day lies before the first. Please correct one of them."))
	if filters.grid_unit and not frappe.db.exists("Grid Unit", filters.grid_unit):
		frappe.throw(_("{0} is no grid unit.").format(filters.grid_unit))
	least = max(cint(filters.least) or USUAL_LEAST, 2)
	library, rows = _library(), []
	for doctype, texts in ((CASE, ("facts", "settlement")), (SESSION, ("record",))):
		stored = _texts(doctype, texts, first, add_days(last, 1), filters.grid_unit)
		for text in texts:
			label = _(frappe.get_meta(doctype).get_label(text))
			found = wording.repeated(_said(stored, text), least, library)
			rows += [_row(label, one) for one in found[:MOST_ROWS]]
	rows.sort(key=lambda row: -row.cases)
	rows = rows[:MOST_ROWS]
	known = places.titles("Grid Worker", "worker_name", {row.mediator for row in rows})
	for row in rows:
		row.worker_name = known.get(row.mediator, "")
	return _columns(), rows


def _library() -> list[str]:
	"""Wordings of the phrase library, those no longer offered too."""
	phrase = frappe.qb.DocType("Mediation Phrase")
	return frappe.qb.from_(phrase).select(phrase.phrase_text).run(pluck=True)


def _texts(doctype: str, texts: tuple[str, ...], first, after, unit: str | None) -> list:
	"""Rows worker, name (of the case), day, party_names and the texts."""
	table, case = frappe.qb.DocType(doctype), frappe.qb.DocType(CASE)
	own = doctype == CASE
	day = table.registered_on if own else table.starts_on
	query = frappe.qb.from_(table)
	if not own:
		query = query.join(case).on(case.name == table.dispute_case)
	query = (
		query.select(
			Coalesce(table.mediator, case.first_receiver) if own else Coalesce(table.mediator, case.mediator),
			case.name,
			day,
			case.party_names,
			*(table[text] for text in texts),
		)
		.where((day >= first) & (day < after))
		.where(criteria.readable(doctype))
		.limit(MOST_CASES + 1)
	)
	if unit:
		query = query.where(criteria.inside(doctype, unit))
	rows = query.run()
	if len(rows) > MOST_CASES:
		frappe.throw(
			_("More than {0} records lie in these days. Choose a unit, or fewer days.").format(MOST_CASES),
			title=_("Too Many Records"),
		)
	columns = ("worker", "case", "day", "party_names", *texts)
	return [dict(zip(columns, row, strict=True)) for row in rows]


def _said(stored: list[dict], text: str) -> Iterator[wording.Said]:
	for row in stored:
		if row["worker"] and row[text]:
			names = tuple(persons.split_names(row["party_names"]))
			yield wording.Said(row["worker"], row["case"], row["day"], row[text], names)


def _row(label: str, one: wording.Repeated) -> frappe._dict:
	return frappe._dict(
		mediator=one.worker,
		kind_of_text=label,
		cases=len(one.cases),
		wording="。".join(one.sentences)[:TEXT_SHOWN],
		first_on=getdate(one.first),
		last_on=getdate(one.last),
		behind={"cases": {"doctype": CASE, "filters": {"name": ["in", one.cases]}}},
	)


def _columns() -> list[dict]:
	return [
		column("worker_name", _("Mediator Or First Receiver"), width=150),
		column("kind_of_text", _("Kind Of Text"), width=120),
		column("cases", _("Number Of Cases"), "Int", 90),
		column("wording", _("Repeated Sentences"), width=520),
		column("first_on", _("First Found"), "Date"),
		column("last_on", _("Last Found"), "Date"),
	]

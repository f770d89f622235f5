"""雷同记录核查: the same wording in many cases of one mediator, shown to whoever supervises.

A mark of the wording stands in each record (cases/intake/wording.py); equal marks are counted by an index, texts are
never compared with each other. Names and figures are left out of the mark, so a copied text is found although the
parties differ.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Max, Min
from frappe.utils import add_days, cint, getdate

from grid_governance import criteria
from grid_governance.figures import places
from grid_governance.figures.columns import column

USUAL_LEAST = 5
MOST_ROWS = 200
TEXT_SHOWN = 200


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Filters: from_date, to_date (both days count), grid_unit, least (in how many cases, at least 2).

	One row per mediator, kind of text and wording; most cases first. Raises frappe.ValidationError for days in the
	wrong order.
	"""
	filters = frappe._dict(filters or {})
	first, last = getdate(filters.from_date), getdate(filters.to_date)
	if last < first:
		frappe.throw(_("The last day lies before the first. Please correct one of them."))
	if filters.grid_unit and not frappe.db.exists("Grid Unit", filters.grid_unit):
		frappe.throw(_("{0} is no grid unit.").format(filters.grid_unit))
	span = (first, add_days(last, 1), filters.grid_unit, max(cint(filters.least) or USUAL_LEAST, 2))
	rows = [
		*_repeated("Dispute Case", "facts", "facts_hash", *span),
		*_repeated("Dispute Case", "settlement", "settlement_hash", *span),
		*_repeated("Mediation Session", "record", "record_hash", *span),
	]
	rows.sort(key=lambda row: -row.cases)
	rows = rows[:MOST_ROWS]
	_name_workers(rows)
	return _columns(), rows


def _repeated(doctype: str, text: str, mark: str, first, after, unit: str | None, least: int) -> list:
	table, case = frappe.qb.DocType(doctype), frappe.qb.DocType("Dispute Case")
	own = doctype == "Dispute Case"
	worker = Coalesce(case.mediator, case.first_receiver)
	day = table.registered_on if own else table.starts_on
	many = Count(case.name).distinct()
	query = frappe.qb.from_(table)
	if not own:
		query = query.join(case).on(case.name == table.dispute_case)
	query = (
		query.select(
			worker.as_("mediator"),
			many.as_("cases"),
			Min(day).as_("first_on"),
			Max(day).as_("last_on"),
			Max(table[text]).as_("wording"),
			Max(case.name).as_("latest_case"),
		)
		.where(table[mark].isnotnull() & (table[mark] != ""))
		.where((day >= first) & (day < after))
		.where(criteria.readable(doctype))
		.groupby(worker, table[mark])
		.having(many >= least)
		.orderby(many, order=frappe.qb.desc)
		.limit(MOST_ROWS)
	)
	if unit:
		query = query.where(criteria.inside(doctype, unit))
	label = _(frappe.get_meta(doctype).get_label(text))
	return [
		row.update({"kind_of_text": label, "wording": (row.wording or "")[:TEXT_SHOWN]}) or row
		for row in query.run(as_dict=True)
	]


def _name_workers(rows: list) -> None:
	known = places.titles("Grid Worker", "worker_name", {row.mediator for row in rows})
	for row in rows:
		row.worker_name = known.get(row.mediator, "")


def _columns() -> list[dict]:
	return [
		column("worker_name", _("Mediator Or First Receiver"), width=150),
		column("kind_of_text", _("Kind Of Text"), width=120),
		column("cases", _("Number Of Cases"), "Int", 90),
		column("wording", _("Wording"), width=420),
		column("first_on", _("First Found"), "Date"),
		column("last_on", _("Last Found"), "Date"),
		column("latest_case", _("One Of The Cases"), "Link", 150, options="Dispute Case"),
	]

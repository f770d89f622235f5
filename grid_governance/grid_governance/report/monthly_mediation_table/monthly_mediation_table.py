"""人民调解工作月报表: the types of dispute with the figures of the published statistics, for any unit and time."""

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import monthly, sheets
from grid_governance.cases.statistics.measures import MEASURES
from grid_governance.figures import changes


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of cases/statistics/asked.py. One row per type of dispute and the sum.

	Accepted and its sources count by the day of acceptance, results and amounts by the end of mediation, performance
	and confirmation by their own day. Without another choice people's mediation and what was settled on the spot.
	"""
	asked = asking.read(filters, way=asking.COUNTED)
	rows = [
		frappe._dict(row, no=n, category_name=_(row["category"] or ""), narrow={"category": row["category"]})
		for n, row in enumerate(monthly.by_category(asked), 1)
	]
	sums = monthly.sums(rows)
	shown = [row for row in rows if row.accepted or row.mediated]
	chart = sheets.bars(
		[row.category_name for row in shown],
		(_("Cases Accepted"), [row.accepted for row in shown]),
		(_("Mediated With Success"), [row.succeeded for row in shown]),
	)
	return (
		_columns(asked),
		[*rows, sheets.total({**sums, "category": None}, "category_name")],
		None,
		chart,
		_summary(asked, sums),
	)


def _columns(asked) -> list[dict]:
	return [
		sheets.whole("no", _("No."), 50),
		sheets.text("category_name", _("Dispute Type"), 130, "left"),
		*(sheets.figure(asked, key) for key in monthly.CASE_FIGURES),
	]


def _summary(asked, sums: dict) -> list[dict]:
	sweeps = monthly.sweeps(asked)
	cards = [
		{"label": _("Sweeps Held"), "value": int(sweeps["sweeps"]), "datatype": "Int"},
		{"label": _("Disputes Found In Sweeps"), "value": int(sweeps["swept"]), "datatype": "Int"},
		{"label": _("Disputes Prevented"), "value": int(sweeps["prevented"]), "datatype": "Int"},
	]
	for key in ("accepted", "succeeded"):
		head = _(MEASURES[key].label)
		cards.append({"label": head, "value": int(sums[key]), "datatype": "Int"})
		for label, span in ((sheets.YEAR, asked.span.year_before), (sheets.PERIOD, asked.span.before)):
			before = asked.at(span).one([key])[key]
			change = changes.in_percent(changes.change(sums[key], before))
			cards.append(sheets.change_card(head, label, change))
	return cards

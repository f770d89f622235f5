"""调解质效: settlement rate, success rate and performance rate of the units below, with 同比 or 环比."""

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import rates, sheets, timeliness
from grid_governance.figures import changes, places

COUNTS = ("accepted", "accepted_settled", "accepted_open", "mediated", "succeeded", "due", "due_performed")


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of cases/statistics/asked.py and compared_with (Year-on-year, Month-on-month).

	One row per unit below the chosen one and the sum. Numerators and denominators stand beside each rate; of what is
	still open, the part whose limit has run out stands apart.
	"""
	asked = asking.read(filters)
	label, other = sheets.compared(asked, filters)
	below, length = sheets.unit_rows(asked)
	now, before = asked.count(COUNTS, ("unit",), length), other.count(COUNTS, ("unit",), length)
	late = timeliness.late_open_cases(asked.units, asked.days, length, asked.base)
	found = {*below, *(key[0] for key in now)}
	names = {**places.names(found - below.keys()), **below}
	nothing = dict.fromkeys(COUNTS, 0)
	rows = []
	for unit in sorted(found):
		figures = {**now.get((unit,), nothing), "late": late.get(unit, 0)}
		row = sheets.unit_row(asked, unit, names, below)
		rows.append(frappe._dict(row, **_cells(figures, before.get((unit,), nothing))))
	sums = {key: sum(row[key] for row in rows) for key in (*COUNTS, "late")}
	earlier = {key: sum(figures[key] for figures in before.values()) for key in COUNTS}
	everything = _cells(sums, earlier)
	total = sheets.total({**everything, "unit": None}, "unit_name")
	return _columns(asked, label), [*rows, total], None, _chart(rows), _summary(everything, label)


def _cells(figures: dict, before: dict) -> dict:
	change = changes.change(figures["accepted"], before["accepted"])
	in_time = figures["accepted_open"] - figures["late"]
	return {
		**{key: int(figures[key]) for key in (*COUNTS, "late")},
		"in_time": int(in_time),
		"accepted_change": change,
		**sheets.rate_cells(figures, before),
	}


def _columns(asked, label: str) -> list[dict]:
	def rate(key: str) -> list[dict]:
		return [
			sheets.share(key, _(rates.RATES[key].label), 96),
			sheets.share(f"{key}_points", _("{0} (Percentage Points)").format(_(label)), 118, "points"),
			sheets.share(f"{key}_percent", _("{0} (%)").format(_(label)), 92, "percent"),
		]

	return [
		sheets.text("unit_name", _("Unit Name"), 150, "left"),
		sheets.figure(asked, "accepted"),
		sheets.share("accepted_change", _("{0} (%)").format(_(label)), 92, "percent"),
		sheets.figure(asked, "accepted_settled"),
		*rate("settlement_rate"),
		sheets.figure(asked, "accepted_open"),
		sheets.whole("in_time", _("Open Within The Limit"), 96),
		sheets.whole("late", _("Open Beyond The Limit"), 96),
		sheets.figure(asked, "mediated", 96),
		sheets.figure(asked, "succeeded", 96),
		*rate("success_rate"),
		sheets.figure(asked, "due", 96),
		sheets.figure(asked, "due_performed", 96),
		*rate("performance_rate"),
	]


def _chart(rows: list) -> dict | None:
	shown = [row for row in rows if row.accepted or row.mediated]
	return sheets.bars(
		[row.unit_name for row in shown],
		(_("Cases Accepted"), [row.accepted for row in shown]),
		(_("Cases Settled"), [row.accepted_settled for row in shown]),
	)


def _summary(everything: dict, label: str) -> list[dict]:
	cards = [
		{"label": _("Cases Accepted"), "value": everything["accepted"], "datatype": "Int"},
		{"label": _("Cases Settled"), "value": everything["accepted_settled"], "datatype": "Int"},
	]
	for key, rate in rates.RATES.items():
		value, points = rates.shown(everything[key]), everything[f"{key}_points"]
		cards.append({"label": _(rate.label), "value": value, "datatype": "Data"})
		if points is not None:
			change = _("{0} percentage points").format(rates.in_points(points))
			cards.append(sheets.change_card(_(rate.label), label, change))
	return cards

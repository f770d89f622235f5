"""What the script reports of cases share: columns whose figures open the list behind them, unit rows, comparisons."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.statistics import monthly, rates
from grid_governance.cases.statistics.asked import Asked, inside
from grid_governance.cases.statistics.measures import MEASURES
from grid_governance.figures import places
from grid_governance.registry import codes

YEAR, PERIOD = "Year-on-year", "Month-on-month"
BLUE, GREEN, AMBER, RED = "#2E6DA4", "#3C9D6E", "#E0A030", "#C0392B"
COLORS = (BLUE, GREEN, AMBER)


def figure(asked: Asked, key: str, width: int = 84) -> dict:
	"""A column of a measure; its figures are links (public/js/case_reports.js narrows them by the row)."""
	kind = {"fieldtype": "Float", "precision": 2} if key in monthly.DECIMAL else {"fieldtype": "Int"}
	return {
		"fieldname": key,
		"label": _(MEASURES[key].label),
		"width": max(120 if key in monthly.DECIMAL else width, wide(_(MEASURES[key].label))),
		"behind": asked.behind(key),
		**kind,
	}


def change_card(label: str, comparison: str, value: str) -> dict:
	"""A card of the summary: 受理同比 +3.0%. `label` is a translated column head, its unit in brackets is left out."""
	what = label.replace("（", "(").split("(")[0].strip()
	name = _("{0} year-on-year") if comparison == YEAR else _("{0} month-on-month")
	return {"label": name.format(what), "value": value, "datatype": "Data"}


def wide(label: str) -> int:
	"""Pixels that a column's head needs: the table cuts what is wider. Chinese signs are twice as wide."""
	return 40 + sum(14 if ord(sign) > 255 else 8 for sign in label)


def text(fieldname: str, label: str, width: int = 90, align: str = "right") -> dict:
	"""A column of text; figures that may be missing (–) are text."""
	width = max(width, wide(label))
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width, "align": align}


def share(fieldname: str, label: str, width: int = 90, shown_as: str = "rate") -> dict:
	"""A column of numbers that may be missing: shown as 85.7 (rate), +20.0 (points) or +20.0% (percent), else –.

	The cell holds the number itself: it sorts as one, and Excel gets one (public/js/case_reports.js writes it).
	"""
	return {**text(fieldname, label, width), "shown_as": shown_as}


def whole(fieldname: str, label: str, width: int = 84, **more) -> dict:
	width = max(width, wide(label))
	return {"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": width, **more}


def total(row: dict, label_field: str) -> frappe._dict:
	"""The last row: bold, and without narrowing its figures open everything."""
	return frappe._dict({**row, label_field: _("Together"), "is_total": 1, "narrow": {}})


def unit_rows(asked: Asked) -> tuple[dict[str, str], int]:
	"""(code → name of the units one level down, digits to group by)."""
	below = places.below(asked.unit, asked.units)
	return below, max((len(unit) for unit in below), default=places.EVERYWHERE)


def unit_row(asked: Asked, unit: str, names: dict[str, str], below: dict[str, str]) -> dict:
	"""The first cells of a unit's row. What stands at the chosen unit itself is said so."""
	return {
		"unit": unit,
		"unit_name": places.own_name(asked.unit, unit, names),
		"drill": int(unit in below and codes.level(unit) < len(codes.LENGTHS)),
		"narrow": {"grid_unit": ["=", unit] if unit == asked.unit else inside(unit)},
	}


def compared(asked: Asked, filters: dict | None) -> tuple[str, Asked]:
	"""(Year-on-year or Month-on-month, the same question about that other time)."""
	chosen = (filters or {}).get("compared_with") or YEAR
	if chosen not in (YEAR, PERIOD):
		frappe.throw(_("{0} is no comparison of a report.").format(chosen))
	return chosen, asked.at(asked.span.year_before if chosen == YEAR else asked.span.before)


def rate_cells(now: dict, before: dict) -> dict[str, float | None]:
	"""For each rate: its value, its change in percentage points and in per cent."""
	cells = {}
	for key in rates.RATES:
		found = rates.compared_rate(rates.of(now, key), rates.of(before, key))
		cells[key] = found.now
		cells[f"{key}_points"] = found.points
		cells[f"{key}_percent"] = found.percent
	return cells


def _short(value: float) -> float | int:
	"""Whole figures without decimals on the axis."""
	return int(value) if float(value).is_integer() else value


def bars(labels: list[str], *datasets: tuple[str, list], colors: tuple[str, ...] = COLORS) -> dict | None:
	"""A bar chart; none without labels."""
	if not labels:
		return None
	return {
		"type": "bar",
		"animate": 0,  # while it moves, the chart library fails at a change of width
		"colors": list(colors[: len(datasets)]),
		"data": {
			"labels": labels,
			"datasets": [{"name": name, "values": list(map(_short, values))} for name, values in datasets],
		},
	}

"""Outstanding value per village: what people may still redeem, and the money and goods that stand behind it."""

import frappe
from frappe import _
from frappe.utils import flt

from grid_governance.figures import places
from grid_governance.figures.columns import column
from grid_governance.points.redemption import money

MOST_BARS = 10


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit (a code; everything inside it).

	One row per village (or unit above, where a fund stands) within the user's ranges: accounts with points,
	open points, yuan per point, outstanding value, funds received, spent and left, value of the goods in stock,
	and what is not covered. Without a rate the value stays empty.
	"""
	unit = (filters or {}).get("grid_unit")
	if unit and not frappe.db.exists("Grid Unit", unit):
		frappe.throw(_("{0} is no grid unit.").format(unit))
	found = money.by_village(unit)
	rates = money.rates(sorted(found))
	names = places.names(found)
	rows = [_row(code, names.get(code), found[code], rates.get(code)) for code in sorted(found)]
	return _columns(), rows, None, _chart(rows), _summary(rows)


def _row(code: str, name: str | None, figures: dict, rate: float | None) -> dict:
	value = flt(figures.points * rate, 2) if rate else None
	covered = flt(figures.left_over + figures.stock_value, 2)
	gap = flt(max(value - covered, 0), 2) if value is not None else None
	return {
		"grid_unit": code, "unit_name": name, **figures, "rate": rate, "value": value, "gap": gap,
	}  # fmt: skip


def _columns() -> list[dict]:
	return [
		column("grid_unit", _("Grid Unit"), "Link", 150, options="Grid Unit"),
		column("unit_name", _("Name"), "Data", 150),
		column("accounts", _("Accounts With Points"), "Int", 110),
		column("points", _("Open Points"), "Int", 110),
		column("rate", _("Money Value Of One Point"), "Float", 110, precision=2),
		column("value", _("Outstanding Value"), "Currency", 120),
		column("funds", _("Funds Received"), "Currency", 120),
		column("spent", _("Amount Spent"), "Currency", 120),
		column("left_over", _("Amount Left"), "Currency", 120),
		column("stock_value", _("Value Of Goods In Stock"), "Currency", 120),
		column("gap", _("Not Covered"), "Currency", 120),
	]


def _chart(rows: list[dict]) -> dict | None:
	top = sorted((row for row in rows if row["value"]), key=lambda row: -row["value"])[:MOST_BARS]
	if not top:
		return None
	return {
		"type": "bar",
		"animate": 0,  # printed or left while it moves, the bars are not there yet
		"data": {
			"labels": [row["unit_name"] or row["grid_unit"] for row in top],
			"datasets": [
				{"name": _("Outstanding Value"), "values": [row["value"] for row in top]},
				{
					"name": _("Amount Left"),
					"values": [flt(row["left_over"] + row["stock_value"], 2) for row in top],
				},
			],
		},
	}


def _summary(rows: list[dict]) -> list[dict]:
	def total(column: str) -> float:
		return flt(sum(row[column] or 0 for row in rows), 2)

	return [
		{"label": _("Open Points"), "value": int(total("points")), "datatype": "Int"},
		{"label": _("Outstanding Value"), "value": total("value"), "datatype": "Currency"},
		{"label": _("Amount Left"), "value": total("left_over"), "datatype": "Currency"},
		{"label": _("Not Covered"), "value": total("gap"), "datatype": "Currency", "indicator": "Red"},
	]

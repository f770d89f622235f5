"""Money behind the points: what a point is worth in a village, and what stands behind what people still hold."""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe.utils import flt

from grid_governance import permissions
from grid_governance.registry import codes

VILLAGE_DIGITS = 12


def village(unit: str) -> str:
	"""The village of a unit; a unit above the villages is its own row."""
	return unit[:VILLAGE_DIGITS]


def by_village(inside: str | None = None) -> dict[str, frappe._dict]:
	"""Village → accounts, points, funds, spent, left_over, stock_value: what the user may read, in `inside`."""
	rows: dict[str, frappe._dict] = defaultdict(
		lambda: frappe._dict(accounts=0, points=0, funds=0, spent=0, left_over=0, stock_value=0)
	)
	for query, columns in (
		(_POINTS, ("accounts", "points")),
		(_FUNDS, ("funds", "spent", "left_over")),
		(_STOCK, ("stock_value",)),
	):
		for found in _read(query, inside):
			for column in columns:
				rows[found.village][column] += flt(found[column])
	return dict(rows)


_POINTS = (
	"Points Account",
	"""select left(row.grid_unit, 12) as village, count(*) as accounts, sum(row.balance) as points
	from `tabPoints Account` row join `tabPoints Book` book on book.name = row.book and book.redeemable = 1
	where row.balance > 0 and {where} group by village""",
)
_FUNDS = (
	"Points Fund",
	"""select left(row.grid_unit, 12) as village, sum(row.amount) as funds, sum(row.spent) as spent,
	sum(row.left_over) as left_over from `tabPoints Fund` row where {where} group by village""",
)
_STOCK = (
	"Reward Stock",
	"""select left(row.grid_unit, 12) as village, sum(row.on_hand * item.money_value) as stock_value
	from `tabReward Stock` row join `tabReward Item` item on item.name = row.item
	where {where} group by village""",
)


def _read(query: tuple[str, str], inside: str | None) -> list[frappe._dict]:
	doctype, sql = query
	parts = [permissions.conditions(doctype, table="row")] if frappe.has_permission(doctype) else ["1=0"]
	if inside:
		parts.append(permissions.in_range("row.grid_unit", inside))
	# raw SQL: the range conditions of `permissions/` are SQL texts
	return frappe.db.sql(
		sql.format(where=" and ".join(part for part in parts if part) or "1=1"), as_dict=True
	)


def rates(villages: list[str]) -> dict[str, float]:
	"""Village → yuan of one point: as its shop (or the nearest above) fixed it, else by the goods on offer.

	The goods' rate is the sum of their reference values over the sum of their points. Villages without
	either are left out.
	"""
	fixed = {
		row.grid_unit: flt(row.money_per_point)
		for row in frappe.get_all(
			"Points Shop",
			{"money_per_point": [">", 0], "status": ["!=", "Shut For Good"]},
			["grid_unit", "money_per_point"],
		)
	}
	offered = _offered()
	result = {}
	for code in villages:
		above = [code, *codes.ancestors(code), ""]
		rate = next((fixed[unit] for unit in above if unit in fixed), 0)
		if not rate:
			worth = sum(offered[unit][0] for unit in above if unit in offered)
			price = sum(offered[unit][1] for unit in above if unit in offered)
			rate = worth / price if price else 0
		if rate:
			result[code] = rate
	return result


def _offered() -> dict[str, tuple[float, int]]:
	"""Unit → (sum of reference values, sum of points) of its goods on offer that have a value."""
	sums: dict[str, tuple[float, int]] = {}
	rows = frappe.get_all(
		"Reward Item",
		{"status": "On Offer", "money_value": [">", 0]},
		["grid_unit", "money_value", "points_price"],
	)
	for row in rows:
		worth, price = sums.get(row.grid_unit or "", (0.0, 0))
		sums[row.grid_unit or ""] = (worth + flt(row.money_value), price + row.points_price)
	return sums

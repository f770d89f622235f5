"""Monthly list per supplier: goods that came in, went out to people and still lie there, with their value."""

from itertools import groupby

import frappe
from frappe import _
from frappe.utils import add_days, date_diff, flt, get_first_day, getdate, nowdate

from grid_governance import permissions
from grid_governance.figures.columns import column
from grid_governance.figures.places import titles
from grid_governance.points.redemption import lots

LONGEST = 366


def execute(filters: dict | None = None) -> tuple:
	"""Filters: from_date and to_date (default: this month), shop, supplier.

	One row per shop, supplier and item within the user's ranges. What is handed out is counted by lots, first
	in first out, at the price it came in for. Goods without a receipt stand without a supplier.
	"""
	filters = frappe._dict(filters or {})
	first = getdate(filters.from_date or get_first_day(nowdate()))
	last = getdate(filters.to_date or nowdate())
	if not 0 <= date_diff(last, first) <= LONGEST:
		frappe.throw(_("The last day must not be before the first, and at most a year after it."))
	rows = []
	for (shop, item), entries in groupby(_entries(last, filters.shop), key=lambda row: (row.shop, row.item)):
		for supplier, figures in lots.walk(entries, first, last).items():
			if not filters.supplier or supplier == filters.supplier:
				rows.append({"shop": shop, "item": item, "supplier": supplier, **vars(figures)})
	_name(rows)
	rows.sort(key=lambda row: (row["supplier_name"] or "~", row["shop_name"], row["item_name"]))
	return _columns(), rows, None, _chart(rows)


def _entries(last, shop: str | None) -> list:
	places = [permissions.conditions("Reward Stock Entry", table="entry")]
	if shop:
		places.append("entry.shop = %(shop)s")
	# raw SQL: the range conditions of permissions.py are SQL texts
	return frappe.db.sql(
		f"""select entry.shop, entry.item, entry.kind, entry.on_hand_change, entry.supplier, entry.unit_price,
			date(entry.posted_on) as day
		from `tabReward Stock Entry` entry
		where entry.on_hand_change != 0 and entry.posted_on < %(end)s
			{"".join(f" and {place}" for place in places if place)}
		order by entry.shop, entry.item, entry.seq""",
		{"end": add_days(last, 1), "shop": shop},
		as_dict=True,
	)


def _name(rows: list[dict]) -> None:
	for doctype, link, title in (
		("Points Shop", "shop", "shop_name"),
		("Reward Item", "item", "item_name"),
		("Reward Supplier", "supplier", "supplier_name"),
	):
		names = titles(doctype, title, {row[link] for row in rows})
		for row in rows:
			row[title] = names.get(row[link], "")


def _columns() -> list[dict]:
	return [
		column("supplier_name", _("Supplier Name"), "Data", 170),
		column("shop_name", _("Points Shop"), "Data", 150),
		column("item_name", _("Reward Name"), "Data", 140),
		column("came", _("Pieces Come In"), "Int"),
		column("came_value", _("Value Come In"), "Currency"),
		column("handed", _("Pieces Handed Out"), "Int"),
		column("handed_value", _("Value Handed Out"), "Currency"),
		column("lost", _("Pieces Lost"), "Int"),
		column("left", _("Pieces Left"), "Int"),
		column("left_value", _("Value Left"), "Currency"),
	]


def _chart(rows: list[dict]) -> dict | None:
	by_supplier: dict[str, list[float]] = {}
	for row in rows:
		pair = by_supplier.setdefault(row["supplier_name"] or _("Without Receipt"), [0, 0])
		pair[0] += row["came_value"]
		pair[1] += row["handed_value"]
	if not by_supplier:
		return None
	return {
		"type": "bar",
		"animate": 0,  # printed or left while it moves, the bars are not there yet
		"data": {
			"labels": list(by_supplier),
			"datasets": [
				{"name": _("Value Come In"), "values": [flt(pair[0], 2) for pair in by_supplier.values()]},
				{"name": _("Value Handed Out"), "values": [flt(pair[1], 2) for pair in by_supplier.values()]},
			],
		},
	}

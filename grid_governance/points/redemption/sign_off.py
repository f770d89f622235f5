"""发放签收单: the slips of a shop and period as rows to be signed; read when the list is drawn."""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe.utils import add_days, getdate

from grid_governance.points.redemption import basket

HANDED = ("Handed Over", "Partly Handed Over", "Goods Returned")


def slips(doc) -> list[frappe._dict]:
	"""Slips of `doc` (shop, from_date, to_date, way) with goods handed over, by day and number.

	Each has redemption_no, redeemed_on, holder_name, holder_address, proxy_name, proxy_relation, mode, points
	(paid for what is kept) and goods: rows of item_name, measure_unit, pieces, points. Goods that came back
	do not count. The caller has checked the right to read the shop's slips.
	"""
	slip, line = frappe.qb.DocType("Points Redemption"), frappe.qb.DocType("Points Redemption Row")
	query = (
		frappe.qb.from_(slip)
		.join(line)
		.on((line.parent == slip.name) & (line.parenttype == "Points Redemption"))
		.select(
			slip.name, slip.redemption_no, slip.redeemed_on, slip.holder_name, slip.holder_address,
			slip.proxy_name, slip.proxy_relation, slip.mode, line.item_name, line.measure_unit,
			line.points_price, line.handed_quantity, line.returned_quantity, line.done_by,
		)
		.where(slip.shop == doc.shop)
		.where(slip.stage.isin(HANDED))
		.where((slip.redeemed_on >= getdate(doc.from_date)) & (slip.redeemed_on < add_days(getdate(doc.to_date), 1)))
		.orderby(slip.redeemed_on)
		.orderby(slip.redemption_no)
		.orderby(line.idx)
	)  # fmt: skip
	if doc.way:
		query = query.where(slip.mode == doc.way)
	found: dict[str, frappe._dict] = {}
	for row in query.run(as_dict=True):
		pieces = basket.kept(row)
		if not pieces:
			continue
		one = found.setdefault(row.name, frappe._dict(row, goods=[], points=0))
		one.goods.append(frappe._dict(row, pieces=pieces, points=pieces * row.points_price))
		one.points += pieces * row.points_price
	return list(found.values())


def totals(rows: list[frappe._dict]) -> list[frappe._dict]:
	"""Pieces and points per item over all slips, by name: the last lines of the list."""
	sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
	for slip in rows:
		for line in slip.goods:
			pair = sums[line.item_name, line.measure_unit]
			pair[0] += line.pieces
			pair[1] += line.points
	return [
		frappe._dict(item_name=name, measure_unit=unit, pieces=pieces, points=points)
		for (name, unit), (pieces, points) in sorted(sums.items())
	]


def sign_off_paper(doc) -> frappe._dict:
	"""What the paper shows (jinja method): slips and totals. Rights were checked with the list itself."""
	rows = slips(doc)
	return frappe._dict(slips=rows, totals=totals(rows))

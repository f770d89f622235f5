"""What a points shop may offer, with what lies there."""

from __future__ import annotations

import frappe

from grid_governance.registry import codes


def offered_items(place) -> list[dict]:
	"""Items on offer in the unit of `place` (name, grid_unit) or above it, by name.

	Columns: item, item_name, kind, points_price, measure_unit, image, keep_stock; stock (the Reward Stock
	row), on_hand and available pieces, None where the shop never had any.
	"""
	item, held = frappe.qb.DocType("Reward Item"), frappe.qb.DocType("Reward Stock")
	above = [*codes.ancestors(place.grid_unit), place.grid_unit, ""]
	return (
		frappe.qb.from_(item)
		.left_join(held)
		.on((held.item == item.name) & (held.shop == place.name))
		.select(
			item.name.as_("item"),
			item.item_name,
			item.kind,
			item.points_price,
			item.measure_unit,
			item.image,
			item.keep_stock,
			item.warn_below,
			held.available,
			held.on_hand,
			held.name.as_("stock"),
		)
		.where(item.status == "On Offer")
		.where(item.grid_unit.isin(above) | item.grid_unit.isnull())
		.orderby(item.item_name)
		.run(as_dict=True)
	)

"""The units a report looks in, the units one level below, and the names of records."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from grid_governance import permissions

EVERYWHERE = 2  # provinces, when no unit is chosen and none is above the others


def looked_in(unit: str, doctype: str) -> list[str]:
	"""The places to look in: the chosen unit and closed ones whose work went into it, or those of the user's own
	posts over `doctype`; [""] is everywhere.
	"""
	if unit:
		return [unit, *permissions.closed_units_inside(unit)]
	if frappe.session.user == "Administrator":
		return [""]
	return sorted({u for own in _outer(doctype) for u in (own, *permissions.closed_units_inside(own))})


def only_own(doctype: str) -> str:
	"""The one unit of the user's posts over `doctype`, "" where they have none or several: whoever asks for no unit
	wants to see the units below it, not their own name in one row.
	"""
	outer = [] if frappe.session.user == "Administrator" else _outer(doctype)
	return outer[0] if len(outer) == 1 else ""


def _outer(doctype: str) -> list[str]:
	posts = {post.unit for post in permissions.granting_posts(doctype)}
	return [u for u in posts if not any(u != other and u.startswith(other) for other in posts)]


def inside(column: str, units: Iterable[str]) -> str:
	"""SQL condition: `column` holds a code inside one of `units` ("" is everywhere, none is nowhere)."""
	units = list(units)
	if "" in units:
		return "(1=1)"
	ranges = [permissions.in_range(column, unit) for unit in units]
	return f"({' or '.join(ranges)})" if ranges else "(1=0)"


def below(unit: str, own: Iterable[str]) -> dict[str, str]:
	"""code → name of the units one level down: of the chosen unit, of the own ones, or the provinces."""
	table = frappe.qb.DocType("Grid Unit")
	query = frappe.qb.from_(table).select(table.name, table.unit_name).orderby(table.name)
	if unit:
		return dict(query.where(table.parent_grid_unit == unit).run())
	own = [code for code in own if code]
	if own:
		return dict(query.where(table.name.isin(own)).run())
	return dict(query.where(table.level == "Province").run())


def names(units: Iterable[str]) -> dict[str, str]:
	"""code → name of the unit."""
	return titles("Grid Unit", "unit_name", units)


def titles(doctype: str, field: str, records: Iterable[str | None]) -> dict[str, str]:
	"""record → what `field` calls it, for the records that a report names."""
	records = [record for record in records if record]
	if not records:
		return {}
	table = frappe.qb.DocType(doctype)
	return dict(frappe.qb.from_(table).select(table.name, table[field]).where(table.name.isin(records)).run())


def own_name(chosen: str, unit: str, found: dict[str, str]) -> str:
	"""What stands at the chosen unit itself, not in one below it, is said so."""
	name = found.get(unit) or unit
	return _("{0} itself").format(name) if unit == chosen else name

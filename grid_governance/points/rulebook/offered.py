"""What may be chosen: items that hold in a unit for a book on a day, and items that rules may switch on."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce

from grid_governance import criteria, loosely
from grid_governance.points.rulebook import catalogue
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.messages import refuse
from grid_governance.points.rulebook.notation import caps_text
from grid_governance.points.rulebook.rules import BETWEEN, BY_LEVEL, Item, RuleError
from grid_governance.registry import codes

FIELDS = ("name", "item_name", "item_code", "category", "peace_and_law", "grid_unit", "per")


def pick(
	book: str | None, unit: str | None, day: date, text: str = "", start: int = 0, length: int = 20
) -> list:
	"""Rows (name, item name, code, points, category) for a Link field: what holds there and then, by code.

	Without a book every class is offered, without a unit the catalogue.
	"""
	item = frappe.qb.DocType("Points Item")
	query = frappe.qb.from_(item).select(*(item[field] for field in FIELDS))
	query = query.where((item.status == "In Use") & criteria.readable("Points Item"))
	if book:
		query = query.where(item[catalogue.CLASS_FIELDS[catalogue.book(book).subject_class]] == 1)
	held = Holding([unit] if unit else [])
	names = held.names(unit, day, book or "") if unit else None
	if names is not None:
		query = query.where(item.name.isin(sorted(names) or [""]))
	if unit:
		query = query.where(Coalesce(item.grid_unit, "").isin(["", unit, *codes.ancestors(unit)]))
	query = _narrowed(query, item, text).orderby(item.item_code).orderby(item.item_name)
	if not text:
		query = query.limit(length).offset(start)
	rows = query.run(as_dict=True)
	if text:
		rows = [row for row in rows if loosely.has_all(text, row.item_name, row.item_code, _(row.category))][
			start : start + length
		]
	return [
		(
			row.name,
			row.item_name,
			row.item_code or "",
			worth(
				held.item(row.name, unit, day, book or "") if unit else catalogue.item(row.name, day), row.per
			),
			_(row.category),
		)
		for row in rows
	]


def _narrowed(query, item, text: str):
	"""Rows that may fit `text` (loosely.has_all decides): each word's letters in their order, in a name, a code or a
	category's Chinese.
	"""
	if not text:
		return query
	categories = frappe.qb.DocType("Points Category")
	known = frappe.qb.from_(categories).select(categories.name).run(pluck=True)
	for word in text.split():
		like = "%" + "%".join(loosely.folded(word)) + "%"
		fitting = [name for name in known if loosely.has_all(word, _(name))]
		query = query.where(
			item.item_name.like(like) | item.item_code.like(like) | item.category.isin(fitting or [""])
		)
	return query


def figures(name: str, book: str | None, unit: str | None, day: date) -> dict:
	"""counting, points, low, high, levels, multiplier and campaign of an item as it holds there and then."""
	held = Holding([unit] if unit else [])
	try:
		item = held.item(name, unit, day, book or "") if unit else catalogue.item(name, day)
	except RuleError as error:
		refuse(error)
	drive = held.campaign(name, unit, day, book or "") if unit else None
	times = float(drive.multipliers[name]) if drive else 1
	return {
		"counting": item.counting,
		"points": item.points,
		"low": item.low,
		"high": item.high,
		"levels": item.levels,
		"multiplier": times,
		"campaign": drive.name if drive and times > 1 else None,
	}


def deductions(book: str | None, unit: str | None, day: date, text: str) -> list:
	"""Rows (name, item name, points) of the deduction items that rules in force name there and then."""
	adopted = Holding([unit]).rules(unit, day, book or "") if unit else None
	if adopted is None:
		return []
	item, row = frappe.qb.DocType("Deduction Item"), frappe.qb.DocType("Points Rules Deduction")
	rows = (
		frappe.qb.from_(row)
		.join(item)
		.on(item.name == row.item)
		.select(item.name, item.item_name, item.min_points, item.max_points, row.points)
		.where(row.parent == adopted.name)
		.orderby(row.idx)
	).run()
	return [
		(name, label, _("{0} points").format(own or (low if low == high else f"{low}-{high}")))
		for name, label, low, high, own in rows
		if loosely.has_all(text, label)
	]


def to_switch_on(unit: str, book: str | None) -> list[dict]:
	"""Items of the catalogue that rules of `unit` may switch on: FIELDS and `offered`, by code. Two queries."""
	field = catalogue.CLASS_FIELDS[catalogue.book(book).subject_class] if book else None
	rows = frappe.get_list(
		"Points Item",
		filters=[["status", "=", "In Use"], *([[field, "=", 1]] if field else [])],
		fields=[*FIELDS, "counting", "points", "min_points", "max_points"],
		order_by="item_code asc, item_name asc",
		limit_page_length=0,
	)
	levels = _levels([row.name for row in rows if row.counting == BY_LEVEL])
	return [
		{
			**{name: row[name] for name in FIELDS},
			"category": _(row.category),
			"offered": worth(_figures(row, levels.get(row.name, {})), row.per),
		}
		for row in rows
		if not row.grid_unit or unit.startswith(row.grid_unit)
	]


def _levels(items: list[str]) -> dict[str, dict[str, int]]:
	level = frappe.qb.DocType("Points Item Level")
	query = frappe.qb.from_(level).select(level.parent, level.level_name, level.points).orderby(level.idx)
	found: dict[str, dict[str, int]] = {}
	for item, name, points in query.where(level.parent.isin(items)).run() if items else ():
		found.setdefault(item, {})[name] = points
	return found


def _figures(row, levels: dict[str, int]) -> Item:
	figures = (row.points or 0, row.min_points or 0, row.max_points or 0)
	return Item(row.name, row.item_name, frozenset(), row.counting, *figures, levels)


def worth(item: Item, per: str | None) -> str:
	"""The points of an item as people read them: 2分/次, 5-50分/次, 省级30分、市级20分."""
	if item.counting == BY_LEVEL:
		return "、".join(_("{0} {1} points").format(name, points) for name, points in item.levels.items())
	points = f"{item.low}-{item.high}" if item.counting == BETWEEN else str(item.points)
	return _("{0} points per {1}").format(points, per) if per else _("{0} points").format(points)


def bounds(item: Item) -> str:
	"""The caps as people read them: 每月4次、每年100分."""
	return "、".join(f"每{part}" for part in caps_text(item.caps).split("；") if part)

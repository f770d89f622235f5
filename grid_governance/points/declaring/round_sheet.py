"""What the sheet of an appraisal round shows: its columns, its cells, the items one may choose, its totals."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from grid_governance.points.declaring import batch_rows, roster
from grid_governance.points.rulebook import catalogue, rules
from grid_governance.points.rulebook.holding import Holding


def items(batch) -> list[rules.Item]:
	"""The items of a round as they hold there and then."""
	found, day, held = [], getdate(batch.deed_date), Holding([batch.grid_unit])
	for row in batch.round_items:
		try:
			found.append(held.item(row.item, batch.grid_unit, day, batch.book))
		except rules.RuleError:  # switched off since: its cells hear of it when they are saved
			found.append(catalogue.item(row.item, day))
	return found


def columns(batch) -> list[dict]:
	"""The items as the sheet needs them, with what one may type."""
	return [
		{
			"item": item.name,
			"label": item.label,
			"counting": item.counting,
			"points": item.points,
			"low": item.low,
			"high": item.high,
			"levels": item.levels,
		}
		for item in items(batch)
	]


def rows(batch, stored: list[dict]) -> list[dict]:
	"""The lines of the sheet: whom the book counts there, and who has a cell (`stored`) but has moved away."""
	found = [
		{"subject": row.subject, "name": row.name, "address": row.address, "group": row.group}
		for row in roster.subjects(batch.book, batch.grid_unit)
	]
	known = {row["subject"] for row in found}
	gone = {cell.subject: cell.subject_name for cell in stored if cell.subject not in known}
	return found + [
		{"subject": subject, "name": name, "address": "", "group": ""} for subject, name in gone.items()
	]


def choosable(book: str, unit: str, day: str) -> list[dict]:
	"""Items that fit the book's class, unit and day, in the order of the catalogue, readable for the user."""
	rules_of_book, day, found = catalogue.book(book), getdate(day), []
	fields = ["name", "item_code", "category"]
	filters = {"status": "In Use", catalogue.CLASS_FIELDS[rules_of_book.subject_class]: 1}
	held = Holding([unit])
	for row in frappe.get_list("Points Item", filters, fields, order_by="item_code, item_name", limit=0):
		try:
			item = held.item(row.name, unit, day, book)
			rules.check_item(item, rules_of_book.subject_class, unit, day, day)
		except rules.RuleError:
			continue
		found.append(
			{
				"name": row.name,
				"label": item.label,
				"code": row.item_code,
				"category": row.category,
				"worth": worth(item),
			}
		)
	return found


def worth(item: rules.Item) -> str:
	"""What an item gives, short: 5, 1-10, 5/10/20."""
	if item.counting == rules.BETWEEN:
		return f"{item.low}-{item.high}"
	if item.counting == rules.BY_LEVEL:
		return "/".join(str(points) for points in item.levels.values())
	return str(item.points)


def cells(batch: str) -> list[dict]:
	"""The cells that hold points, with what became of them."""
	fields = ["name", "subject", "subject_name", "item", "level", "points", "base_points", "status", "reason"]
	return frappe.get_all(
		batch_rows.DOCTYPE, {"parent": batch}, fields, order_by="idx", parent_doctype=batch_rows.PARENT
	)


def summary(batch: str) -> list[dict]:
	"""Per item of a round: {item, label, households, points, taken_out}, in the order of its columns."""
	rows = frappe.db.sql(
		"select c.item, i.item_name as label, count(if(p.status != 'Taken Out', 1, null)) as households,"
		" ifnull(sum(if(p.status != 'Taken Out', p.points, 0)), 0) as points,"
		" count(if(p.status = 'Taken Out', 1, null)) as taken_out, count(if(p.status = 'Not Counted', 1, null))"
		" as not_counted from `tabPoints Round Item` c join `tabPoints Item` i on i.name = c.item"
		f" left join `tab{batch_rows.DOCTYPE}` p on p.parent = c.parent and p.item = c.item"
		" where c.parent = %s group by c.name order by c.idx",
		[batch],
		as_dict=True,
	)
	return [{**row, "points": int(row.points)} for row in rows]

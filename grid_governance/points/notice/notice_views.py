"""Who sees what of a notice: office and board, villagers who have signed in, strangers on the open net."""

from __future__ import annotations

import frappe
from frappe.query_builder import Order

from grid_governance.points.notice import notice_rows, notice_rules, notices
from grid_governance.registry import codes

SHOWN = (notices.ON_NOTICE, notices.ENDED, notices.SETTLED)
PAGE, MOST = 50, 500
HEAD = (
	"name",
	"title",
	"kind",
	"grid_unit",
	"stage",
	"days",
	"starts_on",
	"last_day",
	"row_count",
	"total_points",
	"object_to",
	"object_phone",
	"object_place",
	"public_code",
)


def board(notice: str, start: int = 0, page_length: int = PAGE, find: str | None = None) -> list[dict]:
	"""Rows as they hang on the board: row, position, name (None: not published), group, item, points, status …

	find: only rows with a name that holds it; rows without a published name are never found by name.
	"""
	row = frappe.qb.DocType(notice_rows.DOCTYPE)
	query = frappe.qb.from_(row).where(row.notice == notice).orderby(row.position)
	query = query.select(
		row.name,
		row.position,
		row.subject_name,
		row.villagers_group,
		row.item_name,
		row.points,
		row.sensitive,
		row.status,
		row.reason,
	)
	if find:
		query = query.where(row.subject_name.like(f"%{find}%") & (row.sensitive == 0))
	found = query.limit(max(1, min(int(page_length), MOST))).offset(max(int(start), 0)).run(as_dict=True)
	return [_board_row(line) for line in found]


def _board_row(row) -> dict:
	line = notice_rules.on_board(
		row.subject_name, row.villagers_group, row.item_name, row.points, bool(row.sensitive)
	)
	return {
		"row": row.name,
		"position": row.position,
		"name": line.name,
		"group": line.group,
		"item": line.item,
		"points": line.points,
		"status": row.status,
		"reason": row.reason,
	}


def open_net(notice: str, start: int = 0, page_length: int = PAGE) -> list[tuple[str, str]]:
	"""(masked name, group) of the rows that strangers may see, one line per name and group."""
	row = frappe.qb.DocType(notice_rows.DOCTYPE)
	query = frappe.qb.from_(row).where((row.notice == notice) & (row.sensitive == 0))
	query = query.where(row.status != notice_rows.TAKEN_OUT).groupby(row.subject)
	first = frappe.query_builder.functions.Min(row.position).as_("first")
	query = query.select(first, row.subject_doctype, row.subject_name, row.villagers_group)
	found = query.orderby(first).limit(page_length + 1).offset(max(int(start), 0)).run(as_dict=True)
	lines = (
		notice_rules.on_open_net(line.subject_name or "", line.villagers_group, False, line.subject_doctype)
		for line in found
	)
	return [line for line in lines if line]


def by_code(code: str):
	"""The notice behind a public address while strangers may see it, else None."""
	if not code:
		return None
	found = frappe.db.get_value(
		notices.DOCTYPE,
		{"public_code": code, "stage": ["in", SHOWN]},
		[*HEAD, "content", "open_to_all"],
		as_dict=True,
	)
	return found or None


def of_villager(grid_unit: str, limit: int = 20) -> list[dict]:
	"""HEAD of the notices that hang where somebody of `grid_unit` lives, newest first."""
	notice = frappe.qb.DocType(notices.DOCTYPE)
	places = [grid_unit, *codes.ancestors(grid_unit)]
	query = (
		frappe.qb.from_(notice).select(*HEAD).where(notice.grid_unit.isin(places) & notice.stage.isin(SHOWN))
	)
	return query.orderby(notice.published_on, order=Order.desc).limit(limit).run(as_dict=True)

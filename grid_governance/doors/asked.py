"""What a request may name when it asks the database: columns and plain filters, never SQL. Pure, no Frappe.

The platform puts columns into the query as they come and takes a filter that is a text, or a column with "ifnull(" in
it, for a condition. A sub-select in either reads any table for whoever reads a single DocType.
"""

from __future__ import annotations

import json
import re

_PLAIN = r"(?:(?:`tab[\w -]+`|\w+)\.)?(?:`?\w+`?|\*)"
_ALIAS = r"(?:\s+as\s+(?:\w+|`[\w :-]+`|'[\w :-]+'|\"[\w :-]+\"))?"
_COLUMN = re.compile(
	rf"\s*(?:(?:distinct\s+)?{_PLAIN}|(?:count|sum|avg|min|max)\(\s*(?:distinct\s+)?{_PLAIN}\s*\)){_ALIAS}\s*",
	re.IGNORECASE,
)
_JOINED = re.compile(r"\btab[\w -]+_\d+`?\.")  # how the platform calls the table of a link that it joins
_ORDER = re.compile(r"\s+(?:asc|desc)\s*$", re.IGNORECASE)
_NAME = re.compile(r"(?:\w+\.)?\w+")
_TABLE = re.compile(r"[\w -]+")
_BETWEEN = ("and", "or")  # between the filters of a nested list, in newer versions


def strange_column(columns: object) -> str | None:
	"""The first of these (a text, its JSON, a list) that is no column, count or sum of one; None when all are."""
	for column in listed(columns):
		if isinstance(column, list | dict):  # filters and columns may be sent in each other's place
			if (strange := strange_filter([column])) is not None:
				return strange
		elif isinstance(column, str) and not _is_column(column):
			return column
	return None


def strange_order(columns: object) -> str | None:
	"""The same for an order or a grouping: columns parted by commas, each with its direction."""
	asked = columns.split(",") if isinstance(columns, str) else []
	return next((column for column in asked if not _is_column(_ORDER.sub("", column))), None)


def _is_column(text: str) -> bool:
	return not text.strip() or bool(_COLUMN.fullmatch(text) and not _JOINED.search(text))


def strange_filter(filters: object) -> str | None:
	"""The first filter (of a dict or a list, or their JSON) that is a condition of its own, or names no field."""
	if isinstance(filters, str):
		try:
			filters = json.loads(filters)
		except ValueError:
			return None  # the name of a record, say
	if isinstance(filters, dict):
		return next((name for name in filters if not _NAME.fullmatch(str(name))), None)
	for one in filters if isinstance(filters, list) else []:
		if (strange := _strange_row(one)) is not None:
			return strange
	return None


def _strange_row(row: object) -> str | None:
	if isinstance(row, str):
		return None if row.lower() in _BETWEEN else row
	if isinstance(row, dict) or (isinstance(row, list) and row and isinstance(row[0], list)):
		return strange_filter(row)
	if not isinstance(row, list) or not row:
		return None
	table, name = (None, row[0]) if len(row) < 4 else row[:2]
	if table is not None and not _TABLE.fullmatch(str(table)):
		return str(table)
	return None if _NAME.fullmatch(str(name)) else str(name)


def listed(columns: object) -> list:
	"""Columns as a list, however they were sent."""
	if isinstance(columns, str):
		try:
			columns = json.loads(columns)
		except ValueError:
			return columns.split(",")
	if not columns:
		return []
	return columns if isinstance(columns, list) else [columns]

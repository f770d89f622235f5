"""Filter lists over one DocType, as the platform's lists have them: checked first, then criteria of the query builder.

A filter is [field, operator, value] (or with the DocType in front). No field of another table, no SQL, no formula:
what a list of the Desk can show by its filter area is what a figure can count, so every figure opens as a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from pypika import CustomFunction
from pypika.terms import Criterion, Term

PLAIN = {"=", "!=", ">", "<", ">=", "<="}
LISTS = {"in", "not in"}
OPERATORS = (*sorted(PLAIN), *sorted(LISTS), "between", "is")
NUMBERS = {"Int", "Float", "Currency", "Percent", "Check", "Rating", "Long Int", "Duration"}
DATES = {"Date", "Datetime"}
MOST_FILTERS, MOST_VALUES = 20, 200
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
IfNull = CustomFunction("IFNULL", ["value", "other"])


class FilterError(frappe.ValidationError):
	"""A filter that cannot be one; the message says which and why."""


@dataclass(frozen=True)
class Filter:
	"""One condition; value is a text, a number, a tuple of them, or "set" / "not set" for the operator "is"."""

	field: str
	operator: str
	value: object


def read(doctype: str, given: object) -> tuple[Filter, ...]:
	"""Filters of `doctype` from JSON text or a list. Raises FilterError."""
	if isinstance(given, str):
		try:
			given = json.loads(given or "[]")
		except ValueError:
			_refuse(_("The filters cannot be read."))
	given = given or []
	if not isinstance(given, list | tuple) or len(given) > MOST_FILTERS:
		_refuse(_("Filters are a list of at most {0} conditions.").format(MOST_FILTERS))
	return tuple(_read_one(doctype, row) for row in given)


def _read_one(doctype: str, row: object) -> Filter:
	if not isinstance(row, list | tuple) or not 3 <= len(row) <= 5:
		_refuse(_("A filter is a field, a comparison and a value."))
	row = list(row)
	if len(row) >= 4:
		if row[0] != doctype:
			_refuse(_("The filter is about {0}, not about {1}.").format(_(str(row[0])), _(doctype)))
		row = row[1:4]
	field, operator, value = row
	operator = str(operator).strip().lower()
	kind = kind_of(doctype, field)
	if operator not in OPERATORS:
		_refuse(_("The comparison {0} cannot be used here.").format(operator))
	if operator == "is":
		if value not in ("set", "not set"):
			_refuse(_("“Is” is followed by set or not set."))
		return Filter(field, operator, value)
	if operator == "between" and kind not in DATES:
		_refuse(_("“Between” compares dates. For numbers use two conditions."))
	if operator in LISTS or operator == "between":
		value = _several(value, operator)
		return Filter(field, operator, tuple(_plain(one, kind) for one in value))
	return Filter(field, operator, _plain(value, kind))


def kind_of(doctype: str, field: object) -> str:
	"""The type of a stored field of `doctype`. Raises FilterError for anything else."""
	if field in ("creation", "modified"):
		return "Datetime"
	if field in ("name", "owner"):
		return "Data"
	df = frappe.get_meta(doctype).get_field(field) if isinstance(field, str) else None
	if not df or df.fieldtype in no_value_fields or df.fieldtype in table_fields or df.get("is_virtual"):
		_refuse(_("{0} has no field {1} that can be counted by.").format(_(doctype), field))
	return df.fieldtype


def _several(value: object, operator: str) -> list:
	if isinstance(value, str):
		value = [part.strip() for part in value.split(",")]
	if not isinstance(value, list | tuple) or not value or len(value) > MOST_VALUES:
		_refuse(_("Please give the values to compare with."))
	if operator == "between" and len(value) != 2:
		_refuse(_("“Between” is followed by two values."))
	return list(value)


def _plain(value: object, kind: str) -> object:
	if isinstance(value, date | datetime):
		return str(value)
	if value is None:
		return ""
	if not isinstance(value, str | int | float):
		_refuse(_("Please give the values to compare with."))
	if kind == "Check":
		return int(str(value) in ("1", "Yes", "True"))
	if kind in NUMBERS:
		if not NUMBER.fullmatch(str(value).strip()):
			_refuse(_("{0} is no number.").format(value))
		return float(value)
	return str(value)


class Literal(Term):
	"""A typed value as SQL without quotes, backslashes or percent signs: a number, or a text in hexadecimal.

	The query builder makes no parameters of what stands inside a function, as the conditions of a sum do.
	"""

	def __init__(self, value: str | int | float):
		super().__init__()
		self.value = value

	def get_sql(self, **kwargs) -> str:
		if isinstance(self.value, int | float):
			return repr(self.value)
		return f"_utf8mb4 x'{self.value.encode().hex()}'"


def criterion(table, doctype: str, filters: Iterable[Filter]) -> Criterion | None:
	"""All of the filters, over `table` of the query builder; an empty column is the empty text, as in lists."""
	found = [_criterion(table, doctype, one) for one in filters]
	return reduce(and_, found) if found else None


def _criterion(table, doctype: str, one: Filter) -> Criterion:
	kind = kind_of(doctype, one.field)
	column = table[one.field]
	if one.operator == "is":
		if kind in DATES or kind in NUMBERS:
			return column.isnull() if one.value == "not set" else column.isnotnull()
		# not IFNULL: an index on the column serves this form
		return column.isnull() | (column == "") if one.value == "not set" else column > ""
	values = [Literal(value) for value in (one.value if isinstance(one.value, tuple) else [one.value])]
	if one.operator == "between":
		return column[values[0] : values[1]]
	if one.operator == "in":
		return column.isin(values)
	safe = column if kind in DATES else IfNull(column, 0 if kind in NUMBERS else "")
	if one.operator == "not in":
		return safe.notin(values)
	compared = {
		"=": column.__eq__,
		"!=": safe.__ne__,
		">": column.__gt__,
		"<": column.__lt__,
		">=": column.__ge__,
		"<=": column.__le__,
	}[one.operator]
	return compared(values[0])


def route(filters: Iterable[Filter]) -> dict[str, list]:
	"""The same filters as route options of a list."""
	return {
		one.field: [one.operator, list(one.value) if isinstance(one.value, tuple) else one.value]
		for one in filters
	}


def _refuse(text: str) -> None:
	frappe.throw(text, FilterError, title=_("Wrong Filter"))

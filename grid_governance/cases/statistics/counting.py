"""Counting by sets: any measures, grouped by any dimensions, in one query for each DocType and time field.

Only rows the user may read, inside the unit asked for. A query reads the period's part of one index
(facts.py keeps the columns, the controllers of the tables add the indexes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt
from pypika import Case, CustomFunction
from pypika.terms import Criterion

from grid_governance import criteria
from grid_governance.cases.statistics import filters as filtering
from grid_governance.cases.statistics.filters import Filter
from grid_governance.cases.statistics.measures import MEASURES, Measure
from grid_governance.figures import places

Left = CustomFunction("LEFT", ["text", "length"])
CharLength = CustomFunction("CHAR_LENGTH", ["text"])

# from people involved → label; the last one is open at the top
SIZES = (
	(0, "Under 50 People"),
	(50, "50 To 100 People"),
	(101, "101 To 500 People"),
	(501, "Over 500 People"),
)


def _size(table, _length):
	people, found = table.people_involved, Case()
	for least, label in reversed(SIZES[1:]):
		found = found.when(people >= least, label)
	return found.else_(SIZES[0][1])


DIMENSIONS = {
	"unit": lambda table, length: Left(table.grid_unit, length),
	"level": lambda table, _length: CharLength(table.handling_unit),
	"size": _size,
	**{
		column: (lambda table, _length, column=column: table[column])
		for column in ("category", "difficulty", "source", "mediation_body", "mediator", "stage")
	},
}


def count(
	keys: Iterable[str],
	units: Iterable[str],
	days: tuple[date, date],
	by: tuple[str, ...] = (),
	base: tuple[Filter, ...] = (),
	length: int = 2,
) -> dict[tuple, dict[str, float]]:
	"""Measures by `by` (names of DIMENSIONS): key → {measure: figure}; one key () without dimensions.

	units: codes, "" for everywhere; days: first and last, both count; base: filters on the cases besides each
	measure's own; length: digits of the unit that "unit" groups by. A measure that found nothing is 0.
	"""
	keys = list(keys)
	groups: dict[tuple[str, str], list[str]] = defaultdict(list)
	for key in keys:
		groups[MEASURES[key].doctype, MEASURES[key].time_field].append(key)
	found: dict[tuple, dict[str, float]] = defaultdict(lambda: dict.fromkeys(keys, 0))
	if not by:
		found[()]
	for (doctype, time_field), members in groups.items():
		measures = {key: MEASURES[key] for key in members}
		for row in rows(doctype, time_field, measures, list(units), days, by, base, length):
			found[tuple(row[: len(by)])].update(
				{key: flt(value) for key, value in zip(measures, row[len(by) :], strict=True)}
			)
	return dict(found)


def rows(
	doctype: str,
	time_field: str,
	measures: dict[str, Measure],
	units: list[str],
	days: tuple[date, date],
	by: tuple[str, ...] = (),
	base: tuple[Filter, ...] = (),
	length: int = 2,
) -> list[tuple]:
	"""Rows (dimensions …, figures …) of measures that share DocType and time field."""
	return query(doctype, time_field, measures, units, days, by, base, length).run()


def query(doctype, time_field, measures, units, days, by=(), base=(), length=2):
	"""The query behind `rows`; its plan is looked at by a test."""
	table = frappe.qb.DocType(doctype)
	groups = [DIMENSIONS[name](table, length) for name in by]
	found = frappe.qb.from_(table).select(*(term.as_(f"g{n}") for n, term in enumerate(groups)))
	for key, measure in measures.items():
		found = found.select(_figure(table, measure).as_(key))
	found = found.where(criteria.readable(doctype)).where(in_places(doctype, units))
	found = found.where(in_days(table, time_field, days))
	if condition := filtering.criterion(table, doctype, base):
		found = found.where(condition)
	for n in range(len(groups)):
		found = found.groupby(frappe.qb.Field(f"g{n}"))
	return found


def _figure(table, measure: Measure):
	condition = filtering.criterion(table, measure.doctype, measure.filters)
	if measure.of:
		value = table[measure.of]
		return Sum(value if condition is None else Case().when(condition, value).else_(0))
	return Count("*") if condition is None else Sum(Case().when(condition, 1).else_(0))


def in_days(table, time_field: str, days: tuple[date, date]) -> Criterion:
	"""Both days count, whether the field holds a date or a moment."""
	return (table[time_field] >= str(days[0])) & (table[time_field] < str(days[1] + timedelta(days=1)))


def in_places(doctype: str, units: Iterable[str]) -> Criterion:
	return criteria.Text(places.inside(f"`tab{doctype}`.`grid_unit`", units))

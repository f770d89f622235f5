"""Indicators as data: a numerator and a denominator as filter lists over one record, counted by a time field.

check(doc)            refuses what cannot be counted: unknown fields, other tables, records outside COUNTED
values(...)           the figures of indicators by unit, only rows the user may read
"""

from __future__ import annotations

import json
from datetime import date

import frappe
from frappe import _

from grid_governance.cases.statistics import counting
from grid_governance.cases.statistics import filters as filtering
from grid_governance.cases.statistics.measures import Measure
from grid_governance.figures import changes, places
from grid_governance.scopes import PLACE, SCOPES

DOCTYPE = "Case Indicator"
RATE, ROWS, SUM = "Rate In Percent", "Number Of Rows", "Sum Of A Field"
# records that stand in a place and mean something to the office
COUNTED = (
	"Dispute Case",
	"Reception",
	"Mediation Session",
	"Mediation Agreement",
	"Term Performance",
	"Judicial Confirmation",
	"Return Visit",
	"Case Handover",
	"Case Clock",
	"Supervision Order",
	"Dispute Sweep",
	"Visit Log",
)


def countable() -> list[str]:
	"""The records that an indicator may count on this site."""
	return [
		name
		for name in COUNTED
		if name in SCOPES and SCOPES[name].kind == PLACE and frappe.db.exists("DocType", name)
	]


def check(doc) -> None:
	"""Raise filters.FilterError for what cannot be counted; store the filters in one form."""
	if doc.counted_doctype not in countable():
		_refuse(_("{0} cannot be counted by an indicator.").format(_(doc.counted_doctype or "–")))
	if filtering.kind_of(doc.counted_doctype, doc.time_field) not in filtering.DATES:
		_refuse(_("The time field {0} holds no date.").format(doc.time_field))
	if doc.shown_as == SUM:
		if filtering.kind_of(doc.counted_doctype, doc.sum_field) not in filtering.NUMBERS - {"Check"}:
			_refuse(_("The field {0} holds no number that could be summed up.").format(doc.sum_field))
	else:
		doc.sum_field = None
	for field in ("numerator_filters", "denominator_filters"):
		if field == "denominator_filters" and doc.shown_as != RATE:
			doc.denominator_filters = "[]"
		read = filtering.read(doc.counted_doctype, doc.get(field))
		rows = [[doc.counted_doctype, one.field, one.operator, one.value] for one in read]
		doc.set(field, json.dumps(rows, ensure_ascii=False))


def _refuse(text: str) -> None:
	frappe.throw(text, filtering.FilterError, title=_("Indicator Cannot Be Counted"))


def measures(indicator) -> dict[str, Measure]:
	"""{"part": …, "whole": …} of a stored indicator. The part of a rate fulfils the whole's conditions too."""
	doctype, time_field = indicator.counted_doctype, indicator.time_field
	part = filtering.read(doctype, indicator.numerator_filters)
	if indicator.shown_as != RATE:
		of = indicator.sum_field if indicator.shown_as == SUM else None
		return {"part": Measure(indicator.indicator_name, time_field, part, of, doctype)}
	whole = filtering.read(doctype, indicator.denominator_filters)
	return {
		"part": Measure(indicator.indicator_name, time_field, (*whole, *part), None, doctype),
		"whole": Measure(indicator.indicator_name, time_field, whole, None, doctype),
	}


def by_unit(indicator, unit: str, days: tuple[date, date], length: int) -> dict[str, dict[str, float]]:
	"""Code cut to `length` → {part, whole}; only rows of the counted record that the user may read."""
	counted = measures(indicator)
	units = places.looked_in(unit, indicator.counted_doctype)
	rows = counting.rows(
		indicator.counted_doctype, indicator.time_field, counted, units, days, ("unit",), length=length
	)
	return {row[0]: dict(zip(counted, map(float, (v or 0 for v in row[1:])), strict=True)) for row in rows}


def value(indicator, figures: dict[str, float] | None) -> float | None:
	"""What is shown: a rate in per cent with one decimal, a count or a sum."""
	figures = figures or {}
	if indicator.shown_as == RATE:
		return changes.rate(figures.get("part", 0), figures.get("whole", 0))
	return figures.get("part", 0)

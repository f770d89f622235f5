"""What a report of cases is asked for: unit, time, type, way, body, read and checked once; the way to its lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.cases.statistics import counting
from grid_governance.cases.statistics.filters import Filter, route
from grid_governance.cases.statistics.measures import CASE, COUNTED_WAYS, MEASURES
from grid_governance.figures import places, spans
from grid_governance.figures.asking import known, span_of
from grid_governance.figures.spans import Span

COUNTED = "Mediation And On The Spot"


@dataclass(frozen=True)
class Asked:
	"""unit: "" for everywhere the user may see (who has one unit asks for it); base: filters on the cases beside
	those of each figure.
	"""

	unit: str
	span: Span
	base: tuple[Filter, ...] = ()

	@property
	def units(self) -> list[str]:
		return places.looked_in(self.unit, CASE)

	@property
	def days(self) -> tuple[date, date]:
		return self.span.days()

	def at(self, span: Span) -> Asked:
		return replace(self, span=span)

	def count(self, keys, by: tuple[str, ...] = (), length: int = 2) -> dict[tuple, dict[str, float]]:
		"""counting.count of what was asked for."""
		return counting.count(keys, self.units, self.days, by, self.base, length)

	def one(self, keys) -> dict[str, float]:
		"""The figures without any grouping."""
		return self.count(keys)[()]

	def behind(self, key: str, **more) -> dict:
		"""Where a figure comes from: {doctype, filters} for a list; `more` narrows it (route options)."""
		return behind(
			MEASURES[key], self.unit, self.days, self.base if MEASURES[key].doctype == CASE else (), more
		)


def inside(unit: str) -> list[str]:
	"""Route option of a list: everything in the unit. The code's beginning is one range of the index, however many
	units lie below, and the Desk keeps it as a filter of its own (it would make “=” of “descendants of”).
	"""
	return ["like", f"{unit}%"]


def behind(measure, unit: str, days: tuple[date, date], base=(), more: dict | None = None) -> dict:
	"""{doctype, filters: route options} of the rows that `measure` counts in `unit` and `days`."""
	first, last = (str(day) for day in days)
	options = {**route(base), **route(measure.filters), measure.time_field: ["between", [first, last]]}
	if unit:
		options["grid_unit"] = inside(unit)
	for field, value in (more or {}).items():
		options[field] = value
	return {"doctype": measure.doctype, "filters": options}


def read(filters: dict | None, default: str = spans.MONTH, way: str = "") -> Asked:
	"""Filters of a report: grid_unit, period, year, month, quarter, from_date, to_date, category,
	way_of_settlement (`way` when it is not named), mediation_body. Raises frappe.ValidationError with what is wrong.
	"""
	filters = frappe._dict(filters or {})
	base = []
	if category := known(filters.category, "Case Category"):
		base.append(Filter("category", "=", category))
	chosen = filters.get("way_of_settlement", way)
	if chosen == COUNTED:
		base.append(Filter("way_of_settlement", "in", COUNTED_WAYS))
	elif chosen:
		if chosen not in frappe.get_meta(CASE).get_field("way_of_settlement").options.split("\n"):
			frappe.throw(_("{0} is no way of settlement.").format(chosen))
		base.append(Filter("way_of_settlement", "=", chosen))
	if body := known(filters.mediation_body, "Mediation Body"):
		if not permissions.reads("Mediation Body", body):
			frappe.throw(
				_("Your posts do not reach {0}.").format(_("Mediation Body")), frappe.PermissionError
			)
		base.append(Filter("mediation_body", "=", body))
	unit = known(filters.grid_unit, "Grid Unit") or places.only_own(CASE)
	return Asked(unit, span_of(filters, default), tuple(base))

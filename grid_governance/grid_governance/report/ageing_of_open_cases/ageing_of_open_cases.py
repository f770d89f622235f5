"""未结案件时长: how long the cases that are open today have been open, by unit, type, stage or mediator."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import filters as filtering
from grid_governance.cases.statistics import sheets, timeliness
from grid_governance.figures import places

BY = {"Grid Unit": "unit", "Dispute Type": "category", "Stage": "stage", "Mediator": "mediator"}


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit, category, way_of_settlement, mediation_body, shown_by (a key of BY).

	Days count from registration to today.
	"""
	filters = frappe._dict(filters or {})
	asked = asking.read({key: filters[key] for key in filters if key not in ("period", "year")})
	by = BY.get(filters.shown_by or "Grid Unit")
	if not by:
		frappe.throw(_("{0} is no way to show this report.").format(filters.shown_by))
	today = getdate(nowdate())
	below, length = sheets.unit_rows(asked)
	found = timeliness.ages(asked.units, today, by, length, asked.base)
	names = _names(by, found, below)
	rows = [_row(asked, by, key, names, found.get(key) or {}, today) for key in sorted(names, key=str)]
	classes = timeliness.AGE_LABELS
	sums = {label: sum(row[label] for row in rows) for label in (*classes, "open")}
	oldest = max((row.oldest for row in rows), default=0)
	total = frappe._dict({**sums, "oldest": oldest, "who": _("Together"), "is_total": 1})
	total.behind = _behind(asked, {}, today)
	chart = sheets.bars([_(label) for label in classes], (_("Cases Still Open"), [sums[c] for c in classes]))
	return _columns(by), [*rows, total], None, chart if sums["open"] else None


def _names(by: str, found: dict, below: dict[str, str]) -> dict:
	if by == "unit":
		return {**places.names(found.keys() - below.keys()), **below}
	if by == "mediator":
		known = places.titles("Grid Worker", "worker_name", found)
		return {key: known.get(key) or _("Nobody In Charge Yet") for key in found}
	return {key: _(key or "–") for key in found}


def _row(asked, by: str, key, names: dict, ages: dict, today) -> frappe._dict:
	row = frappe._dict({label: ages.get(label, 0) for label in timeliness.AGE_LABELS})
	row.open, row.oldest = sum(row.values()), ages.get("oldest", 0)
	row.who = places.own_name(asked.unit, key, names) if by == "unit" else names[key]
	field = "grid_unit" if by == "unit" else by
	inside = ["=", key] if by != "unit" or key == asked.unit else asking.inside(key)
	row.behind = _behind(asked, {field: inside if key else ["is", "not set"]}, today)
	return row


def _behind(asked, more: dict, today) -> dict:
	own = {**filtering.route((*timeliness.OPEN, *asked.base))}
	if asked.unit:
		own["grid_unit"] = asking.inside(asked.unit)
	own.update(more)
	result = {"open": {"doctype": timeliness.CASE, "filters": own}}
	least = 0
	for most, label in timeliness.AGES:
		days = [str(today - timedelta(days=most)), str(today - timedelta(days=least))]
		result[label] = {"doctype": timeliness.CASE, "filters": {**own, "registered_on": ["between", days]}}
		least = most + 1
	before = str(today - timedelta(days=least - 1))
	result[timeliness.OLDEST] = {
		"doctype": timeliness.CASE,
		"filters": {**own, "registered_on": ["<", before]},
	}
	return result


def _columns(by: str) -> list[dict]:
	label = {
		"unit": _("Unit Name"),
		"category": _("Dispute Type"),
		"stage": _("Stage"),
		"mediator": _("Mediator"),
	}
	return [
		sheets.text("who", label[by], 180, "left"),
		*(sheets.whole(name, _(name), 104) for name in timeliness.AGE_LABELS),
		sheets.whole("open", _("Cases Still Open"), 104),
		sheets.whole("oldest", _("Days Of The Oldest"), 120),
	]

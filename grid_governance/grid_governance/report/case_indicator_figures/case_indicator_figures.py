"""统计指标一览: every indicator of the unit for a time, or one indicator for the units below."""

import frappe
from frappe import _

from grid_governance import criteria
from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import indicators, rates, sheets
from grid_governance.figures import changes, places


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit, time (cases/statistics/asked.py), indicator, compared_with.

	Without an indicator one row per indicator; with one, one row per unit below. Indicators of records that the
	user's role does not read are left out.
	"""
	filters = frappe._dict(filters or {})
	asked = asking.read(filters)
	label, other = sheets.compared(asked, filters)
	wanted = asking.known(filters.indicator, indicators.DOCTYPE)
	rows = _by_unit(asked, other, wanted) if wanted else _by_indicator(asked, other)
	shown = [row for row in rows if row.value is not None] if wanted else []
	chart = sheets.bars([row.who for row in shown], (_("Indicator Value"), [row.value for row in shown]))
	return _columns(label, bool(wanted)), rows, None, chart


def stored(name: str | None = None) -> list:
	"""The indicators in use that the user reads, over records that the user reads."""
	table = frappe.qb.DocType(indicators.DOCTYPE)
	query = (
		frappe.qb.from_(table).select("*").where((table.enabled == 1) & criteria.readable(indicators.DOCTYPE))
	)
	if name:
		query = query.where(table.name == name)
	rows = query.orderby(table.sort_order, table.indicator_name).run(as_dict=True)
	can = set(indicators.countable())
	return [
		row
		for row in rows
		if row.counted_doctype in can and frappe.has_permission(row.counted_doctype, "read")
	]


def _by_indicator(asked, other) -> list[frappe._dict]:
	rows = []
	for one in stored():
		now, before = _sums(one, asked), _sums(one, other)
		rows.append(_row(one, one.indicator_name, now, before, asked, None))
	return rows


def _sums(indicator, asked) -> dict[str, float]:
	found = indicators.by_unit(indicator, asked.unit, asked.days, places.EVERYWHERE)
	return {key: sum(row[key] for row in found.values()) for key in indicators.measures(indicator)}


def _by_unit(asked, other, name: str) -> list[frappe._dict]:
	found = stored(name)
	if not found:
		frappe.throw(_("Your posts do not reach {0}.").format(_("Case Indicator")), frappe.PermissionError)
	one = found[0]
	below, length = sheets.unit_rows(asked)
	now = indicators.by_unit(one, asked.unit, asked.days, length)
	before = indicators.by_unit(one, asked.unit, other.days, length)
	names = {**places.names(now.keys() - below.keys()), **below}
	return [
		_row(one, places.own_name(asked.unit, unit, names), now.get(unit), before.get(unit), asked, unit)
		for unit in sorted({*below, *now})
	]


def _row(indicator, who: str, now: dict | None, before: dict | None, asked, unit: str | None) -> frappe._dict:
	value, earlier = indicators.value(indicator, now), indicators.value(indicator, before)
	is_rate = indicator.shown_as == indicators.RATE
	compared = rates.compared_rate(value, earlier) if is_rate else rates.compared_count(value, earlier)
	measures = indicators.measures(indicator)
	behind = {
		key: asking.behind(measure, unit or asked.unit, asked.days) for key, measure in measures.items()
	}
	return frappe._dict(
		indicator=indicator.name,
		who=who,
		value=value,
		value_text=(rates.shown(value) + "%" if value is not None else changes.NOTHING)
		if is_rate
		else f"{value:,.2f}".removesuffix(".00"),
		part=(now or {}).get("part", 0),
		whole=(now or {}).get("whole", 0) if is_rate else None,
		points=compared.points if is_rate else "",
		percent=compared.percent,
		behind=behind,
	)


def _columns(label: str, one: bool) -> list[dict]:
	return [
		sheets.text("who", _("Unit Name") if one else _("Indicator Name"), 220, "left"),
		sheets.text("value_text", _("Indicator Value"), 110),
		sheets.whole("part", _("Numerator"), 110),
		sheets.whole("whole", _("Denominator"), 110),
		sheets.share("points", _("{0} (Percentage Points)").format(_(label)), 140, "points"),
		sheets.share("percent", _("{0} (%)").format(_(label)), 110, "percent"),
	]

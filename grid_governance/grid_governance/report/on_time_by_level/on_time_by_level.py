"""按时办结情况: clocks met and breached by limit and by the level, or unit, that was charged with the hop."""

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import sheets, timeliness
from grid_governance.figures import changes, places

BY = {"Level": "level", "Charged Unit": "charged_unit"}


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit, time (cases/statistics/asked.py), shown_by (Level, Charged Unit).

	On-time rate = met / (met + breached) of the clocks decided in the time. What still runs is counted apart.
	"""
	asked = asking.read(filters)
	by = BY.get((filters or {}).get("shown_by") or "Level")
	if not by:
		frappe.throw(_("{0} is no way to show this report.").format(filters.get("shown_by")))
	units = places.looked_in(asked.unit, timeliness.CLOCK)
	found = {(row.limit_name, row[by]): row for row in timeliness.clocks(units, asked.days, by)}
	running = timeliness.running(units, by)
	names = places.names({key[1] for key in {*found, *running} if key[1]}) if by == "charged_unit" else {}
	rows = []
	for limit, who in sorted({*found, *running}, key=_order):
		row = found.get((limit, who)) or frappe._dict(met=0, breached=0)
		rows.append(_row(asked, by, limit, who, row, running.get((limit, who), 0), names))
	sums = {key: sum(row[key] for row in rows) for key in ("met", "breached", "decided", "running")}
	total = sheets.total({**sums, "rate": changes.rate(sums["met"], sums["decided"])}, "limit_label")
	return _columns(by), [*rows, total] if rows else [], None, _chart(rows)


def _order(key: tuple) -> tuple:
	options = frappe.get_meta(timeliness.CLOCK).get_field("limit_name").options.split("\n")
	return (options.index(key[0]) if key[0] in options else len(options), len(key[1] or ""), key[1] or "")


def _row(asked, by: str, limit: str, who: str | None, row, running: int, names: dict) -> frappe._dict:
	met, breached = int(row.met), int(row.breached)
	own = {"limit_name": limit, by: who or ["is", "not set"]}
	if asked.unit:
		own["grid_unit"] = asking.inside(asked.unit)
	days = [str(asked.days[0]), str(asked.days[1])]

	def behind(**more) -> dict:
		return {"doctype": timeliness.CLOCK, "filters": {**own, **more}}

	return frappe._dict(
		limit_label=_(limit),
		who=names.get(who, who) if by == "charged_unit" else _(who or "–"),
		met=met,
		breached=breached,
		decided=met + breached,
		rate=changes.rate(met, met + breached),
		running=running,
		behind={
			"met": behind(clock_state="Met", stopped_at=["between", days], breached_at=["is", "not set"]),
			"breached": behind(breached_at=["between", days]),
			"running": behind(clock_state=["in", list(timeliness.RUNNING)], breached_at=["is", "not set"]),
		},
	)


def _columns(by: str) -> list[dict]:
	return [
		sheets.text("limit_label", _("Limit Kept"), 150, "left"),
		sheets.text("who", _("Level") if by == "level" else _("Charged Unit"), 150, "left"),
		sheets.whole("decided", _("Clocks Decided"), 110),
		sheets.whole("met", _("Met In Time"), 110),
		sheets.whole("breached", _("Breached In Time Asked"), 110),
		sheets.share("rate", _("On-time Rate (%)"), 130),
		sheets.whole("running", _("Still Running"), 110),
	]


def _chart(rows: list) -> dict | None:
	limits: dict[str, list[int]] = {}
	for row in rows:
		pair = limits.setdefault(row.limit_label, [0, 0])
		pair[0] += row.met
		pair[1] += row.breached
	shown = {limit: pair for limit, pair in limits.items() if any(pair)}
	return sheets.bars(
		list(shown),
		(_("Met In Time"), [pair[0] for pair in shown.values()]),
		(_("Breached In Time Asked"), [pair[1] for pair in shown.values()]),
		colors=(sheets.GREEN, sheets.RED),
	)

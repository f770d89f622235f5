"""积分概况: the units below the chosen one, 市-县-镇-村-网格, and how each of them takes part."""

import frappe
from frappe import _

from grid_governance.figures import changes, places
from grid_governance.figures.columns import column
from grid_governance.points.standing import asked as asking
from grid_governance.points.standing import bases, ranking
from grid_governance.registry import codes


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of points/standing/asked.py. One row per unit below the chosen one (its own records beside them).

	Columns: subjects on the register today, accounts with points, participation (per cent) with its change in
	percentage points, earned, per subject, 环比 and 同比 of what was earned, redeemed points and value, deeds.
	"""
	asked = asking.read(filters)
	below = places.below(asked.unit, asked.units)
	length = max((len(unit) for unit in below), default=places.EVERYWHERE)
	rows = _rows(asked, below, length)
	return _columns(asked), rows, None, _chart(rows), _summary(rows, asked)


def _rows(asked, below: dict[str, str], length: int) -> list[frappe._dict]:
	now, before = ranking.by_unit(asked, length), ranking.by_unit(asked, length, asked.span.before)
	year, base = ranking.by_unit(asked, length, asked.span.year_before), bases.by_unit(asked, length)
	value = bases.redeemed_value(asked, length)
	nothing = frappe._dict(accounts=0, earned=0, deducted=0, redeemed=0, deeds=0)
	found = {*below, *now, *base}
	names = {**places.names(found - below.keys()), **below}
	rows = []
	for unit in sorted(found):
		sums, earlier = now.get(unit, nothing), before.get(unit, nothing)
		heads = base.get(unit, 0)
		share = changes.rate(sums.accounts, heads)
		rows.append(
			frappe._dict(
				unit=unit,
				unit_name=places.own_name(asked.unit, unit, names),
				drill=int(unit in below and codes.level(unit) < len(codes.LENGTHS)),
				heads=heads,
				accounts=sums.accounts,
				participation=share,
				participation_change=changes.points_of_change(share, changes.rate(earlier.accounts, heads)),
				earned=sums.earned,
				per_head=changes.per_head(sums.earned, heads),
				before=earlier.earned,
				change=changes.in_percent(changes.change(sums.earned, earlier.earned)),
				year_earned=year.get(unit, nothing).earned,
				year_change=changes.in_percent(changes.change(sums.earned, year.get(unit, nothing).earned)),
				redeemed=sums.redeemed,
				value=value.get(unit, 0),
				deeds=sums.deeds,
			)
		)
	return rows


def _columns(asked) -> list[dict]:
	def text(fieldname: str, label: str) -> dict:
		return column(fieldname, label, width=90, align="right")

	def whole(fieldname: str, label: str) -> dict:
		return column(fieldname, label, "Int", 100)

	def decimal(fieldname: str, label: str, width: int = 110, precision: int = 1) -> dict:
		return column(fieldname, label, "Float", width, precision=precision)

	return [
		column("unit", _("Code"), width=150, align="left"),
		column("unit_name", _("Unit Name"), width=160),
		whole("heads", _(bases.BASES[asked.subject_class][1])),
		whole("accounts", _("Accounts That Earned")),
		decimal("participation", _("Participation (%)")),
		decimal("participation_change", _("Change (Percentage Points)"), 130),
		whole("earned", _("Points Earned")),
		decimal("per_head", _("Points Per Subject")),
		text("change", _("Month-on-month")),
		text("year_change", _("Year-on-year")),
		whole("redeemed", _("Points Redeemed")),
		decimal("value", _("Value Redeemed (Yuan)"), 130, 2),
		whole("deeds", _("Deeds Counted")),
	]


def _chart(rows: list) -> dict | None:
	shown = [row for row in rows if row.earned or row.redeemed]
	if not shown:
		return None
	return {
		"data": {
			"labels": [row.unit_name for row in shown],
			"datasets": [
				{"name": _("Points Earned"), "values": [row.earned for row in shown]},
				{"name": _("Points Redeemed"), "values": [row.redeemed for row in shown]},
			],
		},
		"type": "bar",
		"animate": 0,  # printed or left while it moves, the bars are not there yet
		"colors": ["#C0392B", "#E0A030"],
	}


def _summary(rows: list, asked) -> list[dict]:
	heads, accounts = sum(row.heads for row in rows), sum(row.accounts for row in rows)
	earned, before = sum(row.earned for row in rows), sum(row.before for row in rows)
	year = sum(row.year_earned for row in rows)
	share = changes.rate(accounts, heads)
	return [
		{"label": _(bases.BASES[asked.subject_class][1]), "value": heads, "datatype": "Int"},
		{"label": _("Participation (%)"), "value": "–" if share is None else f"{share}%", "datatype": "Data"},
		{"label": _("Points Earned"), "value": earned, "datatype": "Int"},
		{
			"label": _("Month-on-month"),
			"value": changes.in_percent(changes.change(earned, before)),
			"datatype": "Data",
		},
		{
			"label": _("Year-on-year"),
			"value": changes.in_percent(changes.change(earned, year)),
			"datatype": "Data",
		},
		{"label": _("Points Redeemed"), "value": sum(row.redeemed for row in rows), "datatype": "Int"},
		{
			"label": _("Value Redeemed (Yuan)"),
			"value": round(sum(row.value for row in rows), 2),
			"datatype": "Float",
		},
	]

"""积分排行榜: who earned most in a unit, by month, quarter, points year or months; ties share a rank."""

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.figures import changes
from grid_governance.figures.columns import column
from grid_governance.points.ledger.faces import faces
from grid_governance.points.standing import asked as asking
from grid_governance.points.standing import ranking

MOST = 1000
CHARTED = 10


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of points/standing/asked.py, and top (how many, default 100, at most 1,000).

	One row per account: rank, name, group, unit, points (earned less deducted), earned, deducted, deeds,
	redeemed, balance, points of the period before and the change in per cent (环比).
	"""
	filters = frappe._dict(filters or {})
	asked = asking.read(filters)
	limit = min(max(cint(filters.top) or 100, 1), MOST)
	rows = ranking.top(asked, limit)
	facts = faces(row.account for row in rows)
	before = ranking.points_of(asked, [row.account for row in rows], asked.span.before)
	for row in rows:
		row.update(facts.get(row.account, {}))
		row.before = before.get(row.account, 0)
		row.change = changes.in_percent(changes.change(row.points, row.before))
	return _columns(asked), rows, None, _chart(rows), _summary(asked)


def _columns(asked) -> list[dict]:
	columns = [
		column("rank", _("Rank"), "Int", 70),
		column("account", _("Points Account"), "Link", 120, options="Points Account", hidden=1),
		column("subject_name", _("Subject Name"), width=130),
		column("group", _("Villagers' Group"), align="left"),
		column("unit_name", _("Grid Unit"), width=170),
		column("points", _("Points"), "Int", 90),
		column("earned", _("Points Earned"), "Int", 100),
		column("deducted", _("Points Deducted"), "Int", 100),
		column("deeds", _("Deeds Counted"), "Int", 100),
		column("redeemed", _("Points Redeemed"), "Int", 100),
		column("balance", _("Balance"), "Int", 100),
		column("before", _("Period Before"), "Int", 100),
		column("change", _("Month-on-month"), width=90, align="right"),
	]
	# what is redeemed belongs to no category
	return [one for one in columns if one["fieldname"] != "redeemed" or not asked.category]


def _chart(rows: list) -> dict | None:
	shown = rows[:CHARTED]
	if not shown:
		return None
	values = [int(row.points) for row in shown]
	return {
		"data": {
			"labels": [row.get("subject_name") or "–" for row in shown],
			"datasets": [{"name": _("Points"), "values": values}],
		},
		"type": "bar",
		"animate": 0,  # printed or left while it moves, the bars are not there yet
		"colors": ["#C0392B"],
	}


def _summary(asked) -> list[dict]:
	now, before = ranking.totals(asked), ranking.totals(asked, asked.span.before)
	year = ranking.totals(asked, asked.span.year_before)
	return [
		{"label": _("Accounts That Earned"), "value": now.accounts, "datatype": "Int"},
		{"label": _("Points Earned"), "value": now.earned, "datatype": "Int"},
		{
			"label": _("Month-on-month"),
			"value": changes.in_percent(changes.change(now.earned, before.earned)),
			"datatype": "Data",
		},
		{
			"label": _("Year-on-year"),
			"value": changes.in_percent(changes.change(now.earned, year.earned)),
			"datatype": "Data",
		},
	]

"""积分排行榜: who earned most in a unit, by month, quarter, points year or months; ties share a rank."""

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.figures import changes
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
	account = {"fieldtype": "Link", "options": "Points Account", "hidden": 1}
	columns = [
		{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Int", "width": 70},
		{"fieldname": "account", "label": _("Points Account"), "width": 120, **account},
		{"fieldname": "subject_name", "label": _("Subject Name"), "fieldtype": "Data", "width": 130},
		{
			"fieldname": "group",
			"label": _("Villagers' Group"),
			"fieldtype": "Data",
			"width": 110,
			"align": "left",
		},
		{"fieldname": "unit_name", "label": _("Grid Unit"), "fieldtype": "Data", "width": 170},
		{"fieldname": "points", "label": _("Points"), "fieldtype": "Int", "width": 90},
		{"fieldname": "earned", "label": _("Points Earned"), "fieldtype": "Int", "width": 100},
		{"fieldname": "deducted", "label": _("Points Deducted"), "fieldtype": "Int", "width": 100},
		{"fieldname": "deeds", "label": _("Deeds Counted"), "fieldtype": "Int", "width": 100},
		{"fieldname": "redeemed", "label": _("Points Redeemed"), "fieldtype": "Int", "width": 100},
		{"fieldname": "balance", "label": _("Balance"), "fieldtype": "Int", "width": 100},
		{"fieldname": "before", "label": _("Period Before"), "fieldtype": "Int", "width": 100},
		{
			"fieldname": "change",
			"label": _("Month-on-month"),
			"fieldtype": "Data",
			"width": 90,
			"align": "right",
		},
	]
	# what is redeemed belongs to no category
	return [column for column in columns if column["fieldname"] != "redeemed" or not asked.category]


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

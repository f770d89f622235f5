"""项目使用情况: how often each item was counted in a unit, and which were never used."""

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.figures import changes
from grid_governance.figures.columns import column
from grid_governance.figures.spans import Span
from grid_governance.points.rulebook import catalogue
from grid_governance.points.standing import asked as asking
from grid_governance.registry import codes

CHARTED = 10


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of standing/asked.py. One row per item that was counted, most used first, then those in use that
	nobody used: item, category, deeds, accounts, points, share of all points, 环比 and 同比 of the deeds.
	"""
	asked = asking.read(filters)
	now, before = _use(asked, asked.span), _use(asked, asked.span.before)
	year = _use(asked, asked.span.year_before)
	total = sum(row.points for row in now.values())
	items = _items({*now, *before}, asked)
	rows = []
	for name, item in items.items():
		use = now.get(name) or frappe._dict(deeds=0, accounts=0, points=0)
		rows.append(
			frappe._dict(
				item=name,
				item_code=item.item_code,
				item_name=item.item_name,
				category=_(item.category) if item.category else "",
				**use,
				share=changes.rate(use.points, total),
				change=changes.in_percent(changes.change(use.deeds, _deeds(before, name))),
				year_change=changes.in_percent(changes.change(use.deeds, _deeds(year, name))),
			)
		)
	rows.sort(key=lambda row: (-row.deeds, row.item_code or "", row.item_name))
	return _columns(), rows, None, _chart(rows)


def _deeds(use: dict, name: str) -> int:
	return use[name].deeds if name in use else 0


def _use(asked, span: Span) -> dict[str, frappe._dict]:
	"""item → deeds that stand, accounts, points. A reversal counts where the deed did."""
	ranges = [permissions.in_range("e.grid_unit", unit) for unit in asked.units if unit]
	places = [f"({' or '.join(ranges)})"] if ranges else [] if "" in asked.units else ["1 = 0"]
	days = {span.days(month) for month in asked.books.values()} or {span.days()}
	mine = permissions.conditions("Points Entry", table="e")
	where = " and ".join([part for part in (mine, *places) if part] or ["1 = 1"])
	# raw SQL: a CASE over a self join; posting_date only narrows the index, nothing is posted before its deed
	rows = frappe.db.sql(
		f"""select u.item, sum(u.deeds) as deeds, count(if(u.deeds > 0, 1, null)) as accounts, sum(u.points) as points
		from (select coalesce(o.item, e.item) as item, e.account, sum(if(o.name is null, 1, -1)) as deeds,
				sum(e.points) as points
			from `tabPoints Entry` e left join `tabPoints Entry` o on o.name = e.reverses
			where {where.replace("%", "%%")} and e.book in %(books)s and coalesce(o.kind, e.kind) = 'Award'
				and e.posting_date >= %(first)s
				and coalesce(o.deed_date, e.deed_date) between %(first)s and %(last)s
				and coalesce(o.item, e.item) is not null
			group by 1, 2) u
		group by u.item having deeds <> 0 or points <> 0""",
		{
			"books": list(asked.books) or [""],
			"first": min(first for first, _last in days),
			"last": max(last for _first, last in days),
		},
		as_dict=True,
	)
	return {
		row.item: frappe._dict(deeds=int(row.deeds), accounts=row.accounts, points=int(row.points))
		for row in rows
	}


def _items(used: set[str], asked) -> dict[str, frappe._dict]:
	"""The items used, and those in use for this class and place that nobody used."""
	item = frappe.qb.DocType("Points Item")
	columns = (item.name, item.item_code, item.item_name, item.category, item.grid_unit)
	query = frappe.qb.from_(item).select(*columns)
	if asked.category:
		query = query.where(item.category == asked.category)
	field = item[catalogue.CLASS_FIELDS[asked.subject_class]]
	offered = query.where((item.status == "In Use") & (field == 1)).run(as_dict=True)
	rows = [row for row in offered if _valid_there(row.grid_unit or "", asked.units)]
	known = {row.name for row in rows}
	more = [name for name in used if name not in known]
	if more:
		rows += query.where(item.name.isin(more)).run(as_dict=True)
	return {row.name: row for row in rows}


def _valid_there(owner: str, units: list[str]) -> bool:
	"""An item of the site, of a unit above, or of one inside."""
	return not owner or any(codes.contains(owner, unit) or codes.contains(unit, owner) for unit in units)


def _columns() -> list[dict]:
	return [
		column("item", _("Points Item"), "Link", options="Points Item", hidden=1),
		column("item_code", _("Item Code"), width=80),
		column("item_name", _("Item Name"), width=320),
		column("category", _("Category"), width=220),
		column("deeds", _("Deeds Counted"), "Int", 100),
		column("accounts", _("Accounts That Earned"), "Int"),
		column("points", _("Points"), "Int", 90),
		column("share", _("Share (%)"), "Float", 90, precision=1),
		column("change", _("Month-on-month"), width=90, align="right"),
		column("year_change", _("Year-on-year"), width=90, align="right"),
	]


def _chart(rows: list) -> dict | None:
	shown = [row for row in rows if row.deeds][:CHARTED]
	if not shown:
		return None
	return {
		"data": {
			"labels": [row.item_code or row.item_name for row in shown],
			"datasets": [{"name": _("Deeds Counted"), "values": [row.deeds for row in shown]}],
		},
		"type": "bar",
		"animate": 0,  # printed or left while it moves, the bars are not there yet
		"colors": ["#C0392B"],
	}

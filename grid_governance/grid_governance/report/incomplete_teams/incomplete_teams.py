"""Units whose team is smaller than the duties' team rules ask (1+1+1+n and its like)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from grid_governance import permissions, serving


def execute(filters: dict | None = None) -> tuple[list[dict], list[list]]:
	"""One row per unit and duty that lacks people: unit, name, level, duty, expected, there, missing."""
	columns = [
		{
			"fieldname": "unit",
			"label": _("Grid Unit"),
			"fieldtype": "Link",
			"options": "Grid Unit",
			"width": 180,
		},
		{"fieldname": "unit_name", "label": _("Name"), "fieldtype": "Data", "width": 160},
		{"fieldname": "level", "label": _("Level"), "fieldtype": "Data", "width": 120},
		{"fieldname": "duty", "label": _("Duty"), "fieldtype": "Data", "width": 180},
		{"fieldname": "expected", "label": _("Expected"), "fieldtype": "Int", "width": 90},
		{"fieldname": "there", "label": _("There"), "fieldtype": "Int", "width": 90},
		{"fieldname": "missing", "label": _("Missing"), "fieldtype": "Int", "width": 90},
	]
	rules = frappe.get_all(
		"Grid Duty",
		{"enabled": 1, "team_level": ["is", "set"], "team_minimum": [">", 0]},
		["name", "team_level", "team_minimum"],
	)
	held = _held()
	rows = [
		[
			unit.name,
			unit.unit_name,
			_(unit.level),
			_(rule.name),
			rule.team_minimum,
			held.get((unit.name, rule.name), 0),
			rule.team_minimum - held.get((unit.name, rule.name), 0),
		]
		for unit in _units({rule.team_level for rule in rules})
		for rule in rules
		if rule.team_level == unit.level and held.get((unit.name, rule.name), 0) < rule.team_minimum
	]
	return columns, rows


def _units(levels: set[str]) -> list:
	"""Units in use of these levels, where the user may see workers."""
	user = frappe.session.user
	ranges = [permissions.in_range("name", p.unit) for p in permissions.granting_posts("Grid Worker", "read")]
	if not levels or (user != "Administrator" and not ranges):
		return []
	where = "" if user == "Administrator" else f"and ({' or '.join(ranges)})"
	# raw SQL: the range conditions of permissions.py are SQL texts
	return frappe.db.sql(
		f"""select name, unit_name, level from `tabGrid Unit`
		where status != 'Closed' and level in %(levels)s {where} order by name""",
		{"levels": tuple(levels)},
		as_dict=True,
	)


def _held() -> dict[tuple[str, str], int]:
	"""(unit, duty) → people who hold it today."""
	query, worker, post, _duty = serving.today()
	rows = (
		query.select(post.grid_unit, post.duty, Count(worker.name).distinct())
		.groupby(post.grid_unit, post.duty)
		.run()
	)
	return {(unit, duty): count for unit, duty, count in rows}

"""Units whose team is smaller than the duties' team rules ask (1+1+1+n and its like)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from grid_governance import permissions, serving
from grid_governance.figures.columns import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[list]]:
	"""One row per unit and duty that lacks people: unit, name, level, duty, expected, there, missing."""
	columns = [
		column("unit", _("Grid Unit"), "Link", 180, options="Grid Unit"),
		column("unit_name", _("Name"), width=160),
		column("level", _("Level"), width=120),
		column("duty", _("Duty"), width=180),
		column("expected", _("Expected"), "Int", 90),
		column("there", _("There"), "Int", 90),
		column("missing", _("Missing"), "Int", 90),
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

"""Merge, split and move units. Units are never renamed: new ones come, living records go over, old ones close.

    plan(rows)      which unit goes where, below them too; refuses what cannot be     (reads only)
    counts(plan)    how many records of each DocType would move                        (reads only)
    carry_out(plan) new units, one UPDATE per table, old units closed with successor   (caller's transaction)

What moves is said by SCOPES: a DocType that is living, wholly or by its condition, and its children that
point to a unit. History keeps the old code; whoever holds a post over the successor reads it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance import permissions, reach
from grid_governance.registry import bulk, codes, divisions
from grid_governance.scopes import SCOPES

MERGE, SPLIT, MOVE = "Merge Units", "Split Unit", "Move Units"
# rows of a living record that are history themselves: a post that has ended stays where it was
# (the day is the site's, not the database server's, which may stand in another time zone)
CHILD_LIVING = {"Grid Post": "(c.`to_date` is null or c.`to_date` >= {today})"}
CARRIED = ("kind", "expected_households", "boundary", "external_code")


class ReorganisationError(frappe.ValidationError):
	"""The plan cannot be carried out; the message says which row and why."""


@dataclass
class Plan:
	"""moves: old → new unit, below the named ones too; new: code → (name, predecessor or None), parents first."""

	moves: dict[str, str] = field(default_factory=dict)
	new: dict[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
	"""One row as given: its number, the old unit (or None), the new code and the name wanted."""

	number: int
	old: str | None
	new: str
	name: str


def plan(kind: str, rows: Iterable[dict]) -> Plan:
	"""Work out who goes where. `rows`: dicts with from_unit, to_code, to_name. Raises ReorganisationError."""
	lines = [_line(number, row) for number, row in enumerate(rows, start=1)]
	old = {line.old: line for line in lines if line.old}
	stored = _stored({c for line in lines for c in (line.old, line.new, codes.parent(line.new)) if c})
	_check_shape(kind, lines)
	for line in lines:
		_check_line(line, lines, old, stored)
	result = Plan()
	for line in sorted(lines, key=lambda line: line.new):
		if line.new not in stored and line.new not in result.new:
			predecessor = next((other.old for other in lines if other.new == line.new and other.old), None)
			name = next((other.name for other in lines if other.new == line.new and other.name), None)
			result.new[line.new] = (name or stored[predecessor].unit_name, predecessor)
	_go_below(result, {line.old: line.new for line in lines if line.old})
	_name_apart(result, {line.new for line in lines if line.name})
	return result


def _line(number: int, row: dict) -> Line:
	try:
		code = codes.normalise(row.get("to_code"))
	except codes.CodeError as error:
		_refuse(number, _("{0} is not a unit code: {1}.").format(row.get("to_code"), _(error.args[0])))
	return Line(number, row.get("from_unit") or None, code, (row.get("to_name") or "").strip())


def _stored(names: Iterable[str]) -> dict[str, dict]:
	unit = frappe.qb.DocType("Grid Unit")
	rows = (
		frappe.qb.from_(unit)
		.select(unit.name, unit.unit_name, unit.status, unit.successor)
		.where(unit.name.isin(list(names)))
		.for_update()
		.run(as_dict=True)
	)
	return {row.name: row for row in rows}


def _check_shape(kind: str, lines: list[Line]) -> None:
	targets = {line.new for line in lines}
	leaving = [line.old for line in lines if line.old]
	if not leaving:
		frappe.throw(_("No row names an old unit."), ReorganisationError)
	if len(set(leaving)) < len(leaving):
		frappe.throw(_("An old unit stands in two rows. Each goes to one new unit."), ReorganisationError)
	if kind == MERGE and len(targets) > 1:
		frappe.throw(_("A merger has one new unit; here are {0}.").format(len(targets)), ReorganisationError)
	if kind == SPLIT and len(targets) < 2:
		frappe.throw(_("A split has at least two new units."), ReorganisationError)
	if kind == MOVE and len(targets) < len(lines):
		frappe.throw(
			_("When units move, each gets a code of its own. To join them use Merge Units."),
			ReorganisationError,
		)


def _check_line(line: Line, lines: list[Line], old: dict[str, Line], stored: dict[str, dict]) -> None:
	above = codes.parent(line.new)
	if line.old and line.old not in stored:
		_refuse(line.number, _("There is no unit with the code {0}.").format(line.old))
	if line.old and stored[line.old].status == "Closed":
		_refuse(line.number, _("{0} is closed already.").format(line.old))
	if line.old and codes.level(line.old) != codes.level(line.new):
		_refuse(line.number, _("{0} and {1} are not of the same level.").format(line.old, line.new))
	if line.new in old:
		_refuse(line.number, _("{0} is closed by row {1}.").format(line.new, old[line.new].number))
	inside = next((other for other in old if line.new.startswith(other)), None)
	if inside:
		_refuse(line.number, _("{0} lies inside {1}, which is closed.").format(line.new, inside))
	if line.new in stored and stored[line.new].status == "Closed":
		_refuse(
			line.number,
			_("The code {0} belonged to a unit that is closed. Codes are not used again.").format(line.new),
		)
	created = {other.new for other in lines}
	if above and above not in created and (above not in stored or stored[above].status == "Closed"):
		_refuse(
			line.number, _("{0} would belong to {1}, which is not there or closed.").format(line.new, above)
		)
	if not line.old and (line.new in stored or not line.name):
		_refuse(line.number, _("A unit without a predecessor needs a new code and a name."))
	for code in (line.old, line.new):
		if code and not (
			"System Manager" in frappe.get_roles() or permissions.may("Grid Unit", "write", code)
		):
			reach.refuse(code)


def _refuse(number: int, text: str) -> None:
	frappe.throw(_("Row {0}: {1}").format(number, text), ReorganisationError, title=_("Cannot Reorganise"))


def _go_below(result: Plan, explicit: dict[str, str]) -> None:
	"""Everything inside an old unit goes along: same last digits below the new one, or the next free ones."""
	unit = frappe.qb.DocType("Grid Unit")
	inside: dict[str, str] = {}
	for top in explicit:
		inside |= dict(_in(unit, top).where(unit.status != "Closed").run())
	taken = {name for top in set(explicit.values()) for name, _unit_name in _in(unit, top).run()} | set(
		result.new
	)
	for code in sorted(inside):
		if code in explicit:
			result.moves[code] = explicit[code]
			continue
		parent = result.moves[codes.parent(code)]
		target = parent + code[len(codes.parent(code)) :]
		if target in taken:
			below = [name for name in taken if codes.parent(name) == parent]
			target = codes.next_child(parent, below, provisional=codes.level(parent) < 5)
		taken.add(target)
		result.moves[code] = target
		result.new[target] = (inside[code], code)


def _in(unit, top: str):
	low, high = codes.bounds(top)
	query = frappe.qb.from_(unit).select(unit.name, unit.unit_name).where(unit.name >= low)
	return query.where(unit.name < high) if high else query


def _name_apart(result: Plan, typed: set[str]) -> None:
	"""Siblings keep names apart: where two "Grid 1" meet, the later one says where it came from.

	A name that was typed (codes in `typed`) is not altered but refused.
	"""
	unit = frappe.qb.DocType("Grid Unit")
	parents = {codes.parent(code) for code in result.new}
	query = frappe.qb.from_(unit).select(unit.parent_grid_unit, unit.unit_name, unit.name)
	rows = query.where(
		unit.parent_grid_unit.isin([p for p in parents if p]) & (unit.status != "Closed")
	).run()
	used = {(parent, name) for parent, name, code in rows if code not in result.moves}
	for code in sorted(result.new):
		name, predecessor = result.new[code]
		parent = codes.parent(code)
		if (parent, name) in used and predecessor and code not in typed:
			came_from = (
				frappe.db.get_value("Grid Unit", codes.parent(predecessor), "unit_name") or predecessor
			)
			name = f"{name}（{came_from}）"
			if (parent, name) in used:
				name = f"{name} {predecessor}"
		if (parent, name) in used:
			frappe.throw(
				_("{0} is already the name of a unit in {1}. Please choose another.").format(name, parent),
				ReorganisationError,
			)
		used.add((parent, name))
		result.new[code] = (name, predecessor)


# ---------------------------------------------------------------- what moves


def counts(plan: Plan) -> dict[str, int]:
	"""DocType → how many living records would move, those with none left out."""
	found = {}
	for doctype, table, place, where in _tables():
		number = frappe.db.sql(
			f"select count(*) from {table} where {place} in %(old)s and {where}", {"old": tuple(plan.moves)}
		)[0][0]
		if number:
			found.setdefault(doctype, number)
	return found


def carry_out(plan: Plan) -> dict[str, int]:
	"""Do it, in the caller's transaction; returns DocType → records moved. plan() has judged."""
	_create(plan)
	bulk.update_each(
		"Grid Unit", ["status", "successor"], {old: ("Closed", new) for old, new in plan.moves.items()}
	)
	moved = {}
	for doctype, table, place, where in _tables():
		# raw: one UPDATE; the closed units themselves say where their records go
		frappe.db.sql(
			f"update {table} set {place} = (select u.`successor` from `tabGrid Unit` u where u.`name` = {place})"
			f" where {place} in %(old)s and {where}",
			{"old": tuple(plan.moves)},
		)
		if frappe.db._cursor.rowcount > 0:
			moved.setdefault(doctype, frappe.db._cursor.rowcount)
	frappe.cache.delete_keys("document_cache")
	permissions.forget_posts()
	return moved


def _create(plan: Plan) -> None:
	unit = frappe.qb.DocType("Grid Unit")
	predecessors = [old for _name, old in plan.new.values() if old]
	query = frappe.qb.from_(unit).select(unit.name, *CARRIED).where(unit.name.isin(predecessors or [""]))
	carried = {name: rest for name, *rest in query.run()}
	standard = bulk.standard_columns()
	columns = (
		"name",
		"code",
		"unit_name",
		"parent_grid_unit",
		"level",
		"status",
		"lft",
		"rgt",
		"is_group",
		*CARRIED,
	)
	rows = []
	for code, (name, old) in sorted(plan.new.items()):
		status = "Provisional" if codes.is_provisional(code) else "In Use"
		kind, *rest = carried.get(old, ("", 0, None, None))
		tree = (*codes.tree_bounds(code), int(codes.level(code) < len(codes.LENGTHS)))
		record = (code, code, name, codes.parent(code), codes.level_name(code), status, *tree)
		rows.append((*record, divisions.kind_of(code) or kind, *rest, *standard.values()))
	bulk.insert("Grid Unit", (*columns, *standard), rows)


def _tables() -> Iterator[tuple[str, str, str, str]]:
	"""(DocType, table with alias, column of a unit, condition on the living rows); its place comes first."""
	for doctype, scope in SCOPES.items():
		if not scope.living or scope.place == "name":
			continue
		condition = "1=1" if scope.living is True else f"({scope.living})"
		columns = [scope.place, *(name for name in _unit_columns(doctype) if name != scope.place)]
		for column in columns:
			yield doctype, f"`tab{doctype}`", f"`tab{doctype}`.`{column}`", condition
		for child in scope.children:
			for column in _unit_columns(child):
				living = CHILD_LIVING.get(child, "1=1").format(today=frappe.db.escape(nowdate()))
				parents = f"c.`parent` in (select `name` from `tab{doctype}` where {condition})"
				of_parent = f"c.`parenttype` = '{doctype}' and {parents}"
				yield child, f"`tab{child}` c", f"c.`{column}`", f"{of_parent} and {living}"


def _unit_columns(doctype: str) -> list[str]:
	fields = frappe.get_meta(doctype).get("fields", {"fieldtype": "Link", "options": "Grid Unit"})
	return [field.fieldname for field in fields if not field.get("is_virtual")]

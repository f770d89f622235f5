"""A catalogue from Excel: compared with what stands, written all or nothing by the rules of the form.

compare(path)   what would be added and changed, and what is wrong; nothing is written
bring_in(path)  the same, written; raises when one cell is wrong
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.points.rulebook import catalogue, catalogue_reading, catalogue_sheet
from grid_governance.points.rulebook.catalogue_sheet import COLUMNS
from grid_governance.points.rulebook.notation import caps_of, caps_text, levels_of, levels_text
from grid_governance.registry.importing.columns import CHECK, DATE, OPTION
from grid_governance.registry.problems import Problem, ProblemError

DOCTYPE = "Points Item"
MOST_SHOWN = 30
DEFAULTS = {"status": "In Use", "times_per_day": 1, "per": "次"}


@dataclass
class Result:
	"""added and changed: {row, item_code, item_name, changes}; wrong: {row, column, text}; unchanged: how many."""

	added: list[dict] = field(default_factory=list)
	changed: list[dict] = field(default_factory=list)
	wrong: list[dict] = field(default_factory=list)
	unchanged: int = 0


def download() -> bytes:
	"""All items that the user reads, as an .xlsx in the user's language."""
	names = frappe.get_list(
		DOCTYPE, pluck="name", order_by="item_code asc, item_name asc", limit_page_length=0
	)
	items = (values_of(frappe.get_cached_doc(DOCTYPE, name)) for name in names)
	return catalogue_sheet.workbook(items, _categories(), _)


def values_of(doc) -> dict:
	"""An item as its line has it: fieldname → value, levels and caps as text, empty things None."""
	values = {column.field: doc.get(column.field) or None for column in COLUMNS}
	values["levels"] = levels_text({row.level_name: row.points for row in doc.levels}) or None
	values["caps"] = caps_text(catalogue.caps(doc)) or None
	for column in COLUMNS:
		if column.kind == CHECK:
			values[column.field] = int(doc.get(column.field) or 0)
		elif column.kind == DATE and values[column.field]:
			values[column.field] = getdate(values[column.field])
		elif isinstance(values[column.field], str):
			values[column.field] = values[column.field].strip()
	return values


def compare(path: Path) -> Result:
	"""Try it and take it back: the form's own rules say what is wrong."""
	frappe.db.savepoint("catalogue_upload")
	try:
		return _write(path)
	finally:
		frappe.db.rollback(save_point="catalogue_upload")
		for name in frappe.flags.pop("catalogue_written", None) or ():
			frappe.clear_document_cache(DOCTYPE, name)


def bring_in(path: Path) -> Result:
	"""Write added and changed items. Raises frappe.ValidationError naming the wrong cells; then nothing is written."""
	frappe.db.savepoint("catalogue_upload")
	result = _write(path)
	if result.wrong:
		frappe.db.rollback(save_point="catalogue_upload")
		for name in frappe.flags.pop("catalogue_written", None) or ():
			frappe.clear_document_cache(DOCTYPE, name)
		lines = [
			_("Row {0}, {1}: {2}").format(w["row"], w["column"], w["text"]) for w in result.wrong[:MOST_SHOWN]
		]
		frappe.throw(
			"<br>".join(frappe.utils.escape_html(line) for line in lines), title=_("Nothing Was Changed")
		)
	return result


def _write(path: Path) -> Result:
	result = Result()
	written = frappe.flags.catalogue_written = []
	try:
		lines = catalogue_reading.read(path, catalogue_reading.words(_categories(), _))
	except ProblemError as error:
		result.wrong.append({"row": "–", "column": "–", "text": error.problem.text(_)})
		return result
	seen: dict[str, int] = {}
	for line in lines:
		values = line.values
		key = str(values.get("item_code") or f"{values.get('item_name')}|{values.get('grid_unit') or ''}")
		if key in seen:
			twice = Problem(
				"item_code", "The same item stands in row {0}.", "Delete one of the two rows.", (seen[key],)
			)
			line.problems.append(twice)
		seen[key] = line.number
		if line.problems:
			result.wrong += [
				{"row": line.number, "column": _(header(p.field)), "text": p.text(_)} for p in line.problems
			]
			continue
		name = _bring(line, result)
		if name:
			written.append(name)
	return result


def _bring(line: catalogue_reading.Line, result: Result) -> str | None:
	"""Save one line; what the form refuses becomes a problem of the line."""
	doc = _known(line.values) or frappe.new_doc(DOCTYPE)
	fresh = doc.is_new()
	before = {} if fresh else values_of(doc)
	values = {k: v for k, v in line.values.items() if v is not None or not fresh}
	values |= {k: v for k, v in DEFAULTS.items() if not values.get(k) and (fresh or k in values)}
	changes = _changes(before, values)
	if not fresh and not changes:
		result.unchanged += 1
		return None
	_fill(doc, values)
	told = {"row": line.number, "item_code": doc.item_code or "", "item_name": doc.item_name}
	messages = list(frappe.local.message_log)
	try:
		if not fresh:
			doc.check_permission("write")
		doc.save()
	except frappe.PermissionError:
		text = (
			_("You may not add items there. Please write the code of your own unit.")
			if fresh
			else _("This item belongs to {0}; you may not change it.").format(
				before["grid_unit"] or _("the whole site")
			)
		)
		result.wrong.append({"row": line.number, "column": _(header("grid_unit")), "text": text})
	except frappe.ValidationError as error:
		text = frappe.utils.strip_html(str(error)) or _("The line is not valid.")
		result.wrong.append({"row": line.number, "column": _(header("item_name")), "text": text})
	else:
		(result.added if fresh else result.changed).append({**told, "changes": changes})
		return doc.name
	finally:
		frappe.local.message_log = messages
	return None


def _known(values: dict):
	"""The item that the line means: by its code, else by name and owner unit."""
	by_name = {
		"item_name": values.get("item_name"),
		"grid_unit": values.get("grid_unit") or ["is", "not set"],
	}
	filters = {"item_code": values["item_code"]} if values.get("item_code") else by_name
	name = frappe.db.get_value(DOCTYPE, filters)
	return frappe.get_doc(DOCTYPE, name) if name else None


def _fill(doc, values: dict) -> None:
	for name, value in values.items():
		if name == "levels":
			rows = levels_of(value).items()
			doc.set("levels", [{"level_name": level, "points": points} for level, points in rows])
		elif name == "caps":
			doc.set("caps", [vars(cap) for cap in caps_of(value)])
		else:
			doc.set(name, value)


def _changes(before: dict, values: dict) -> list[str]:
	"""Each change in words: 分值：5 → 6."""
	found = []
	for column in COLUMNS:
		if column.field not in values:
			continue
		old, new = (source.get(column.field) or None for source in (before, values))
		if old != new:
			say = (lambda v: _(str(v)) if v else "–") if column.kind == OPTION else (lambda v: str(v or "–"))
			found.append(f"{_(column.header)}：{say(old)} → {say(new)}")
	return found


def header(name: str) -> str:
	return next((column.header for column in COLUMNS if column.field == name), "Points Item")


def _categories() -> list[str]:
	return frappe.get_all("Points Category", {"enabled": 1}, pluck="name", order_by="sort_order asc")

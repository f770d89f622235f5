"""The workbook of a round against what is stored: only what differs is written, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import escape_html

from grid_governance.points.declaring import round_sheet, round_workbook, rounds
from grid_governance.points.declaring.round_workbook import LARGEST_FILE
from grid_governance.points.rulebook import rules
from grid_governance.points.rulebook.messages import words
from grid_governance.registry.problems import ProblemError

TICKS = ("√", "✓", "✔", "是", "有")
__all__ = ["LARGEST_FILE", "bring_in", "download"]


def download(batch, rows: Sequence[dict]) -> bytes:
	"""The workbook of a round with what is typed already. rows: as api.rounds.read_round gives them."""
	return round_workbook.write(batch.name, round_sheet.columns(batch), rows, _shown(batch.name), _)


def _shown(name: str) -> dict[tuple[str, str], object]:
	"""(subject, item) → points before a campaign, or the name of the level."""
	return {
		(cell.subject, cell.item): cell.level or cell.base_points or cell.points
		for cell in round_sheet.cells(name)
		if cell.status == rounds.OPEN
	}


def bring_in(name: str, path: Path) -> dict:
	"""Take a filled-in workbook over: {saved, removed, unchanged, people_count, points_total}.

	Raises frappe.ValidationError that names the wrong cells, up to rounds.MOST_REFUSED of them.
	"""
	try:
		typed = round_workbook.read(path, name)
	except ProblemError as error:
		frappe.throw(error.problem.text(_), title=_("File Not Read"))
	_check_lines(typed)
	items = {item.name: item for item in round_sheet.items(frappe.get_doc(rounds.DOCTYPE, name))}
	known = _shown(name)
	pairs = [
		(cell, meant)
		for cell in typed
		for meant in [_cell(cell, items)]
		if _plain(meant.level or meant.points) != _plain(known.get((cell.subject, cell.item)))
	]
	changed, cells = [cell for cell, _meant in pairs], [meant for _cell, meant in pairs]
	where = {(cell.subject, cell.item): cell.where for cell in changed}
	_check_figures(changed, cells, items)
	answer = rounds.save_cells(name, cells, whole_sheet=True)
	if answer["refused"]:
		_refuse([(where[wrong["subject"], wrong["item"]], wrong["reason"]) for wrong in answer["refused"]])
	counted = {key: answer[key] for key in ("saved", "removed", "people_count", "points_total")}
	return {**counted, "unchanged": len(typed) - len(changed)}


def _check_lines(typed: Sequence[round_workbook.Typed]) -> None:
	"""Each line is somebody's, and nobody has two."""
	wrong = []
	for cell in typed:
		if not cell.subject:
			wrong.append((cell.where, _("This line has lost its hidden key; nobody knows whose it is.")))
		elif isinstance(cell.value, str) and cell.value.startswith("="):
			wrong.append((cell.where, _("The cell holds a formula. Copy the column and paste it as values.")))
	twice = Counter((cell.subject, cell.item) for cell in typed if cell.subject)
	wrong += [
		(cell.where, _("The same household stands in two lines."))
		for cell in typed
		if twice[cell.subject, cell.item] > 1
	]
	if wrong:
		_refuse(wrong)


def _cell(cell: round_workbook.Typed, items: dict[str, rules.Item]) -> rounds.Cell:
	if cell.item in items and items[cell.item].counting == rules.BY_LEVEL:
		level = None if cell.value is None else str(cell.value)
		return rounds.Cell(cell.subject, cell.item, level=level)
	if cell.value in TICKS and cell.item in items and items[cell.item].counting == rules.FIXED:
		return rounds.Cell(cell.subject, cell.item, points=items[cell.item].points)
	return rounds.Cell(cell.subject, cell.item, points=cell.value)


def _check_figures(typed: Sequence[round_workbook.Typed], cells: Sequence[rounds.Cell], items: dict) -> None:
	"""What is wrong with a figure by itself, in all cells at once; the rest is asked of the rules of deeds."""
	wrong = []
	for cell, meant in zip(typed, cells, strict=True):
		if meant.item not in items:
			wrong.append((cell.where, _("This column is no item of the round any more.")))
		elif not meant.empty:
			try:
				rules.points_for(items[meant.item], meant.points, meant.level)
			except rules.RuleError as error:
				wrong.append((cell.where, _in_sheet(error)))
	if wrong:
		_refuse(wrong)


def _in_sheet(error: rules.RuleError) -> str:
	if error.code != "other_points":
		return words(error)
	sentence = _("{item} gives {expected} points: write {expected} or a tick, or leave the cell empty.")
	return sentence.format(**error.values)


def _plain(value: object) -> str:
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	return "" if value in (None, 0, "0") else str(value)


def _refuse(wrong: Sequence[tuple[str, str]]) -> None:
	shown = [f"{where}: {escape_html(reason)}" for where, reason in wrong[: rounds.MOST_REFUSED]]
	head = _("Nothing was taken over. Wrong cells: {0}.").format(len(wrong))
	frappe.throw("<br>".join([head, *shown]), title=_("Wrong Cells"))

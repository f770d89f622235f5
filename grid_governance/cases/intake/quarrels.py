"""Many small quarrels on one list: a month's trifles, each settled, saved as cases all together or not at all.

Rows come from the screen, from a paste or from Excel as plain text (quarrel_sheet.py: FIELDS). What is wrong is told
by row and field, everything at once; nothing is saved while one row is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import add_years, getdate, nowdate

from grid_governance import criteria, permissions
from grid_governance.cases import steps
from grid_governance.cases.intake import persons, quarrel_sheet
from grid_governance.registry import codes
from grid_governance.registry.importing import cells
from grid_governance.registry.importing.columns import squeeze
from grid_governance.registry.problems import Problem, ProblemError

LONGEST = {"party_a": 120, "party_b": 120, "facts": 2000, "settlement": 2000}


@dataclass
class Words:
	"""What the words in a list may mean in one unit: read once for all rows."""

	unit: str
	categories: dict[str, str]
	places: dict[str, str]
	workers: dict[str, list[str]]
	known: set[tuple] = field(default_factory=set)


def words_of(unit: str) -> Words:
	"""Categories by every usual name, grids of `unit`, and the people posted in it or above it up to the township."""
	categories = {}
	for name in frappe.get_all("Case Category", {"enabled": 1}, pluck="name"):
		for said in (name, _(name), _(name).removesuffix("纠纷")):
			categories[squeeze(said)] = name
	low, high = codes.bounds(unit)
	grids = frappe.get_all(
		"Grid Unit",
		[["name", ">=", low], *([["name", "<", high]] if high else []), ["status", "!=", "Closed"]],
		["name", "unit_name"],
		order_by="name",
		limit=2000,
	)
	places = {squeeze(row.unit_name): row.name for row in reversed(grids)} | {
		row.name: row.name for row in grids
	}
	return Words(unit, categories, places, _workers(unit))


def check(rows: list[dict], unit: str) -> tuple[list[dict], list[dict]]:
	"""(values of the cases to be, [{row, field, message}]); rows count from 1, empty ones are passed over."""
	words = words_of(unit)
	found, problems = [], []
	filled = [(n, row) for n, row in enumerate(rows, 1) if any(str(v or "").strip() for v in row.values())]
	if len(filled) > quarrel_sheet.MOST_ROWS:
		raise frappe.ValidationError(
			_("The list has more than {0} rows. Enter one month at a time.").format(quarrel_sheet.MOST_ROWS)
		)
	words.known = _stored([row for _n, row in filled], unit)
	for number, row in filled:
		values, wrong = _read(row, words)
		problems += [{"row": number, "field": p.field, "message": p.text(_)} for p in wrong]
		if not wrong:
			found.append(values)
	return found, problems


def save(rows: list[dict], unit: str) -> list[str]:
	"""Save every row as a case settled on the spot; returns their names. Raises when one row is wrong."""
	found, problems = check(rows, unit)
	if problems:
		first = problems[0]
		frappe.throw(
			_("Nothing was saved: {0} places need correction, first row {1}: {2}").format(
				len(problems), first["row"], first["message"]
			),
			title=_("Please Correct"),
		)
	if not found:
		frappe.throw(_("The list is empty. Enter at least one quarrel."), title=_("Nothing To Save"))
	return [steps.settle_on_the_spot(**values).name for values in found]


def _read(row: dict, words: Words) -> tuple[dict, list[Problem]]:
	text = {name: str(row.get(name) or "").strip() for name in quarrel_sheet.FIELDS}
	problems = [
		Problem(column.field, "The cell is empty.", "Please fill it in.")
		for column in quarrel_sheet.COLUMNS
		if column.required and not text[column.field]
	]
	problems += [
		Problem(name, "The text is longer than {0} characters.", "Shorten it.", (most,))
		for name, most in LONGEST.items()
		if len(text[name]) > most
	]
	day = None
	if text["day"]:
		try:
			day = cells.date("day", text["day"])
			problems += _day(day)
		except ProblemError as error:
			problems.append(error.problem)
	category = words.categories.get(squeeze(text["category"]))
	if text["category"] and not category:
		problems.append(
			Problem(
				"category",
				"“{0}” is no kind of dispute here.",
				"Choose one from the list.",
				(text["category"],),
			)
		)
	place = words.places.get(squeeze(text["place"])) if text["place"] else words.unit
	if not place:
		problems.append(
			Problem(
				"place",
				"There is no grid named “{0}” here.",
				"Leave it empty for the whole unit.",
				(text["place"],),
			)
		)
	problems += list(_parties(text)) + list(_worker(text, words))
	key = _key(day, text["party_a"], text["party_b"], text["facts"])
	if not problems and key in words.known:
		problems.append(Problem("party_a", "This quarrel is registered already.", "Take the row out."))
	words.known.add(key)
	worker = words.workers.get(text["mediator"], [None])[0]
	return {
		"category": category,
		"grid_unit": place,
		"party_a": text["party_a"],
		"party_b": text["party_b"],
		"facts": text["facts"],
		"settlement": text["settlement"],
		"event_date": day,
		"ended_on": day,
		"first_receiver": worker,
	}, problems


def _day(day) -> Iterator[Problem]:
	if day > getdate(nowdate()):
		yield Problem("day", "{0} is in the future.", "Correct the date.", (str(day),))
	elif day < getdate(add_years(nowdate(), -1)):
		yield Problem("day", "{0} is more than a year ago.", "Correct the date.", (str(day),))


def _parties(text: dict[str, str]) -> Iterator[Problem]:
	rows = [
		{"side": side, "party_name": name}
		for side, name_field in ((persons.PARTY_A, "party_a"), (persons.PARTY_B, "party_b"))
		for name in persons.split_names(text[name_field])
	]
	both = persons.on_both_sides(rows)
	if both:
		name = rows[both[0] - 1]["party_name"]
		yield Problem("party_b", "{0} stands on both sides.", "Correct one of them.", (name,))


def _worker(text: dict[str, str], words: Words) -> Iterator[Problem]:
	said = text["mediator"]
	if not said:
		return
	found = words.workers.get(said, [])
	if not found:
		yield Problem(
			"mediator", "Nobody named {0} is posted here.", "Write the name as in the team list.", (said,)
		)
	elif len(found) > 1:
		yield Problem(
			"mediator", "Several people here are named {0}.", "Enter this quarrel by itself.", (said,)
		)


def _workers(unit: str) -> dict[str, list[str]]:
	"""Name → workers with a post in `unit`, inside it, or above it."""
	worker, post = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Grid Post")
	inside = criteria.inside("Grid Post", unit)
	query = (
		frappe.qb.from_(worker)
		.join(post)
		.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
		.select(worker.worker_name, worker.name)
		.distinct()
		.where((worker.enabled == 1) & (inside | post.grid_unit.isin([unit, *codes.ancestors(unit)])))
	)
	found: dict[str, list[str]] = {}
	for said, name in query.run():
		found.setdefault(said, []).append(name)
	return found


def _key(day, party_a: str, party_b: str, facts: str) -> tuple:
	sides = [tuple(persons.plain_name(n) for n in persons.split_names(text)) for text in (party_a, party_b)]
	return (str(day), *sides, persons.plain_name(facts))


def _stored(rows: list[dict], unit: str) -> set[tuple]:
	"""Keys of the light cases of `unit` on the days of the list."""
	days = set()
	for row in rows:
		try:
			days.add(str(cells.date("day", row.get("day") or "")))
		except ProblemError:
			continue
	if not days:
		return set()
	case = frappe.qb.DocType("Dispute Case")
	query = frappe.qb.from_(case).select(case.event_date, case.party_names, case.facts)
	query = query.where(case.event_date.isin(sorted(days))).where(criteria.inside("Dispute Case", unit))
	found = set()
	for day, names, facts in query.run():
		a, _slash, b = (names or "").partition(" / ")
		found.add(_key(day, a, b, facts or ""))
	return found


def check_may(unit: str) -> None:
	"""The user registers cases in the whole `unit`."""
	if not permissions.may("Dispute Case", "create", unit):
		frappe.throw(_("You do not register disputes for the whole of this unit."), frappe.PermissionError)

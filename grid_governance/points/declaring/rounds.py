"""Appraisal rounds (入户评比): households and items as a sheet; a cell with points is a row of the batch.

While the sheet is filled in only the cells that changed travel and are written, by sets; the rules are asked
for those cells. Declaring asks them for all cells again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import now

from grid_governance.points.declaring import batch_rows, deeds
from grid_governance.points.declaring.deed_document import check_writer
from grid_governance.points.rulebook.messages import refuse, words
from grid_governance.points.rulebook.rules import RowError

DOCTYPE, KIND = "Points Batch", "Appraisal Round"
OPEN = "To Be Counted"
MOST_ITEMS = 20
MOST_CELLS = 5000  # of one call
MOST_REFUSED = 20
MOST_ROWS = 30_000  # of one round


@dataclass(frozen=True)
class Cell:
	"""What was typed: points or level of one item for one subject; both empty takes the cell away."""

	subject: str
	item: str
	points: object = None
	level: str | None = None

	@property
	def empty(self) -> bool:
		return self.points in (None, "", 0, "0") and not self.level


def create(book: str, unit: str, day: str, title: str, items: Sequence[str]) -> str:
	"""A new round as a draft; returns its name."""
	check_items(items)
	doc = frappe.get_doc(
		doctype=DOCTYPE,
		kind=KIND,
		activity=title,
		book=book,
		grid_unit=unit,
		deed_date=day,
		round_items=[{"item": item} for item in items],
	)
	return doc.insert().name


def check_items(items: Sequence[str]) -> None:
	if not items:
		frappe.throw(_("Please choose the items of the round."), title=_("Items Missing"))
	if len(set(items)) > MOST_ITEMS:
		frappe.throw(
			_("A round has at most {0} items. Please make a second round.").format(MOST_ITEMS),
			title=_("Too Many Items"),
		)


def set_items(batch, items: Sequence[str]) -> None:
	"""Other columns; one that holds cells stays."""
	check_items(items)
	used = [row.item for row in batch.people if row.status == OPEN]
	kept = [item for item in dict.fromkeys(used) if item not in items]
	if kept:
		names = "、".join(frappe.get_cached_value("Points Item", item, "item_name") for item in kept)
		frappe.throw(
			_("{0} has points in this round. Please empty its column first.").format(names),
			title=_("Column In Use"),
		)
	batch.set("round_items", [{"item": item} for item in dict.fromkeys(items)])
	batch.save()


def save_cells(name: str, typed: Sequence[Cell], skip_wrong: bool = False, whole_sheet: bool = False) -> dict:
	"""Write changed cells of a draft; {saved, removed, refused, people_count, points_total, modified}.

	All or none, and messages.RuleBroken names household and item of the first wrong cell; with skip_wrong the
	right ones are written and up to MOST_REFUSED wrong ones answered as {subject, item, reason}. whole_sheet:
	any number of cells, and with a wrong one nothing is written, but all of them are answered.
	"""
	head = frappe.db.get_value(DOCTYPE, name, "*", as_dict=True, for_update=True)
	_check_open(head)
	if len(typed) > MOST_CELLS and not whole_sheet:
		frappe.throw(_("At most {0} cells are saved at once.").format(MOST_CELLS))
	typed = list({(cell.subject, cell.item): cell for cell in typed}.values())
	stored = _stored(name, {cell.subject for cell in typed})
	removed = [
		stored[cell.subject, cell.item].name
		for cell in typed
		if cell.empty and (cell.subject, cell.item) in stored
	]
	filled = [cell for cell in typed if not cell.empty]
	rows, refused = _checked(head, filled, stored, skip_wrong or whole_sheet)
	if refused and whole_sheet:
		return {"saved": 0, "removed": 0, "refused": refused}
	batch_rows.delete(name, removed)
	batch_rows.write(name, rows)
	return {"saved": len(rows), "removed": len(removed), "refused": refused, **_count(name)}


def _check_open(head) -> None:
	if not head or head.kind != KIND:
		frappe.throw(_("This is no appraisal round."), frappe.DoesNotExistError)
	check_writer(head)


def _stored(name: str, subjects: set[str]) -> dict[tuple[str, str], dict]:
	rows = frappe.get_all(
		batch_rows.DOCTYPE,
		{"parent": name, "subject": ["in", sorted(subjects) or [""]]},
		["name", *batch_rows.COLUMNS],
		parent_doctype=DOCTYPE,
	)
	return {(row.subject, row.item): row for row in rows}


def _checked(head, typed: list[Cell], stored: dict, skip_wrong: bool) -> tuple[list[dict], list[dict]]:
	"""The rows to be written, judged by the rules of every deed, and the cells that broke one."""
	allowed = set(
		frappe.get_all("Points Round Item", {"parent": head.name}, pluck="item", parent_doctype=DOCTYPE)
	)
	kind = deeds.subject_doctype(head.book)
	for cell in typed:
		if cell.item not in allowed:
			frappe.throw(_("{0} is no item of this round.").format(cell.item), title=_("Another Item"))
	refused: list[dict] = []
	while True:
		out = {(wrong["subject"], wrong["item"]) for wrong in refused}
		left = [cell for cell in typed if (cell.subject, cell.item) not in out]
		people = [
			deeds.Row(f"{cell.subject}|{cell.item}", cell.subject, cell.item, cell.level, None, cell.points)
			for cell in left
		]
		try:
			deeds.check(head.book, head.deed_date, people, (DOCTYPE, head.name))
			break
		except RowError as error:
			wrong = next((person for person in people if person.where == error.where), None)
			if not (skip_wrong and wrong) or len(refused) >= MOST_REFUSED:
				refuse(error, (wrong.subject_name or wrong.subject) if wrong else None)
			refused.append({"subject": wrong.subject, "item": wrong.item, "reason": words(error)})
	last = frappe.db.sql(
		f"select ifnull(max(idx), 0), count(*) from `tab{batch_rows.DOCTYPE}` where parent = %s", [head.name]
	)[0]
	rows, fresh = [], 0
	for person in people:
		if not person.unit.startswith(head.grid_unit):
			frappe.throw(
				_("{0} does not live in {1}. Please make a round of that unit.").format(
					person.subject_name, head.grid_unit
				),
				title=_("Another Unit"),
			)
		before = stored.get((person.subject, person.item))
		fresh += before is None
		rows.append(
			{
				"name": before.name if before else None,
				"idx": before.idx if before else last[0] + fresh,
				"subject_doctype": kind,
				"subject": person.subject,
				"subject_name": person.subject_name,
				"address": person.address,
				"item": person.item,
				"level": person.level,
				"points": person.points,
				"base_points": person.base,
				"multiplier": person.multiplier,
				"campaign": person.campaign,
				"deed_key": person.key,
				"status": OPEN,
			}
		)
	if last[1] + fresh > MOST_ROWS:
		frappe.throw(_("A batch holds at most {0} rows. Please make several.").format(MOST_ROWS))
	return rows, refused


def _count(name: str) -> dict:
	"""Numbers of the head follow its cells, and so does the time of its last change."""
	people, points = frappe.db.sql(
		f"select count(distinct subject), ifnull(sum(points), 0) from `tab{batch_rows.DOCTYPE}`"
		" where parent = %s and status = %s",
		[name, OPEN],
	)[0]
	at = now()
	numbers = {"people_count": people, "points_total": int(points)}
	frappe.db.set_value(
		DOCTYPE, name, {**numbers, "modified": at, "modified_by": frappe.session.user}, update_modified=False
	)
	frappe.clear_document_cache(DOCTYPE, name)
	return {**numbers, "modified": at}


def take_out(batch, cells: Sequence[tuple[str, str]], reason: str) -> int:
	"""Take cells (subject, item) of a round that others handle out of it; returns how many."""
	wanted, found = set(cells), 0
	for row in batch.people:
		if (row.subject, row.item) in wanted and row.status == OPEN:
			row.status, row.reason = "Taken Out", reason
			found += 1
	if found:
		batch.save()
	return found

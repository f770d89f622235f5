"""The rows of Points Rules against the catalogue: inside the band, of this unit, for this book, each once."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.rulebook import adopted, catalogue, messages
from grid_governance.points.rulebook.notation import caps_of, caps_text, levels_text
from grid_governance.points.rulebook.rules import BETWEEN, BY_LEVEL, Item, RuleError, whole
from grid_governance.registry.problems import ProblemError


def check(doc) -> None:
	"""Check all rows of the rules and write beside each what the catalogue offers. Raises with the row."""
	book = catalogue.book(doc.book) if doc.book else None
	if book and book.unit and not doc.grid_unit.startswith(book.unit):
		_refuse(None, RuleError("book_elsewhere", book=book.label, owner=book.unit, unit=doc.grid_unit))
	for table in (doc.rows, doc.deductions):
		seen = set()
		for row in table:
			if row.item in seen:
				_throw(row, _("The item stands in the list twice."))
			seen.add(row.item)
	for row in doc.rows:
		try:
			_check_row(doc, row, book)
		except RuleError as error:
			_refuse(row, error)
		except ProblemError as error:
			_throw(row, error.problem.text(_))
	for row in doc.deductions:
		_check_deduction(doc, row)


def switched(row) -> adopted.Switched:
	"""A row as the pure rules want it. Raises RuleError or ProblemError."""
	figures = [
		whole(row.get(field)) if row.get(field) else 0 for field in ("points", "min_points", "max_points")
	]
	return adopted.Switched(*figures, caps_of(row.caps))


def offer(item: Item) -> str:
	"""What the catalogue gives, in a few words: 5（3-7）, 5-50, 国家级:50；省级:30."""
	if item.counting == BY_LEVEL:
		return levels_text(item.levels)
	if item.counting == BETWEEN:
		return f"{item.low}-{item.high}"
	return f"{item.points}（{item.band_low}-{item.band_high}）" if item.band_high else str(item.points)


def _check_row(doc, row, book) -> None:
	item = catalogue.item(row.item)
	row.offered = "；".join(part for part in (offer(item), caps_text(item.caps)) if part)[:140]
	if doc.stage in ("Draft", "Opinions Sought") and not item.in_use:
		raise RuleError("item_stopped", item=item.label)
	if item.unit and not (doc.grid_unit.startswith(item.unit) or item.unit.startswith(doc.grid_unit)):
		raise RuleError("wrong_place", item=item.label, owner=item.unit, unit=doc.grid_unit)
	if book and book.subject_class not in item.classes:
		raise RuleError("wrong_class", item=item.label, subject_class=book.subject_class)
	own = switched(row)
	row.caps = caps_text(own.caps) or None
	if doc.stage in ("Draft", "Opinions Sought", "Assembly Held"):
		adopted.check_row(item, own)


def _check_deduction(doc, row) -> None:
	item = frappe.get_cached_doc("Deduction Item", row.item)
	row.offered = (
		f"{item.min_points}-{item.max_points}" if item.min_points != item.max_points else item.min_points
	)
	if doc.stage in ("Draft", "Opinions Sought") and item.status != "In Use":
		_refuse(row, RuleError("item_stopped", item=item.item_name))
	if item.grid_unit and not doc.grid_unit.startswith(item.grid_unit):
		_refuse(row, RuleError("wrong_place", item=item.item_name, owner=item.grid_unit, unit=doc.grid_unit))
	if row.points and not item.min_points <= row.points <= item.max_points:
		_refuse(
			row,
			RuleError(
				"outside_band",
				item=item.item_name,
				low=item.min_points,
				high=item.max_points,
				given=row.points,
			),
		)


def _refuse(row, error: RuleError) -> None:
	messages.refuse(error, _("Row {0}").format(row.idx) if row else None)


def _throw(row, text: str) -> None:
	frappe.throw(f"{_('Row {0}').format(row.idx)}: {text}", title=_("Points Rules"))

"""What an appraisal meeting has to decide: all checked deeds of its unit in the books that ask for a meeting."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.review import appraisal, spot_checks
from grid_governance.points.rulebook import catalogue
from grid_governance.registry import codes

MOST_ROWS = 5000


def draw(meeting) -> dict[str, int]:
	"""Append all checked deeds of the unit that wait for a meeting and are not in `meeting` yet.

	Batches come whole. Returns {drawn, waiting}: how many came in, how many wait for another meeting.
	"""
	books = _books(meeting)
	known = {(row.source_name, row.source_row or "") for row in meeting.rows}
	groups = [*_declarations(meeting.grid_unit, books), *_batches(meeting.grid_unit, books)]
	places = spot_checks.addresses([row for group in groups for row in group])
	drawn = waiting = 0
	for group in groups:
		new = [row for row in group if (row["source_name"], row["source_row"] or "") not in known]
		if len(meeting.rows) + len(new) > MOST_ROWS:
			waiting += len(new)
			continue
		for row in new:
			address, _order = places.get(row["subject"], ("", ""))
			meeting.append("rows", {**row, "address": address, "result": appraisal.PASSED})
		drawn += len(new)
	for row, staff in zip(meeting.rows, appraisal.are_staff(meeting.rows), strict=True):
		if staff:
			row.result = appraisal.TOWNSHIP
		elif row.result == appraisal.TOWNSHIP:  # no longer in office
			row.result = appraisal.LEFT_OVER
	return {"drawn": drawn, "waiting": waiting}


def _books(meeting) -> list[str]:
	if meeting.book:
		if catalogue.book(meeting.book).approving_body != "Appraisal Meeting":
			frappe.throw(
				_("Deeds of the book {0} are not endorsed by an appraisal meeting.").format(
					catalogue.book(meeting.book).label
				),
				title=_("Wrong Book"),
			)
		return [meeting.book]
	return frappe.get_all("Points Book", {"approving_body": "Appraisal Meeting"}, pluck="name")


def _declarations(unit: str, books: list[str]) -> list[list[dict]]:
	deed = frappe.qb.DocType("Points Declaration")
	columns = ("book", "subject_doctype", "subject", "subject_name", "doer", "item", "deed_date", "points")
	if not books:
		return []
	query = _inside(frappe.qb.from_(deed), deed.grid_unit, unit)
	rows = (
		query.select(deed.name.as_("source_name"), *(deed[column] for column in columns))
		.where((deed.stage == "Checked") & deed.book.isin(books))
		.orderby(deed.deed_date)
		.orderby(deed.name)
	).run(as_dict=True)
	return [[{"source_doctype": "Points Declaration", "source_row": None, **row}] for row in rows]


def _batches(unit: str, books: list[str]) -> list[list[dict]]:
	batch, person = frappe.qb.DocType("Points Batch"), frappe.qb.DocType("Points Batch Person")
	columns = ("subject_doctype", "subject", "subject_name", "doer", "points")
	if not books:
		return []
	query = (
		frappe.qb.from_(batch)
		.join(person)
		.on((person.parent == batch.name) & (person.parenttype == "Points Batch"))
	)
	rows = (
		_inside(query, batch.grid_unit, unit)
		.select(batch.name.as_("source_name"), person.name.as_("source_row"), batch.deed_date)
		.select(batch.book, batch.item.as_("of_batch"), person.item, *(person[column] for column in columns))
		.where((batch.stage == "Checked") & batch.book.isin(books) & (person.status == "To Be Counted"))
		.orderby(batch.deed_date)
		.orderby(batch.name)
		.orderby(person.idx)
	).run(as_dict=True)
	groups: dict[str, list[dict]] = {}
	for row in rows:
		row["item"] = row["item"] or row["of_batch"]
		del row["of_batch"]
		groups.setdefault(row["source_name"], []).append({"source_doctype": "Points Batch", **row})
	return list(groups.values())


def _inside(query, column, unit: str):
	low, high = codes.bounds(unit)
	query = query.where(column >= low)
	return query.where(column < high) if high else query

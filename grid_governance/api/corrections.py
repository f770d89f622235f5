"""Points corrections over HTTP: ask, decide, take back; opening balances by sheet.

A correction takes two persons: whoever asks cannot decide. Errors are frappe.PermissionError (403) and
frappe.ValidationError (417) with messages in the user's language; nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import reach
from grid_governance.points.correcting import corrections, opening_sheet
from grid_governance.points.correcting.refusal import refuse
from grid_governance.points.declaring.deeds import subject_doctype

MOST_SHOWN = 500


@frappe.whitelist(methods=["POST"])
def ask_correction(name: str) -> dict:
	"""Hand the draft `name` in for the decision of a second person; returns {status}."""
	return {"status": corrections.ask(name)}


@frappe.whitelist(methods=["POST"])
def decide_correction(name: str, agree: bool, reason: str | None = None) -> dict:
	"""Agree (it is carried out at once) or refuse with a reason; returns {status, outcome}.

	For the points office, never for who asked, nor for self or own household.
	"""
	status = corrections.decide(name, frappe.utils.sbool(agree), reason)
	return {"status": status, "outcome": frappe.db.get_value(corrections.DOCTYPE, name, "outcome")}


@frappe.whitelist(methods=["POST"])
def take_back_correction(name: str) -> dict:
	"""Take an own draft or undecided request back; returns {status}."""
	return {"status": corrections.take_back(name)}


@frappe.whitelist()
def correction_rights(name: str) -> dict:
	"""Which buttons the form shows: {ask, decide, take_back}."""
	doc = frappe.get_doc(corrections.DOCTYPE, name)
	doc.check_permission("read")
	mine = frappe.session.user in (doc.owner, doc.asked_by)
	writes = doc.has_permission("write")
	return {
		"ask": writes and mine and doc.status == corrections.DRAFT,
		"take_back": writes and mine and doc.status in (corrections.DRAFT, corrections.PENDING),
		"decide": writes and not mine and doc.status == corrections.PENDING and corrections.may_decide(doc),
	}


@frappe.whitelist()
def reversible_entries(account: str) -> list[dict]:
	"""The last entries of an account that a correction may reverse, newest first (at most 500).

	Each: name, posting_date, deed_date, kind, points, item_name, remark.
	"""
	frappe.get_doc("Points Account", account).check_permission("read")
	frappe.has_permission("Points Entry", "read", throw=True)
	entry, item = frappe.qb.DocType("Points Entry"), frappe.qb.DocType("Points Item")
	reversal = frappe.qb.DocType("Points Entry").as_("reversal")
	return (
		frappe.qb.from_(entry)
		.left_join(item)
		.on(item.name == entry.item)
		.left_join(reversal)
		.on(reversal.reverses == entry.name)
		.select(entry.name, entry.posting_date, entry.deed_date, entry.kind, entry.points, entry.remark)
		.select(item.item_name)
		.where((entry.account == account) & reversal.name.isnull())
		.where(entry.kind.isin(["Award", "Deduction", "Expiry", "Opening"]))
		.orderby(entry.seq, order=frappe.qb.desc)
		.limit(MOST_SHOWN)
		.run(as_dict=True)
	)


@frappe.whitelist(methods=["GET"])
def opening_template(book: str, grid_unit: str) -> None:
	"""The sheet of opening balances with the names of `grid_unit` in it, as .xlsx."""
	frappe.has_permission(corrections.DOCTYPE, "create", throw=True)
	reach.require(corrections.DOCTYPE, "create", grid_unit)
	unit_name = frappe.db.get_value("Grid Unit", grid_unit, "unit_name") or grid_unit
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Opening Balances')}-{unit_name}.xlsx"
	frappe.response["filecontent"] = opening_sheet.template(book, grid_unit)


@frappe.whitelist(methods=["POST"])
def read_opening_sheet(name: str) -> dict:
	"""Read the attached sheet into the rows of the draft `name` (a preview: nothing is posted).

	Returns {rows, wrong, points}. Raises CorrectionError for a file that is no such sheet.
	"""
	doc = frappe.get_doc(corrections.DOCTYPE, name)
	doc.check_permission("write")
	if doc.status != corrections.DRAFT:
		refuse(_("This correction is {0}.").format(_(doc.status)))
	path = _file_of(doc).get_full_path()
	doc.set("rows", opening_sheet.match(opening_sheet.read(path), doc.book, doc.grid_unit))
	if not doc.rows:
		refuse(_("No row of the sheet has points."), _("Sheet Not Read"))
	kind = subject_doctype(doc.book)
	for row in doc.rows:
		row.subject_doctype = kind
	doc.save(ignore_version=True)  # thousands of rows are no story for the timeline
	doc.add_comment("Info", _("{0} rows read from the sheet").format(doc.row_count))
	return {"rows": doc.row_count, "wrong": doc.wrong_count, "points": doc.total_points}


def _file_of(doc):
	"""The attached File, if this user may read it (a typed address of somebody else's file is not enough)."""
	if not doc.sheet:
		refuse(_("Please attach the filled-in sheet first."), _("File Missing"))
	for name in frappe.get_all("File", {"file_url": doc.sheet}, pluck="name"):
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	frappe.throw(_("You may not read this file."), frappe.PermissionError)

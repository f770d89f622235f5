"""Points over HTTP: declare a deed, read a balance and a statement, find people for a batch, put a mistake right.

Points are whole; dates are ISO texts (2026-11-22). Errors are frappe.PermissionError (403) and
frappe.ValidationError (417) with messages in the user's language; nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.query_builder import Order

from grid_governance import criteria
from grid_governance.points.correcting import corrections
from grid_governance.points.correcting.correction_facts import STATUS_AFTER
from grid_governance.points.declaring import batches, deeds, twice
from grid_governance.points.ledger import accounts
from grid_governance.points.rulebook import catalogue
from grid_governance.registry.addresses import group_spellings

MOST_ROWS = 500
MOST_PEOPLE = 2000


@frappe.whitelist(methods=["POST"])
def create_declaration(
	book: str,
	subject: str,
	item: str,
	deed_date: str,
	doer: str | None = None,
	declared_by: str | None = None,
	points: int | None = None,
	level: str | None = None,
	occasion: int = 1,
	description: str | None = None,
	evidence: list | str | None = None,
	declare: bool = False,
) -> dict:
	"""Enter a deed; returns {name, stage, points, grid_unit, similar}.

	subject: household, resident, worker or organisation as the book is kept for. points: only for items
	between limits. evidence: list of file URLs. declare: send it to the check at once. similar: deeds of the same
	item and person a day before or after, in words (a warning).
	"""
	kind = deeds.subject_doctype(book)
	files = frappe.parse_json(evidence) if isinstance(evidence, str) else evidence
	doc = frappe.get_doc(
		{
			"doctype": "Points Declaration",
			"book": book,
			"subject_doctype": kind,
			"subject": subject,
			"grid_unit": frappe.db.get_value(kind, subject, "grid_unit"),
			"item": item,
			"deed_date": deed_date,
			"doer": doer,
			"declared_by": declared_by,
			"points": points,
			"level": level,
			"occasion": occasion,
			"description": description,
			"evidence": [{"file": url} for url in files or []],
		}
	)
	doc.insert()
	if frappe.utils.sbool(declare):
		doc = apply_workflow(doc, "Declare")
	near = twice.similar(catalogue.book(book), deed_date, [(subject, doer, item)], (doc.doctype, doc.name))
	return {
		"name": doc.name,
		"stage": doc.stage,
		"points": doc.points,
		"grid_unit": doc.grid_unit,
		"similar": [found.words() for found in near],
	}


@frappe.whitelist()
def balance(account: str | None = None, book: str | None = None, subject: str | None = None) -> dict:
	"""{account, subject_name, balance, earned, redeemed, status} of an account, or of a subject in a book.

	A subject without an account yet has 0 points and account null.
	"""
	if not account and not (book and subject):
		frappe.throw(_("Please give the account, or the book and the subject."))
	if account:
		name = account
	else:
		kind = deeds.subject_doctype(book)
		name = accounts.account_for(book, kind, subject, create=False)
		if not name:
			frappe.get_doc(kind, subject).check_permission("read")
			frappe.has_permission("Points Account", "read", throw=True)
			return {"account": None, "balance": 0, "earned": 0, "redeemed": 0, "status": None}
	doc = _readable(name)
	return {
		"account": doc.name,
		**{field: doc.get(field) for field in ("subject_name", "balance", "earned", "redeemed", "status")},
	}


@frappe.whitelist()
def statement(
	account: str,
	from_date: str | None = None,
	to_date: str | None = None,
	start: int = 0,
	page_length: int = 50,
) -> dict:
	"""Entries of an account, newest first: {opening, closing, rows: [name, posting_date, deed_date, kind, …]}.

	opening and closing are the balances before the first and after the last entry of the period.
	page_length: at most 500.
	"""
	_readable(account)
	entry, item = frappe.qb.DocType("Points Entry"), frappe.qb.DocType("Points Item")
	query = frappe.qb.from_(entry).left_join(item).on(item.name == entry.item).where(entry.account == account)
	if from_date:
		query = query.where(entry.posting_date >= from_date)
	if to_date:
		query = query.where(entry.posting_date <= to_date)
	columns = (
		"name",
		"posting_date",
		"deed_date",
		"kind",
		"points",
		"balance_after",
		"item",
		"remark",
		"reverses",
	)
	rows = (
		query.select(*(entry[column] for column in columns), item.item_name)
		.orderby(entry.name, order=Order.desc)
		.limit(min(int(page_length), MOST_ROWS))
		.offset(max(int(start), 0))
		.run(as_dict=True)
	)
	ends = query.select(entry.balance_after, entry.points)
	first = ends.orderby(entry.name).limit(1).run()
	last = ends.orderby(entry.name, order=Order.desc).limit(1).run()
	return {
		"account": account,
		"opening": first[0][0] - first[0][1] if first else None,
		"closing": last[0][0] if last else None,
		"rows": rows,
	}


@frappe.whitelist()
def people_of(
	book: str, grid_unit: str, villagers_group: str | None = None, text: str | None = None
) -> list[dict]:
	"""Subjects of a book in a unit for the rows of a batch: name, subject_name, address or phone-free detail.

	Households and residents in the order of their doors, at most 2,000; only what the user may read.
	"""
	kind = deeds.subject_doctype(book)
	frappe.has_permission(kind, "read", throw=True)
	table = frappe.qb.DocType(kind)
	name_column, detail = {
		"Household": ("head", "address"),
		"Resident": ("resident_name", "address"),
		"Grid Worker": ("worker_name", "grid_unit"),
		"Local Organisation": ("organisation_name", "address"),
	}[kind]
	query = frappe.qb.from_(table).select(table.name, table[detail].as_("detail"))
	if kind == "Household":
		resident = frappe.qb.DocType("Resident")
		query = query.left_join(resident).on(resident.name == table.head)
		query = query.select(resident.resident_name.as_("subject_name")).where(table.status == "On Register")
		named = resident.resident_name
	else:
		named = table[name_column]
		query = query.select(named.as_("subject_name"))
	if kind == "Resident":
		query = query.where(table.status.notin(deeds.GONE))
	if kind == "Household" and villagers_group:
		query = query.where(table.villagers_group.isin(group_spellings(villagers_group)))
	if text:
		query = query.where(named.like(f"%{text}%") | table[detail].like(f"%{text}%"))
	query = query.where(criteria.inside(kind, grid_unit_code(grid_unit))).where(criteria.readable(kind))
	order = "address_order" if kind in ("Household", "Resident") else name_column
	return query.orderby(table[order]).limit(MOST_PEOPLE).run(as_dict=True)


def grid_unit_code(code: str) -> str:
	"""A unit's code as SQL may hold it: it must exist."""
	if not frappe.db.exists("Grid Unit", code):
		frappe.throw(_("Grid unit {0} does not exist.").format(code), frappe.DoesNotExistError)
	return code


@frappe.whitelist(methods=["POST"])
def continue_batch(batch: str) -> dict:
	"""Go on crediting an endorsed batch whose background job died; returns {stage}."""
	doc = frappe.get_doc("Points Batch", batch)
	doc.check_permission("write")
	if doc.stage != "Endorsed":
		frappe.throw(_("Only an endorsed batch is credited."), title=_("Batch Not Endorsed"))
	batches.enqueue(batch)
	return {"stage": doc.stage}


@frappe.whitelist(methods=["POST"])
def reverse_entry(entry: str, reason: str) -> dict:
	"""Ask that an entry be reversed; returns {correction, status}. A second person decides on it.

	decide_correction in api/corrections.py carries it out. Not for self or own household.
	"""
	row = frappe.get_doc("Points Entry", entry)
	row.check_permission("read")
	name = corrections.request("Reverse Entries", row.account, reason, entries=[{"entry": entry}])
	return {"correction": name, "status": corrections.PENDING}


@frappe.whitelist(methods=["POST"])
def set_account_status(account: str, status: str, reason: str) -> dict:
	"""Ask that an account be frozen, opened again or closed; returns {correction, status} of the request.

	status: Frozen, Normal, Account Closed. A second person decides on it (decide_correction).
	"""
	kinds = {after: kind for kind, after in STATUS_AFTER.items()}
	if status not in kinds:
		frappe.throw(_("{0} is no status of an account.").format(status))
	name = corrections.request(kinds[status], account, reason)
	return {"correction": name, "status": corrections.PENDING}


def _readable(account: str):
	doc = frappe.get_doc("Points Account", account)
	doc.check_permission("read")
	return doc

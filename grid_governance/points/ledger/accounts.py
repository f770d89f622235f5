"""Points accounts: one per book and subject, made when first needed. Their numbers belong to the ledger."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import now

from grid_governance import keys
from grid_governance.points.ledger import chain
from grid_governance.points.ledger.postings import chunks

# subject class of a book → the DocType of its subjects
SUBJECTS = {
	"Resident Class": "Resident",
	"Party Member Class": "Resident",
	"Family Class": "Household",
	"Village Staff Class": "Grid Worker",
	"Community Body Class": "Local Organisation",
}
# DocType → the columns that hold a subject's name, the first that is filled
NAMES = {
	"Resident": ("resident_name",),
	"Household": ("head", "address"),
	"Grid Worker": ("worker_name",),
	"Local Organisation": ("organisation_name",),
}
COLUMNS = (
	"name",
	"book",
	"subject_doctype",
	"subject",
	"subject_name",
	"grid_unit",
	"status",
	"balance",
	"earned",
	"redeemed",
	"last_seq",
	"last_hash",
	"seal",
	"creation",
	"modified",
	"owner",
	"modified_by",
)


def account_for(book: str, subject_doctype: str, subject: str, create: bool = True) -> str | None:
	"""Name of the account of `subject` in `book`; made when missing, or None with create=False.

	Raises frappe.ValidationError when the subject does not exist or does not fit the book's class.
	"""
	return accounts_for(book, subject_doctype, [subject], create=create).get(subject)


def accounts_for(
	book: str, subject_doctype: str, subjects: Iterable[str], create: bool = True
) -> dict[str, str]:
	"""subject → account, by sets; missing ones are made (not with create=False, then they are left out)."""
	wanted = list(dict.fromkeys(subjects))
	found = _existing(book, wanted)
	missing = [subject for subject in wanted if subject not in found]
	if missing and create:
		_check_class(book, subject_doctype)
		facts = subject_facts(subject_doctype, missing)
		for part in chunks(missing):
			_insert(
				book, subject_doctype, {subject: _fact(facts, subject_doctype, subject) for subject in part}
			)
		# another process may have been faster, and an older snapshot would not show its rows
		found |= _existing(book, missing, locking=True)
	return found


def subject_facts(subject_doctype: str, subjects: Iterable[str]) -> dict[str, dict]:
	"""subject → {name, subject_name, address, grid_unit, household, is_party_member, user}, by sets."""
	result: dict[str, dict] = {}
	for part in chunks(list(dict.fromkeys(subjects))):
		for row in _fact_query(subject_doctype, part).run(as_dict=True):
			result[row.name] = row
	return result


def _fact_query(subject_doctype: str, names):
	table = frappe.qb.DocType(subject_doctype)
	query = frappe.qb.from_(table).where(table.name.isin(names)).select(table.name, table.grid_unit)
	if subject_doctype == "Household":
		resident = frappe.qb.DocType("Resident")
		query = query.left_join(resident).on(resident.name == table.head)
		return query.select(
			Coalesce(resident.resident_name, table.address).as_("subject_name"),
			table.name.as_("household"),
			table.address,
		)
	query = query.select(table[NAMES[subject_doctype][0]].as_("subject_name"))
	if subject_doctype != "Grid Worker":
		query = query.select(table.address)
	if subject_doctype == "Resident":
		query = query.select(table.household, table.is_party_member, table.status)
	if subject_doctype == "Grid Worker":
		query = query.select(table.resident, table.user)
	return query


def new_account_row(book: str, subject_doctype: str, subject: str, fact: dict) -> dict:
	"""A new account with its seal (an account made by hand has none and is found by the verification)."""
	at, user = now(), frappe.session.user
	row = {
		"name": frappe.generate_hash(length=12),
		"book": book,
		"subject_doctype": subject_doctype,
		"subject": subject,
		"subject_name": fact["subject_name"],
		"grid_unit": fact["grid_unit"],
		"status": "Normal",
		"balance": 0,
		"earned": 0,
		"redeemed": 0,
		"last_seq": 0,
		"last_hash": chain.GENESIS,
		"creation": at,
		"modified": at,
		"owner": user,
		"modified_by": user,
	}
	row["seal"] = chain.seal(keys.derive("ledger"), row)
	return row


def _insert(book: str, subject_doctype: str, facts: dict[str, dict]) -> None:
	"""One INSERT that leaves an account alone which another process made meanwhile."""
	values: list = []
	for subject, fact in facts.items():
		row = new_account_row(book, subject_doctype, subject, fact)
		values += [row[column] for column in COLUMNS]
	one = "(" + ", ".join(["%s"] * len(COLUMNS)) + ")"
	frappe.db.sql(
		f"insert into `tabPoints Account` ({', '.join(f'`{c}`' for c in COLUMNS)})"
		f" values {', '.join([one] * len(facts))} on duplicate key update `book` = `book`",
		values,
	)


def _existing(book: str, subjects: list[str], locking: bool = False) -> dict[str, str]:
	account, found = frappe.qb.DocType("Points Account"), {}
	for part in chunks(subjects):
		query = (
			frappe.qb.from_(account)
			.select(account.subject, account.name)
			.where((account.book == book) & account.subject.isin(part))
		)
		found |= dict((query.for_update() if locking else query).run())
	return found


def _check_class(book: str, subject_doctype: str) -> None:
	subject_class = frappe.get_cached_value("Points Book", book, "subject_class")
	if SUBJECTS.get(subject_class) != subject_doctype:
		frappe.throw(
			_("The book is kept for {0}; {1} has no account in it.").format(
				_(subject_class), _(subject_doctype)
			),
			title=_("Wrong Subject Class"),
		)


def _fact(facts: dict[str, dict], subject_doctype: str, subject: str) -> dict:
	if subject not in facts:
		frappe.throw(
			_("{0} {1} does not exist.").format(_(subject_doctype), subject), frappe.DoesNotExistError
		)
	return facts[subject]


def follow_subject(doc, method: str | None = None) -> None:
	"""doc_event of the four subject DocTypes: name and unit of the accounts follow the subject's record."""
	if doc.doctype == "Resident" and doc.status == "Dead" and doc.has_value_changed("status"):
		freeze_for_heirs(doc.name)
	fact = subject_facts(doc.doctype, [doc.name]).get(doc.name)
	if not fact or not _follows(doc):
		return
	_follow(doc.doctype, doc.name, fact)
	if doc.doctype == "Resident" and doc.household:
		follow_many("Household", [doc.household])
	if doc.doctype == "Household":
		follow_many("Resident", frappe.get_all("Resident", {"household": doc.name}, pluck="name"))


def follow_many(subject_doctype: str, subjects: Iterable[str]) -> None:
	"""Name and unit of the accounts of these households or residents, by sets, as their records stand now."""
	name, join = {
		"Household": (
			"coalesce(r.`resident_name`, t.`address`)",
			"left join `tabResident` r on r.`name` = t.`head`",
		),
		"Resident": ("t.`resident_name`", ""),
	}[subject_doctype]
	for part in chunks(list(subjects)):
		# raw: an UPDATE over a join
		frappe.db.sql(
			f"update `tabPoints Account` a join `tab{subject_doctype}` t on t.`name` = a.`subject` {join}"
			f" set a.`grid_unit` = t.`grid_unit`, a.`subject_name` = {name}"
			" where a.`subject_doctype` = %s and a.`subject` in %s",
			[subject_doctype, part],
		)


def _follows(doc) -> bool:
	return any(doc.has_value_changed(field) for field in ("grid_unit", *NAMES[doc.doctype]))


def _follow(subject_doctype: str, subject: str, fact: dict) -> None:
	account = frappe.qb.DocType("Points Account")
	(
		frappe.qb.update(account)
		.set(account.subject_name, fact["subject_name"])
		.set(account.grid_unit, fact["grid_unit"])
		.where((account.subject_doctype == subject_doctype) & (account.subject == subject))
	).run()


def freeze_for_heirs(resident: str) -> None:
	"""The personal accounts of who died wait until the heirs decide: a correction transfers or closes them."""
	filters = {"subject_doctype": "Resident", "subject": resident, "status": "Normal"}
	for name in frappe.get_all("Points Account", filters, pluck="name", order_by="name"):
		set_status(name, "Frozen", _("The holder has died; the heirs decide."))


def set_status(account: str, status: str, reason: str) -> None:
	"""Freeze, reopen or close an account; writes the reason on its timeline. The caller checked the right."""
	doc = frappe.get_doc("Points Account", account, for_update=True)
	if status == "Account Closed" and doc.balance:
		frappe.throw(
			_("The account still holds {0} points; transfer or redeem them first.").format(doc.balance),
			title=_("Account Not Empty"),
		)
	doc.db_set({"status": status, "status_reason": reason})
	doc.add_comment("Info", f"{_(status)}: {reason}")

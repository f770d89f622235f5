"""期初结转: balances of paper passbooks become the first points of an account, once per account and book.

An opening that was wrong is reversed like any entry; then the account may be opened anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points import ledger
from grid_governance.points.correcting.refusal import refuse
from grid_governance.points.declaring.deeds import subject_doctype
from grid_governance.points.ledger import accounts
from grid_governance.points.ledger.postings import chunks
from grid_governance.points.rulebook import catalogue
from grid_governance.registry import codes
from grid_governance.registry.household import GONE as RESIDENT_GONE

MOST_ROWS = 5000
MOST_POINTS = 1_000_000  # more is a telephone number in the wrong column
GONE = {"Household": ("Off Register",), "Resident": RESIDENT_GONE}


@dataclass(frozen=True)
class Standing:
	"""entry: the opening that stands, None when there is none; next_key: under which the next one is posted."""

	entry: str | None
	next_key: str


def check(doc) -> None:
	"""Fill what follows from the rows; raise CorrectionError while a row has a problem (each row says its own)."""
	_check_day(doc.as_of)
	book = _book_for(doc)
	if not doc.rows:
		refuse(_("Read the sheet first, or add the rows by hand."), _("Rows Missing"))
	if len(doc.rows) > MOST_ROWS:
		refuse(_("A correction holds at most {0} rows. Please make several.").format(MOST_ROWS))
	judge(doc, book)
	if doc.wrong_count:
		first = next(row for row in doc.rows if row.problem)
		refuse(
			_("{0} rows have to be corrected first. Row {1}: {2}").format(
				doc.wrong_count, first.line or first.idx, first.problem
			),
			_("Rows To Correct"),
		)


def judge(doc, book=None) -> None:
	"""Write into each row what is wrong with it, and the sheet's numbers into the record; raises for no row."""
	book = book or _book_for(doc)
	kind = accounts.SUBJECTS[book.subject_class]
	subjects = [row.subject for row in doc.rows if row.subject]
	facts = accounts.subject_facts(kind, subjects)
	states = _statuses(kind, list(facts))
	held = _accounts_of(book.name, list(facts))
	opened = last_openings([account.name for account in held.values()])
	seen: set[str] = set()
	for row in doc.rows:
		row.subject_doctype = kind
		if not row.subject:
			row.problem = row.problem or _("The person or household was not found.")
			continue
		fact, account = facts.get(row.subject), held.get(row.subject)
		row.account = account.name if account else None
		row.problem = _problem(row, fact, account, doc.grid_unit, states, opened, seen, kind)
		if fact:
			row.subject_name = fact.subject_name
		seen.add(row.subject)
	doc.row_count = len(doc.rows)
	doc.wrong_count = sum(bool(row.problem) for row in doc.rows)
	doc.total_points = sum(row.points or 0 for row in doc.rows if not row.problem)


def _problem(row, fact, account, unit, states, opened, seen, kind) -> str | None:
	if not fact or not codes.contains(unit, fact.grid_unit or ""):
		return _("Not in this unit.")
	if row.subject in seen:
		return _("Stands in the sheet twice.")
	if states.get(row.subject) in GONE.get(kind, ()):
		return _("No longer on the register.")
	if type(row.points) is not int or row.points <= 0:
		return (not row.points and row.problem) or _("Points must be a whole number above 0.")
	if row.points > MOST_POINTS:
		return _("{0} points cannot be right.").format(row.points)
	if account and account.status != "Normal":
		return _("The account is {0}.").format(_(account.status))
	if account and opened[account.name].entry:
		return _("Was opened before: entry {0}.").format(opened[account.name].entry)
	return None


def post(doc) -> list[str]:
	"""Post all rows in the caller's transaction; row → entry is written into the rows (not saved). By key, once.

	Raises CorrectionError when one of the accounts was opened meanwhile: all or nothing.
	"""
	kind = subject_doctype(doc.book)
	subjects = [row.subject for row in doc.rows]
	found = accounts.accounts_for(doc.book, kind, subjects)
	states = ledger.lock_accounts(found.values())
	opened = last_openings(list(found.values()))
	newer = {
		entry.account for entry in ledger.unseen_entries(states) if entry.kind in ("Opening", "Reversal")
	}
	postings = []
	for row in doc.rows:
		account = found[row.subject]
		if opened[account].entry or account in newer:
			refuse(
				_("Row {0}: {1} was opened meanwhile. Nothing was posted.").format(
					row.line or row.idx, row.subject_name
				)
			)
		postings.append(
			ledger.Posting(
				account=account,
				kind="Opening",
				points=row.points,
				deed_date=doc.as_of,
				key=opened[account].next_key,
				source_doctype=doc.doctype,
				source_name=doc.name,
				remark=row.remark or doc.reason,
			)
		)
	posted = ledger.post_each(postings, states)
	for row, (entry, _is_new) in zip(doc.rows, posted, strict=True):
		row.account, row.entry = found[row.subject], entry
	return [entry for entry, _is_new in posted]


def last_openings(account_names: list[str]) -> dict[str, Standing]:
	"""account → its opening by passbook, as this transaction sees it."""
	result = {name: Standing(None, f"opening:{name}") for name in account_names}
	open_keys, turn = {standing.next_key: name for name, standing in result.items()}, 1
	while open_keys:
		turn += 1
		rows = _rows("entry_key", "entry_key, name", list(open_keys))
		reversed_ones = {row[0] for row in _rows("reverses", "reverses", [row[1] for row in rows])}
		again = {}
		for key, entry in rows:
			account = open_keys[key]
			if entry in reversed_ones:
				again[f"opening:{account}:{turn}"] = account
				result[account] = Standing(None, f"opening:{account}:{turn}")
			else:
				result[account] = Standing(entry, key)
		open_keys = again
	return result


def _rows(column: str, columns: str, values: list[str]) -> list[tuple]:
	rows: list[tuple] = []
	for part in chunks(values):
		rows += frappe.db.sql(f"select {columns} from `tabPoints Entry` where `{column}` in %s", [part])
	return rows


def _accounts_of(book: str, subjects: list[str]) -> dict[str, dict]:
	result = {}
	for part in chunks(subjects):
		filters = {"book": book, "subject": ["in", part]}
		for row in frappe.get_all("Points Account", filters, ["name", "subject", "status"]):
			result[row.subject] = row
	return result


def _statuses(kind: str, subjects: list[str]) -> dict[str, str]:
	if kind not in GONE:
		return {}
	result = {}
	for part in chunks(subjects):
		result |= dict(
			frappe.get_all(kind, {"name": ["in", part]}, ["name", "status"], as_list=True, limit=0)
		)
	return result


def _check_day(day) -> None:
	if not day:
		refuse(_("Please give the day of the balance on paper."))
	if getdate(day) > getdate(nowdate()):
		refuse(_("The balance on paper is of {0}, a day to come.").format(day))


def _book_for(doc):
	"""The book: in use, and kept where the rows are."""
	if not doc.book or not doc.grid_unit:
		refuse(_("Please choose the book and the grid unit first."))
	book = catalogue.book(doc.book)
	if not book.in_use:
		refuse(_("The book “{0}” is out of use.").format(book.label))
	if book.unit and not codes.contains(book.unit, doc.grid_unit):
		refuse(_("The book “{0}” is not kept in this unit.").format(book.label), _("Book Not Fitting"))
	return book

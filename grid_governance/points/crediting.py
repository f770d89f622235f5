"""From endorsed deeds to entries: the lock, the caps as they stand now, one posting per deed.

Every road to an award ends here: a declaration, a batch, and later a notice that has run its days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.points import catalogue, deeds, ledger, messages, rules
from grid_governance.points.postings import chunks

Counted = dict[tuple[str, str], list[rules.Deed]]  # (account, item) → awards that stand


@dataclass(frozen=True)
class Endorsed:
	"""One deed to be credited. row: how the caller knows it; source_name: the declaration or batch."""

	row: str
	account: str
	subject: str
	doer: str | None
	book: str
	item: str
	day: date
	occasion: int
	points: int
	source_doctype: str
	source_name: str


@dataclass(frozen=True)
class Outcome:
	"""entry: the row of the ledger, None when refused; reason: why, in the user's language."""

	entry: str | None
	reason: str | None = None


def credit(endorsed: Sequence[Endorsed]) -> dict[str, Outcome]:
	"""Credit the deeds that still may be, by sets; row → Outcome. Does not commit.

	A deed that this source credited before answers its entry, so a repeated call posts nothing twice.
	"""
	outcomes: dict[str, Outcome] = {}
	for part in chunks(sorted(endorsed, key=lambda deed: deed.account)):
		outcomes |= _credit_set(part)
	return outcomes


def _credit_set(part: Sequence[Endorsed]) -> dict[str, Outcome]:
	states = ledger.lock_accounts(deed.account for deed in part)
	books = {name: catalogue.book(name) for name in {deed.book for deed in part}}
	items = {name: catalogue.item(name) for name in {deed.item for deed in part}}
	groups = {deed.row: deeds.group_of(books[deed.book], deed.doer, deed.subject) for deed in part}
	keys = {
		deed.row: rules.deed_key(deed.book, deed.item, groups[deed.row], deed.day, deed.occasion)
		for deed in part
	}
	payments = deeds.last_payments(list(set(keys.values())))
	counted = _counted(part, states, books, items)
	outcomes: dict[str, Outcome] = {}
	accepted: list[Endorsed] = []
	for deed in part:
		payment = payments[keys[deed.row]]
		if payment.name:
			outcomes[deed.row] = _paid_before(deed, payment.name, payment.source_name)
		elif states[deed.account].status != "Normal":
			status = _(states[deed.account].status)
			outcomes[deed.row] = Outcome(None, _("The account is {0}.").format(status))
		elif reason := _over_a_cap(deed, groups[deed.row], counted, books[deed.book], items[deed.item]):
			outcomes[deed.row] = Outcome(None, reason)
		else:
			accepted.append(deed)
	postings = [_posting(deed, payments[keys[deed.row]].next_key) for deed in accepted]
	posted = ledger.post_each(postings, states)
	for deed, (entry, new) in zip(accepted, posted, strict=True):
		outcomes[deed.row] = Outcome(entry) if new else _paid_before(deed, entry, _source_of(entry))
	return outcomes


def _paid_before(deed: Endorsed, entry: str, source_name: str | None) -> Outcome:
	if source_name == deed.source_name:
		return Outcome(entry)
	return Outcome(None, messages.words(rules.RuleError("deed_twice", where=entry)))


def _source_of(entry: str) -> str | None:
	"""Another process was faster with this deed: its row is younger than our snapshot, so read it locking."""
	return frappe.db.get_value("Points Entry", entry, "source_name", for_update=True)


def _posting(deed: Endorsed, key: str) -> ledger.Posting:
	return ledger.Posting(
		account=deed.account,
		kind="Award",
		points=deed.points,
		deed_date=deed.day,
		key=key,
		doer=deed.doer,
		item=deed.item,
		source_doctype=deed.source_doctype,
		source_name=deed.source_name,
	)


# ---------------------------------------------------------------- caps under the lock


def _over_a_cap(deed: Endorsed, group: str, counted: Counted, book, item) -> str | None:
	"""Why the deed does not fit any more, or None; a deed that fits counts from now on."""
	if not item.caps:
		return None
	others = counted.setdefault((deed.account, deed.item), [])
	new = rules.Deed(group, deed.day, deed.points)
	try:
		rules.check_caps(item, new, others, book.year_start_month)
	except rules.RuleError as error:
		return messages.words(error)
	others.append(new)
	return None


def _counted(part: Sequence[Endorsed], states, books, items) -> Counted:
	"""(account, item) → awards that stand, for items with caps: the snapshot's and those after it."""
	spans: dict[str, tuple[date, date]] = {}
	for book, name, day in {(deed.book, deed.item, deed.day) for deed in part}:
		span = rules.widest_period(items[name], day, books[book].year_start_month)
		if span:
			low, high = spans.get(name, span)
			spans[name] = (min(low, span[0]), max(high, span[1]))
	if not spans:
		return {}
	subjects = {deed.account: (deed.book, deed.subject) for deed in part}
	result: Counted = {}
	for row in _awards(list(subjects), spans, states):
		book, subject = subjects[row["account"]]
		group = deeds.group_of(books[book], row["doer"], subject)
		deed = rules.Deed(group, getdate(row["deed_date"]), row["points"])
		result.setdefault((row["account"], row["item"]), []).append(deed)
	return result


def _awards(accounts: list[str], spans: dict[str, tuple[date, date]], states) -> list[dict]:
	entry = frappe.qb.DocType("Points Entry")
	low, high = min(s[0] for s in spans.values()), max(s[1] for s in spans.values())
	rows = frappe.db.sql(
		"select name, account, item, doer, deed_date, points from `tabPoints Entry` where account in %s"
		" and item in %s and deed_date between %s and %s and kind = 'Award'",
		[accounts, list(spans), low, high],
		as_dict=True,
	)
	unseen = ledger.unseen_entries(states)
	rows = [*rows, *(row for row in unseen if row.kind == "Award" and row.item in spans)]
	names = [row.name for row in rows]
	reversed_ones = {row.reverses for row in unseen if row.reverses}
	if names:
		query = frappe.qb.from_(entry).select(entry.reverses).where(entry.reverses.isin(names))
		reversed_ones |= set(query.run(pluck=True))
	return [row for row in rows if row.name not in reversed_ones]

"""Does the ledger still say what was posted? Names every row that was changed, removed or inserted.

One pass over the accounts, a page at a time with their entries, then the anchors, then the records that
say they were credited. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance import keys
from grid_governance.points import anchors, chain, postings

PAGE = 500
CREDITED = (
	("Points Declaration", "tabPoints Declaration", "t.stage = 'Credited'", "t.name"),
	("Points Batch", "tabPoints Batch Person", "t.status = 'Counted'", "t.parent"),
)


@dataclass(frozen=True)
class Finding:
	"""what: changed, removed, inserted, account, anchor; row: its name."""

	what: str
	row: str
	detail: str


@dataclass
class Report:
	accounts: int = 0
	entries: int = 0
	anchors: int = 0
	findings: list[Finding] = field(default_factory=list)

	def add(self, what: str, row: str, detail: str) -> None:
		self.findings.append(Finding(what, row, detail))


@dataclass
class Numbers:
	balance: int = 0
	earned: int = 0
	redeemed: int = 0


def verify() -> Report:
	"""Check the whole ledger. Raises only when the site's key is missing."""
	report, secret = Report(), keys.derive("ledger")
	for accounts in _pages():
		entries = _entries_of([account.name for account in accounts])
		for account in accounts:
			report.accounts += 1
			_check_account(report, secret, account, entries.get(account.name, []))
	_check_strays(report)
	_check_anchors(report, secret)
	_check_sources(report)
	return report


# ---------------------------------------------------------------- one account


def _check_account(report: Report, secret: bytes, account, entries: list) -> None:
	expected, numbers, kinds = 0, Numbers(), {}
	trusted = {chain.GENESIS}
	for entry in entries:
		report.entries += 1
		if entry.name != chain.entry_name(account.name, entry.seq) or entry.seq > account.last_seq:
			report.add("inserted", entry.name, _("was not posted by the ledger"))
			continue
		for seq in range(expected + 1, entry.seq):
			report.add("removed", chain.entry_name(account.name, seq), _("is missing"))
		if entry.seq > expected + 1:
			trusted = {entry.previous_hash or chain.GENESIS}
		expected = entry.seq
		trusted = _check_entry(report, secret, entry, trusted)
		kinds[entry.name] = entry.kind
		postings.count(numbers, kinds.get(entry.reverses, entry.kind), entry.points)
	for seq in range(expected + 1, account.last_seq + 1):
		report.add("removed", chain.entry_name(account.name, seq), _("is missing"))
	_check_numbers(report, secret, account, numbers, trusted)


def _check_entry(report: Report, secret: bytes, entry, trusted: set[str]) -> set[str]:
	"""Returns the proofs that the next row may build on: what stands here, and what should stand here."""
	computed = {chain.proof(secret, entry, previous) for previous in trusted}
	if entry.row_hash not in computed:
		report.add("changed", entry.name, _("does not fit its proof"))
	elif (entry.previous_hash or chain.GENESIS) not in trusted:
		report.add("changed", entry.name, _("names another row before it"))
	return {entry.row_hash, *computed}


def _check_numbers(report: Report, secret: bytes, account, numbers: Numbers, trusted: set[str]) -> None:
	if chain.seal(secret, account) != account.seal:
		report.add("account", account.name, _("the account's numbers do not fit their seal"))
		return
	stored = Numbers(account.balance, account.earned, account.redeemed)
	if stored != numbers or (account.last_hash or chain.GENESIS) not in trusted:
		report.add(
			"account",
			account.name,
			_("balance {0}, but the entries add up to {1}").format(account.balance, numbers.balance),
		)


def _pages() -> Iterator[list]:
	account, last = frappe.qb.DocType("Points Account"), ""
	columns = [account[column] for column in (*chain.ACCOUNT_COLUMNS, "seal")]
	while True:
		query = frappe.qb.from_(account).select(*columns).where(account.name > last).orderby(account.name)
		rows = query.limit(PAGE).run(as_dict=True)
		if rows:
			yield rows
		if len(rows) < PAGE:
			return
		last = rows[-1].name


def _entries_of(accounts: list[str]) -> dict[str, list]:
	"""Raw SQL: creation as the six-digit text that was signed, whatever the driver makes of it."""
	columns = ", ".join(f"`{column}`" for column in chain.COLUMNS if column != "creation")
	rows = frappe.db.sql(
		f"select {columns}, cast(creation as char) as creation, previous_hash, row_hash from `tabPoints Entry`"
		" where account in %s order by account, seq, name",
		[accounts],
		as_dict=True,
	)
	result: dict[str, list] = {}
	for row in rows:
		result.setdefault(row.account, []).append(row)
	return result


# ---------------------------------------------------------------- beside the accounts


def _check_strays(report: Report) -> None:
	account, entry = frappe.qb.DocType("Points Account"), frappe.qb.DocType("Points Entry")
	query = frappe.qb.from_(entry).left_join(account).on(account.name == entry.account)
	for name, of in query.select(entry.name, entry.account).where(account.name.isnull()).run():
		report.add("inserted", name, _("its account {0} does not exist").format(of))


def _check_anchors(report: Report, secret: bytes) -> None:
	anchor = frappe.qb.DocType("Points Anchor")
	head, number, count, after = chain.GENESIS, 0, 0, None
	for row in frappe.qb.from_(anchor).select("*").orderby(anchor.anchor_date).run(as_dict=True):
		report.anchors += 1
		day = getdate(row.anchor_date)
		root, found = chain.root(anchors.proofs(after, day))
		number, count = number + 1, count + row.day_count
		if row.number != number or (row.previous_head or chain.GENESIS) != head:
			report.add("anchor", row.name, _("the anchor before it is missing"))
			number, count = row.number, row.entry_count
		if chain.head(secret, row) != row.head or row.entry_count != count:
			report.add("anchor", row.name, _("does not fit its proof"))
		elif found != row.day_count:
			report.add("anchor", row.name, _("{0} entries then, {1} now").format(row.day_count, found))
		elif root != row.root:
			report.add("anchor", row.name, _("entries up to this day are not those of then"))
		head, after = row.head, day


def _check_sources(report: Report) -> None:
	"""A record that says it was credited by an entry that is gone: the end of a chain was cut off."""
	for doctype, table, credited, source in CREDITED:
		rows = frappe.db.sql(
			f"select {source}, t.entry from `{table}` t left join `tabPoints Entry` e on e.name = t.entry"
			f" where {credited} and (e.name is null or e.source_name != {source})"
		)
		for name, entry in rows:
			report.add("removed", entry or "–", _("{0} {1} was credited by it").format(_(doctype), name))

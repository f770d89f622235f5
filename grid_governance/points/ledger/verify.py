"""Does the ledger still say what was posted? Names every row that was changed, removed or inserted.

One pass over the accounts with their entries, a page of either at a time, then the anchors, then the records
that say they were credited. Reads only; what is held in memory does not grow with the ledger.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance import keys
from grid_governance.points.ledger import anchors, chain, postings

PAGE = 500  # accounts
ENTRY_PAGE = 5000
KEPT = 1000  # findings kept word for word; a wrong key would make one of every row
CREDITED = (
	("Points Declaration", "tabPoints Declaration", "t.stage = 'Credited'", "t.name"),
	("Points Batch", "tabPoints Batch Person", "t.status = 'Counted'", "t.parent"),
	("Points Settlement", "tabPoints Settlement Row", "t.entry is not null", "t.settlement"),
	("Points Correction", "tabOpening Balance Row", "t.entry is not null", "t.parent"),
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
	count: int = 0  # of findings, kept or not

	def add(self, what: str, row: str, detail: str) -> None:
		self.count += 1
		if len(self.findings) < KEPT:
			self.findings.append(Finding(what, row, detail))


@dataclass
class Numbers:
	balance: int = 0
	earned: int = 0
	redeemed: int = 0


def verify() -> Report:
	"""Check the whole ledger. Raises only when the site's key is missing."""
	report, secret = Report(), keys.derive("ledger")
	_check_accounts(report, secret, _pages())
	_check_strays(report)
	_check_anchors(report, secret)
	_check_sources(report)
	return report


def verify_accounts(names: Iterable[str]) -> Report:
	"""Check these accounts only, from their first entry to their last."""
	report, secret = Report(), keys.derive("ledger")
	_check_accounts(report, secret, _pages_of(sorted(set(names))))
	return report


def verify_anchor(number: int, printed: str) -> Report:
	"""Is anchor `number` the one whose head was `printed` on a paper, and do the entries up to it still make it up?

	`printed`: at least the first 20 hex digits of the head, hyphens and spaces allowed.
	"""
	report, secret = Report(), keys.derive("ledger")
	_check_anchors(report, secret, up_to=number)
	head = frappe.db.get_value("Points Anchor", {"number": number}, "head")
	if not head:
		report.add("anchor", str(number), _("there is no anchor of this number"))
	elif not chain.same_head(head, printed):
		report.add(
			"anchor", str(number), _("its head is {0}, not what was printed").format(chain.short_head(head))
		)
	return report


# ---------------------------------------------------------------- one account


def _check_accounts(report: Report, secret: bytes, pages: Iterable[list]) -> None:
	for accounts in pages:
		# the database compares names without regard to case, so the rows are told apart likewise
		rows = _entries_of([account.name for account in accounts])
		groups = itertools.groupby(rows, lambda row: row.account.lower())
		name, entries = next(groups, ("", ()))
		for account in accounts:
			report.accounts += 1
			mine = name == account.name.lower()
			_check_account(report, secret, account, entries if mine else ())
			if mine:
				name, entries = next(groups, ("", ()))


def _check_account(report: Report, secret: bytes, account, entries: Iterable) -> None:
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
	last = ""
	while rows := _accounts(lambda account: account.name > last):  # noqa: B023 (called at once)
		yield rows
		last = rows[-1].name


def _pages_of(names: list[str]) -> Iterator[list]:
	for start in range(0, len(names), PAGE):
		part = names[start : start + PAGE]
		yield _accounts(lambda account: account.name.isin(part))  # noqa: B023 (called at once)


def _accounts(where) -> list:
	account = frappe.qb.DocType("Points Account")
	columns = [account[column] for column in (*chain.ACCOUNT_COLUMNS, "seal")]
	query = frappe.qb.from_(account).select(*columns).where(where(account))
	return query.orderby(account.name).limit(PAGE).run(as_dict=True)


def _entries_of(accounts: list[str]) -> Iterator:
	"""In the order of account and number, a page at a time.

	Raw SQL: creation as the six-digit text that was signed, whatever the driver makes of it.
	"""
	columns = ", ".join(f"`{column}`" for column in chain.COLUMNS if column != "creation")
	account, seq, name = "", 0, ""
	while True:
		rows = frappe.db.sql(
			f"select {columns}, cast(creation as char) as creation, previous_hash, row_hash from `tabPoints Entry`"
			" where account in %s and (account > %s or (account = %s and (seq > %s or (seq = %s and name > %s))))"
			f" order by account, seq, name limit {ENTRY_PAGE}",
			[accounts, account, account, seq, seq, name],
			as_dict=True,
		)
		yield from rows
		if len(rows) < ENTRY_PAGE:
			return
		account, seq, name = rows[-1].account, rows[-1].seq, rows[-1].name


# ---------------------------------------------------------------- beside the accounts


def _check_strays(report: Report) -> None:
	account, entry = frappe.qb.DocType("Points Account"), frappe.qb.DocType("Points Entry")
	query = frappe.qb.from_(entry).left_join(account).on(account.name == entry.account)
	for name, of in query.select(entry.name, entry.account).where(account.name.isnull()).run():
		report.add("inserted", name, _("its account {0} does not exist").format(of))


def _check_anchors(report: Report, secret: bytes, up_to: int | None = None) -> None:
	anchor = frappe.qb.DocType("Points Anchor")
	head, number, count, after = chain.GENESIS, 0, 0, None
	query = frappe.qb.from_(anchor).select("*").orderby(anchor.anchor_date)
	for row in (query.where(anchor.number <= up_to) if up_to else query).run(as_dict=True):
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

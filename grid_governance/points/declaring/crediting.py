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

from grid_governance.points import ledger
from grid_governance.points.declaring import caps, twice
from grid_governance.points.ledger.postings import chunks
from grid_governance.points.rulebook import catalogue, messages, rules
from grid_governance.points.rulebook.holding import Holding

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
	items = _items(part, states)
	groups = {deed.row: books[deed.book].group(deed.doer, deed.subject) for deed in part}
	keys = {
		deed.row: rules.deed_key(deed.book, deed.item, groups[deed.row], deed.day, deed.occasion)
		for deed in part
	}
	payments = twice.last_payments(list(set(keys.values())))
	counted = _counted(part, states, books, items)
	outcomes: dict[str, Outcome] = {}
	accepted: list[Endorsed] = []
	for deed in part:
		payment = payments[keys[deed.row]]
		if payment.name:
			outcomes[deed.row] = _paid_before(deed, payment.name, payment.source_name, states)
		elif states[deed.account].status != "Normal":
			status = _(states[deed.account].status)
			outcomes[deed.row] = Outcome(None, _("The account is {0}.").format(status))
		elif reason := _refused(deed, groups[deed.row], counted, books[deed.book], items[deed.row]):
			outcomes[deed.row] = Outcome(None, reason)
		else:
			accepted.append(deed)
	postings = [_posting(deed, payments[keys[deed.row]].next_key) for deed in accepted]
	posted = ledger.post_each(postings, states)
	for deed, (entry, new) in zip(accepted, posted, strict=True):
		outcomes[deed.row] = Outcome(entry) if new else _paid_before(deed, entry, _source_of(entry), states)
	return outcomes


def _items(part: Sequence[Endorsed], states) -> dict[str, rules.Item]:
	"""row → its item as it holds in the account's unit on the day of the deed.

	Whether the unit had switched it on was judged when the deed was handed on: the household may have moved since.
	"""
	held = Holding(state.grid_unit for state in states.values())
	found: dict[tuple, rules.Item] = {}
	result = {}
	for deed in part:
		key = (deed.item, states[deed.account].grid_unit, deed.day, deed.book)
		if key not in found:
			try:
				found[key] = held.item(*key)
			except rules.RuleError:
				found[key] = catalogue.item(deed.item, deed.day)
		result[deed.row] = found[key]
	return result


def _paid_before(deed: Endorsed, entry: str, source_name: str | None, states) -> Outcome:
	if source_name == deed.source_name:
		return Outcome(entry)
	where = twice.in_words(states[deed.account].subject_name, deed.day, deed.item)
	return Outcome(None, messages.words(rules.RuleError("deed_twice", where=where)))


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


# ---------------------------------------------------------------- rules under the lock


def _refused(deed: Endorsed, group: str, counted: Counted, book, item) -> str | None:
	"""Why the deed does not fit any more (item retired meanwhile, cap), or None; what fits counts from now on."""
	others = counted.setdefault((deed.account, deed.item), [])
	new = rules.Deed(group, deed.day, deed.points)
	try:
		rules.check_in_force(item, deed.day)
		rules.check_caps(item, new, others, book.year_start_month)
	except rules.RuleError as error:
		return messages.words(error)
	others.append(new)
	return None


def _counted(part: Sequence[Endorsed], states, books, items) -> Counted:
	"""(account, item) → awards that stand, for items with caps."""
	spans: caps.Spans = {}
	for deed in part:
		span = rules.widest_period(items[deed.row], deed.day, books[deed.book].year_start_month)
		if span:
			low, high = spans.get(deed.item, span)
			spans[deed.item] = (min(low, span[0]), max(high, span[1]))
	if not spans:
		return {}
	subjects = {deed.account: (deed.book, deed.subject) for deed in part}
	result: Counted = {}
	for row in caps.awards(list(subjects), spans, states):
		book, subject = subjects[row["account"]]
		deed = rules.Deed(books[book].group(row["doer"], subject), getdate(row["deed_date"]), row["points"])
		result.setdefault((row["account"], row["item"]), []).append(deed)
	return result

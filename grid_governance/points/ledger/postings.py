"""What a posting is, and what is wrong with one whatever the account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import frappe
from frappe import _

CHUNK = 1000
SIGNS = {
	"Award": 1,
	"Opening": 1,
	"Transfer In": 1,
	"Deduction": -1,
	"Redemption": -1,
	"Expiry": -1,
	"Transfer Out": -1,
	"Reversal": 0,
}
EARNING = frozenset({"Award", "Opening"})
T = TypeVar("T")


class LedgerError(frappe.ValidationError):
	"""A posting that the ledger refuses; nothing of the call is written once the caller rolls back."""


class InsufficientPoints(LedgerError):
	"""The balance would fall below 0."""


class AccountFrozen(LedgerError):
	"""The account is frozen or closed."""


@dataclass(frozen=True)
class Posting:
	"""One movement to be posted.

	points: whole and signed as the kind wants it (Award +, Redemption -); a Reversal takes the opposite
	of the row it `reverses`. key: at most 140 characters, the same for the same fact whenever it is
	posted: a key already posted answers its old entry. deed_date: when the thing happened; the posting
	date is always today. even_frozen: a decision about a frozen account (heirs, wrong points) is posted
	to it; to a closed one nothing is.
	"""

	account: str
	kind: str
	points: int
	deed_date: date | str
	key: str
	doer: str | None = None
	item: str | None = None
	source_doctype: str | None = None
	source_name: str | None = None
	reverses: str | None = None
	remark: str | None = None
	even_frozen: bool = False


@dataclass
class AccountState:
	"""A locked account as it stands now (not as an older snapshot shows it)."""

	name: str
	book: str
	subject_doctype: str
	subject: str
	subject_name: str
	grid_unit: str
	status: str
	balance: int
	earned: int
	redeemed: int
	last_seq: int
	last_hash: str

	def copy(self) -> AccountState:
		return AccountState(*vars(self).values())


def check_form(posting: Posting) -> None:
	"""What is wrong with a posting whatever the account."""
	sign = SIGNS.get(posting.kind)
	if sign is None:
		frappe.throw(_("{0} is no kind of points entry.").format(posting.kind), LedgerError)
	if type(posting.points) is not int or posting.points == 0:
		frappe.throw(
			_("Points are whole numbers other than 0; {0} is not.").format(posting.points),
			LedgerError,
			title=_("Whole Points Only"),
		)
	if sign and (posting.points > 0) != (sign > 0):
		frappe.throw(
			_("{0} points do not fit an entry of kind {1}.").format(posting.points, _(posting.kind)),
			LedgerError,
		)
	if not posting.key or len(posting.key) > 140:
		frappe.throw(_("A posting needs a key of 1 to 140 characters."), LedgerError)
	if (posting.kind == "Reversal") != bool(posting.reverses):
		frappe.throw(_("A reversal names the entry that it reverses, and nothing else does."), LedgerError)


def count(numbers, kind: str, points: int) -> None:
	"""Add one movement to balance, earned and redeemed; a reversal counts under the kind that it reverses."""
	numbers.balance += points
	if kind in EARNING:
		numbers.earned += points
	elif kind == "Redemption":
		numbers.redeemed -= points


def chunks(values: Sequence[T]) -> Iterable[Sequence[T]]:
	for start in range(0, len(values), CHUNK):
		yield values[start : start + CHUNK]

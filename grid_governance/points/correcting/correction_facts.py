"""What a Points Correction must satisfy, by kind: asked when it is handed in, and again when it is decided.

The checks of a decision run under the lock on the accounts, with `states` as they stand in the locked rows.
"""

from __future__ import annotations

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance import permissions
from grid_governance.points.correcting import openings
from grid_governance.points.correcting.refusal import refuse
from grid_governance.points.ledger.postings import AccountState
from grid_governance.points.recusal import Interest

REVERSE, OPENING, TRANSFER = "Reverse Entries", "Opening Balance", "Transfer Points"
FREEZE, REOPEN, CLOSE = "Freeze Account", "Reopen Account", "Close Account"
STATUS_AFTER = {FREEZE: "Frozen", REOPEN: "Normal", CLOSE: "Account Closed"}
MOST_ENTRIES = 200
ACCOUNT_COLUMNS = (
	"name",
	"subject_name",
	"subject_doctype",
	"subject",
	"grid_unit",
	"status",
	"balance",
	"book",
)


def check(doc, states: Mapping[str, AccountState] | None = None) -> None:
	"""Raise CorrectionError when `doc` cannot be carried out as things stand; fills what follows from its rows.

	states: the locked accounts; without them a look at what the user sees now.
	"""
	if not (doc.reason or "").strip():
		refuse(_("Please give the reason."), _("Reason Missing"))
	if doc.kind == OPENING:
		openings.check(doc)
		return
	account = states[doc.account] if states else account_row(doc.account)
	if doc.kind == REVERSE:
		_check_reversal(doc, account)
	elif doc.kind == TRANSFER:
		_check_transfer(doc, account, states[doc.to_account] if states else account_row(doc.to_account))
	else:
		_check_status(doc.kind, account)


def account_row(name: str | None) -> frappe._dict:
	"""The account's row, for who may read it; unknown and foreign look alike."""
	row = name and frappe.db.get_value("Points Account", name, ACCOUNT_COLUMNS, as_dict=True)
	if not row or not permissions.reads("Points Account", name):
		frappe.throw(_("Points account {0} does not exist.").format(name or "–"), frappe.DoesNotExistError)
	return row


def interests(doc) -> list[Interest]:
	"""Whose advantage the correction is: the holders of its accounts and the doers of what is reversed."""
	if doc.kind == OPENING:
		return [Interest(row.subject_name, row.subject_doctype, row.subject) for row in doc.rows]
	names = [row.entry for row in doc.entries] if doc.kind == REVERSE else []
	doers = frappe.get_all("Points Entry", {"name": ["in", names or [""]]}, pluck="doer")
	result = []
	for name in filter(None, (doc.account, doc.to_account if doc.kind == TRANSFER else None)):
		row = frappe.db.get_value("Points Account", name, ACCOUNT_COLUMNS, as_dict=True)
		result.append(
			Interest(row.subject_name, row.subject_doctype, row.subject, tuple(filter(None, doers)))
		)
	return result


# ---------------------------------------------------------------- reversal


def _check_reversal(doc, account) -> None:
	names = [row.entry for row in doc.entries]
	if not names:
		refuse(_("Choose the entries to be reversed."), _("Entries Missing"))
	if len(names) > MOST_ENTRIES:
		refuse(_("At most {0} entries in one correction. Please make several.").format(MOST_ENTRIES))
	if len(set(names)) < len(names):
		refuse(_("An entry stands there twice."))
	rows, reversed_ones = _entries(names)
	for line in doc.entries:
		row = rows.get(line.entry)
		if row is None or row.account != account.name:
			refuse(_("Entry {0} is not of this account.").format(line.entry))
		if line.entry in reversed_ones:
			refuse(_("Entry {0} was reversed already.").format(line.entry), _("Reversed Already"))
		_check_kind(row)
		item = row.item and frappe.get_cached_value("Points Item", row.item, "item_name")
		line.update(
			{"entry_kind": row.kind, "points": row.points, "deed_date": row.deed_date, "item_name": item}
		)
	after = account.balance - sum(row.points for row in rows.values())
	if after < 0:
		refuse(
			_("The account has {0} points; {1} would be missing. They were spent since.").format(
				account.balance, -after
			),
			_("Not Enough Points"),
		)


def _entries(names: list[str]) -> tuple[dict[str, dict], set[str]]:
	"""(name → row, those that have a reversal)."""
	columns = ["name", "account", "kind", "points", "deed_date", "item", "source_doctype"]
	rows = {row.name: row for row in frappe.get_all("Points Entry", {"name": ["in", names]}, columns)}
	done = frappe.get_all("Points Entry", {"reverses": ["in", names]}, pluck="reverses")
	return rows, set(done)


def _check_kind(row) -> None:
	if row.kind == "Reversal":
		refuse(_("Entry {0} is a reversal itself. Credit the points anew instead.").format(row.name))
	if row.source_doctype == "Points Redemption":
		refuse(_("A redemption is called off or taken back at the shop, not reversed here."))
	if row.kind in ("Transfer In", "Transfer Out"):
		refuse(
			_("Entry {0} has its other half in another account. Transfer the points back.").format(row.name)
		)


# ---------------------------------------------------------------- transfer, status


def _check_transfer(doc, source, target) -> None:
	if source.name == target.name:
		refuse(_("Points cannot be transferred within one account."))
	if source.status == "Account Closed":
		refuse(_("The account of {0} is closed.").format(source.subject_name))
	if target.status != "Normal":
		refuse(_("The account of {0} is {1}.").format(target.subject_name, _(target.status)))
	books = [frappe.get_cached_doc("Points Book", row.book) for row in (source, target)]
	if not same_purpose(*books):
		refuse(
			_(
				"“{0}” and “{1}” are not kept for the same subjects and purpose; points cannot go over."
			).format(books[0].book_name, books[1].book_name),
			_("Book Not Fitting"),
		)
	points = cint(doc.points) or source.balance
	if not 0 < points <= source.balance:
		refuse(_("The account has {0} points.").format(source.balance), _("Not Enough Points"))
	if doc.close_after and points < source.balance:
		refuse(_("Only an empty account can be closed. Transfer the whole balance."), _("Account Not Empty"))


def same_purpose(book, other) -> bool:
	"""Whether points may go from one book to the other: the same, or one for the same class and purpose."""
	return book.name == other.name or (
		book.subject_class == other.subject_class and bool(book.redeemable) == bool(other.redeemable)
	)


def _check_status(kind: str, account) -> None:
	if kind not in STATUS_AFTER:
		refuse(_("{0} is no kind of correction.").format(_(kind or "")))
	if account.status == STATUS_AFTER[kind] or (kind == FREEZE and account.status != "Normal"):
		refuse(_("The account is {0} already.").format(_(account.status)))
	if kind == CLOSE and account.balance:
		refuse(
			_("The account still holds {0} points; transfer or redeem them first.").format(account.balance),
			_("Account Not Empty"),
		)

"""What becomes of points when households and people change. Called by the acts of the register, in their transaction.

    split       the family's account stays where the head stays; a share in whole points may go along
    merger      the balance goes to the household that is joined
    move        a personal account follows the person, a family's balance when the whole family leaves; where
                the book is not kept, into the one book there that serves the same purpose, else it waits
    death       a personal account is frozen until the heirs decide (a correction); the family's goes on
    duplicate   all points of the second record go to the first

The past stays where it was: entries keep their unit, an account its chain. Points change hands by Transfer Out
and In, never beside the ledger. Nobody moves points for the own household this way: they wait for a correction.
Each function answers in words what happened, for the Life Event, its slip and the person at the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.utils import cint, flt

from grid_governance.points import ledger, recusal
from grid_governance.points.correcting.corrections import transfer_postings
from grid_governance.points.correcting.refusal import refuse
from grid_governance.points.ledger import accounts
from grid_governance.registry import codes, population

COLUMNS = ["name", "book", "subject_doctype", "subject", "subject_name", "grid_unit", "status", "balance"]


def after_split(
	slip: str, source: str, new: str, persons: Iterable[str], shares: Mapping[str, object]
) -> None:
	"""shares: account of `source` → whole points that go along to `new`.

	Raises CorrectionError for a share that is no whole number within the balance, RecusalError for an own
	household: the act as a whole is refused then.
	"""
	shares = {
		account: _whole(points) for account, points in (shares or {}).items() if points not in (None, "", 0)
	}
	held = {row.name: row for row in accounts_of("Household", [source])}
	if set(shares) - set(held):
		refuse(_("Points of another household cannot be shared out here."))
	lines = []
	for row in held.values():
		points = shares.get(row.name, 0)
		if points:
			lines.append(_share(slip, row, new, points))
		elif row.balance:
			lines.append(
				_("“{0}”: all {1} points stay with the household of {2}.").format(
					_label(row.book), row.balance, row.subject_name
				)
			)
	_note(slip, lines + _personal(slip, persons))


def after_merge(
	slip: str, source: str, target: str, persons: Iterable[str], holder: str | None = None
) -> None:
	"""Everything `source` has goes to `target`; what still comes for it later is carried on every night."""
	lines = [_hand_over(slip, row, target) for row in _held(source, holder)]
	_note(slip, lines + _personal(slip, persons))


def after_move(
	slip: str, source: str, target: str, persons: Iterable[str], holder: str | None = None
) -> None:
	"""When nobody stays behind, the family's balance goes along; otherwise it stays where the head is."""
	held = accounts_of("Household", [source])
	if population.members(source):
		lines = [
			_("“{0}”: the {1} points of the family stay with the household of {2}.").format(
				_label(row.book), row.balance, row.subject_name
			)
			for row in held
			if row.balance
		]
	else:
		lines = [_hand_over(slip, row, target) for row in _held(source, holder)]
	_note(slip, lines + _personal(slip, persons))


def after_change_of_head(slip: str, household: str) -> None:
	_note(slip, _goes_on(household))


def after_leaving(slip: str, household: str, persons: Iterable[str], dead: bool) -> None:
	"""Death or moving away; accounts of the dead are frozen by then (accounts.follow_subject)."""
	lines = []
	for row in accounts_of("Resident", list(persons)):
		if row.status == "Frozen":
			text = _("“{0}”: the account of {1} with {2} points is frozen until the heirs decide.")
		else:
			text = _("“{0}”: the account of {1} keeps its {2} points.")
		lines.append(text.format(_label(row.book), row.subject_name, row.balance))
	if population.members(household):
		lines += _goes_on(household)
	else:
		lines += [_without_members(row, dead) for row in accounts_of("Household", [household])]
	_note(slip, lines)


def after_duplicate(slip: str, duplicate: str, kept: str) -> None:
	_note(slip, [_hand_over(slip, row, kept) for row in accounts_of("Resident", [duplicate])])


def carry_late() -> None:
	"""Daily: points that came late to a household that was merged, or to a duplicate record, go where they belong.

	A deed that was still being handled, goods given back. Owns its transactions.
	"""
	for row, target in _late():
		try:
			ledger.run_with_retry(
				lambda row=row, target=target: _hand_over(f"late:{row.last_seq}", row, target)
			)
			frappe.db.commit()
		except frappe.ValidationError:
			frappe.db.rollback()
			frappe.log_error(f"Points of account {row.name} could not be carried on")


# ---------------------------------------------------------------- one account


def accounts_of(subject_doctype: str, subjects: list[str]) -> list[dict]:
	"""The accounts of these subjects, by name; only those not closed."""
	filters = {
		"subject_doctype": subject_doctype,
		"subject": ["in", subjects or [""]],
		"status": ["!=", "Account Closed"],
	}
	return frappe.get_all("Points Account", filters, COLUMNS, order_by="name")


def _held(household: str, holder: str | None) -> list[dict]:
	"""The accounts in the name of their former head; without anybody they bear the address by now."""
	rows = accounts_of("Household", [household])
	return [frappe._dict(row, subject_name=holder or row.subject_name) for row in rows]


def _share(slip: str, row, new: str, points: int) -> str:
	household = frappe.db.get_value("Household", new, ["grid_unit", "head"], as_dict=True)
	book = book_at(row.book, household.grid_unit)
	if row.status != "Normal" or not book:
		refuse(
			_("Points of “{0}” cannot go along: the account is {1} or the book is not kept there.").format(
				_label(row.book), _(row.status)
			)
		)
	interest = recusal.Interest(row.subject_name, row.subject_doctype, row.subject)
	recusal.refuse_own([interest, recusal.Interest(row.subject_name, "Household", new)])
	target = accounts.account_for(book, "Household", new)
	_transfer(slip, row.name, target, points)
	return _("“{0}”: {1} points went along, {2} stay with the household of {3}.").format(
		_label(row.book), points, row.balance - points, row.subject_name
	)


def _hand_over(slip: str, row, target: str) -> str:
	"""The whole balance to the account of `target` (same DocType); answers in words, also when it must wait."""
	label = _label(row.book)
	if not row.balance:
		return _("“{0}”: the account of {1} has no points.").format(label, row.subject_name)
	unit = frappe.db.get_value(row.subject_doctype, target, "grid_unit")
	book = book_at(row.book, unit)
	held = book and accounts.account_for(book, row.subject_doctype, target)
	waits = _why_waiting(row, held, target)
	if waits:
		return _("“{0}”: {1} points of {2} wait for a correction by the points office: {3}").format(
			label, row.balance, row.subject_name, waits
		)
	states = ledger.lock_accounts([row.name, held])
	balance = states[row.name].balance
	_transfer(slip, row.name, held, balance)
	return _("“{0}”: {1} points went from {2} to {3} (“{4}”).").format(
		label, balance, row.subject_name, states[held].subject_name, _label(book)
	)


def _why_waiting(row, held: str | None, target: str) -> str | None:
	if row.status != "Normal":
		return _("the account is {0}").format(_(row.status))
	if not held:
		return _("no single book there serves the same purpose")
	if frappe.db.get_value("Points Account", held, "status") != "Normal":
		return _("the account there is not open")
	interests = [
		recusal.Interest(row.subject_name, row.subject_doctype, row.subject),
		recusal.Interest(row.subject_name, row.subject_doctype, target),
	]
	if recusal.own_rows(interests, frappe.session.user):
		return _("it is the own household of who handled this")
	return None


def _transfer(slip: str, source: str, target: str, points: int) -> None:
	key = f"life:{slip}:{source}"
	of = ("Life Event", slip) if frappe.db.exists("Life Event", slip) else (None, None)
	ledger.post(
		transfer_postings(source, target, points, key, of, _("Change Of Household"), even_frozen=False)
	)


def _personal(slip: str, persons: Iterable[str]) -> list[str]:
	"""Personal accounts have followed to the new unit; where their book is not kept, the points go into its like."""
	lines = []
	for row in accounts_of("Resident", list(persons)):
		owner = frappe.get_cached_value("Points Book", row.book, "grid_unit") or ""
		if not row.balance:
			continue
		if codes.contains(owner, row.grid_unit):
			text = _("“{0}”: the account of {1} with {2} points goes along.")
			lines.append(text.format(_label(row.book), row.subject_name, row.balance))
		else:
			lines.append(_hand_over(slip, row, row.subject))
	return lines


def _goes_on(household: str) -> list[str]:
	return [
		_("“{0}”: the account with {1} points goes on in the name of {2}.").format(
			_label(row.book), row.balance, row.subject_name
		)
		for row in accounts_of("Household", [household])
	]


def _without_members(row, dead: bool) -> str:
	if dead and row.status == "Normal":
		accounts.set_status(row.name, "Frozen", _("Nobody of the household is left; the heirs decide."))
		row.status = "Frozen"
	if row.status == "Frozen":
		return _("“{0}”: the family's account with {1} points is frozen until the heirs decide.").format(
			_label(row.book), row.balance
		)
	return _("“{0}”: the {1} points of the family stay in its account.").format(_label(row.book), row.balance)


def book_at(book: str, unit: str) -> str | None:
	"""The book itself where it is kept in `unit`, else the only one kept there for the same class and purpose."""
	doc = frappe.get_cached_doc("Points Book", book)
	if codes.contains(doc.grid_unit or "", unit):
		return book
	same = {"subject_class": doc.subject_class, "redeemable": doc.redeemable, "status": "In Use"}
	there = [
		row.name
		for row in frappe.get_all("Points Book", same, ["name", "grid_unit"])
		if codes.contains(row.grid_unit or "", unit)
	]
	return there[0] if len(there) == 1 else None


def _label(book: str) -> str:
	return frappe.get_cached_value("Points Book", book, "book_name")


def _whole(points: object) -> int:
	if isinstance(points, bool) or cint(points) != flt(points) or cint(points) <= 0:
		refuse(_("A share is a whole number of points above 0."))
	return cint(points)


def _note(slip: str, lines: list[str]) -> None:
	"""What happened to the points, on the Life Event and so on its slip."""
	text = "\n".join(line for line in lines if line)
	if text:
		frappe.db.set_value("Life Event", slip, "points_note", text, update_modified=False)


def _late() -> list[tuple[dict, str]]:
	"""(account with a balance, subject that its points belong to) of merged households and duplicate records."""
	account, home, event, person = (
		frappe.qb.DocType(doctype) for doctype in ("Points Account", "Household", "Life Event", "Resident")
	)
	columns = [account[column] for column in (*COLUMNS, "last_seq")]
	waiting = (account.balance > 0) & (account.status == "Normal")
	merged = (
		frappe.qb.from_(account)
		.join(home)
		.on((account.subject_doctype == "Household") & (home.name == account.subject))
		.join(event)
		.on((event.household == home.name) & (event.event == "Household Merger"))
		.select(*columns, event.other_household.as_("target"))
		.where(waiting & (home.status == "Off Register"))
		.orderby(event.creation)
	)
	doubles = (
		frappe.qb.from_(account)
		.join(person)
		.on((account.subject_doctype == "Resident") & (person.name == account.subject))
		.select(*columns, person.duplicate_of.as_("target"))
		.where(waiting & (person.status == "Duplicate Record"))
	)
	rows = {row.name: row for query in (merged, doubles) for row in query.run(as_dict=True)}
	return [(row, row.target) for row in rows.values() if row.target]

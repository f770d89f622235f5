"""积分更正: asked by one person, decided by a second, carried out by the code through the ledger.

    ask → decide ─ no  → Correction Refused
                 └ yes → entries, accounts and outcome in the transaction of the decision
                         (an opening sheet of more than 30 rows: one background job, resumable)

Locks: accounts by name, then the correction. Every posting has a key made of the correction's name, so
nothing is posted twice whatever is repeated.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, now, now_datetime, nowdate

from grid_governance import jobs, permissions
from grid_governance.points import ledger, recusal
from grid_governance.points.correcting import correction_facts, openings
from grid_governance.points.correcting.correction_facts import OPENING, REVERSE, STATUS_AFTER, TRANSFER
from grid_governance.points.correcting.refusal import CorrectionError, refuse
from grid_governance.points.ledger import accounts
from grid_governance.registry import bulk

DOCTYPE = "Points Correction"
DRAFT, PENDING, POSTING, DONE, REFUSED, TAKEN_BACK = (
	"Draft",
	"Decision Pending",
	"Posting In Progress",
	"Correction Done",
	"Correction Refused",
	"Taken Back",
)
INLINE = 30


# ---------------------------------------------------------------- steps


def ask(name: str) -> str:
	"""Hand a draft in for the decision of another person; returns its status.

	Raises CorrectionError when it could not be carried out, RecusalError for an own account (an opening
	sheet of a village may hold the asker's own household: the second person sees that).
	"""
	doc = _for_writing(name)
	if doc.status != DRAFT:
		refuse(_("This correction is {0}.").format(_(doc.status)))
	correction_facts.check(doc)
	if doc.kind != OPENING:
		recusal.refuse_own(correction_facts.interests(doc))
	own = (
		recusal.own_rows(correction_facts.interests(doc), frappe.session.user) if doc.kind == OPENING else ()
	)
	note = (
		_("Holds the asker's own household: {0}").format("、".join(row.name for row in own)) if own else None
	)
	balance = frappe.db.get_value("Points Account", doc.account, "balance") if doc.account else 0
	_write(
		doc,
		status=PENDING,
		asked_by=frappe.session.user,
		asked_on=now(),
		account_balance=balance,
		outcome=note,
	)
	return doc.status


def decide(name: str, agree: bool, reason: str | None = None) -> str:
	"""The second person's word; returns the status. `reason` is needed for a refusal.

	Raises RecusalError for who asked, for an own account and for village staff below the township;
	CorrectionError, InsufficientPoints when it cannot be carried out (any more): nothing is changed then.
	"""
	doc = _for_writing(name)
	if doc.status != PENDING:
		refuse(_("This correction is {0}.").format(_(doc.status)))
	_check_decider(doc)
	if not agree and not (reason or "").strip():
		refuse(_("Please give the reason of the refusal."), _("Reason Missing"))
	states = ledger.lock_accounts(_accounts(doc)) if agree else {}
	_still_pending(name)
	signed = {
		"decided_by": frappe.session.user,
		"decided_on": now(),
		"decision_reason": (reason or "").strip(),
	}
	if not agree:
		_write(doc, status=REFUSED, **signed)
	elif doc.kind == OPENING and len(doc.rows) > INLINE:
		correction_facts.check(doc)
		_write(doc, status=POSTING, **signed)
		enqueue(name)
	else:
		correction_facts.check(doc, states)
		_write(doc, status=DONE, outcome=_carry_out(doc), **signed)
	return doc.status


def take_back(name: str) -> str:
	"""Who asked takes a draft or an undecided request back; returns the status."""
	doc = _for_writing(name)
	if doc.status not in (DRAFT, PENDING):
		refuse(_("This correction is {0}.").format(_(doc.status)))
	if frappe.session.user not in (doc.asked_by or doc.owner, doc.owner):
		refuse(_("Only who asked takes a request back."))
	_still_pending(name, doc.status)
	_write(doc, status=TAKEN_BACK)
	return doc.status


def request(kind: str, account: str, reason: str, **values) -> str:
	"""A correction of one account made and handed in at once (the typed API); returns its name."""
	doc = frappe.get_doc({"doctype": DOCTYPE, "kind": kind, "account": account, "reason": reason, **values})
	doc.insert()
	ask(doc.name)
	return doc.name


# ---------------------------------------------------------------- who


def may_decide(doc) -> bool:
	"""Whether the user's posts reach every account concerned, with the right to keep accounts."""
	return all(permissions.may("Points Account", "write", unit) for unit in _units(doc))


def _check_decider(doc) -> None:
	user = frappe.session.user
	if user in (doc.asked_by, doc.owner):
		frappe.throw(
			_("Who asks for a correction does not decide it. Please leave it to a second person."),
			recusal.RecusalError,
			title=_("Recusal"),
		)
	if not may_decide(doc):
		frappe.throw(
			_("The points office decides on corrections, within its own area."),
			frappe.PermissionError,
			title=_("Not Yours To Decide"),
		)
	interests = correction_facts.interests(doc)
	recusal.refuse_own(interests, user)
	recusal.refuse_staff(interests, doc.grid_unit, "Points Account", user)


def _units(doc) -> set[str]:
	names = _accounts(doc)
	found = frappe.get_all("Points Account", {"name": ["in", names or [""]]}, pluck="grid_unit")
	return {doc.grid_unit, *found}


def _accounts(doc) -> list[str]:
	if doc.kind == OPENING:
		return []
	return [name for name in (doc.account, doc.to_account if doc.kind == TRANSFER else None) if name]


def _for_writing(name: str):
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	return doc


def _still_pending(name: str, status: str = PENDING) -> None:
	"""Under lock: two who decide at the same moment wait for each other, and the second is told."""
	stands = frappe.db.get_value(DOCTYPE, name, "status", for_update=True)
	if stands != status:
		refuse(_("This correction is {0}.").format(_(stands)))


def _write(doc, **values) -> None:
	"""The code's own columns, past the form's guard; a line on the timeline says what became of it."""
	doc.db_set(values)
	doc.add_comment("Info", _(doc.status))


# ---------------------------------------------------------------- carrying out


def _carry_out(doc) -> str:
	"""Post, in the caller's transaction; returns the outcome in words."""
	if doc.kind == OPENING:
		openings.post(doc)
		outcomes = {row.name: (row.account, row.entry) for row in doc.rows}
		bulk.update_each("Opening Balance Row", ["account", "entry"], outcomes)
		return _("{0} accounts opened with {1} points").format(
			len(doc.rows), sum(row.points for row in doc.rows)
		)
	if doc.kind == REVERSE:
		return _reverse(doc)
	if doc.kind == TRANSFER:
		return _transfer(doc)
	accounts.set_status(doc.account, STATUS_AFTER[doc.kind], doc.reason)
	return _("The account is {0} now.").format(_(STATUS_AFTER[doc.kind]))


def _reverse(doc) -> str:
	names = [row.entry for row in doc.entries]
	for row, reversal in zip(doc.entries, ledger.reverse(names, doc.reason, even_frozen=True), strict=True):
		row.db_set("reversal", reversal)
	balance = frappe.db.get_value("Points Account", doc.account, "balance")
	return _("{0} entries reversed; the balance is {1} now.").format(len(names), balance)


def _transfer(doc) -> str:
	states = ledger.lock_accounts(_accounts(doc))
	points = cint(doc.points) or states[doc.account].balance
	ledger.post(
		transfer_postings(
			doc.account, doc.to_account, points, f"correction:{doc.name}", (DOCTYPE, doc.name), doc.reason
		)
	)
	doc.db_set("points", points)
	if doc.close_after:
		accounts.set_status(doc.account, "Account Closed", doc.reason)
	return _("{0} points went from {1} to {2}.").format(
		points, states[doc.account].subject_name, states[doc.to_account].subject_name
	)


def transfer_postings(
	source: str,
	target: str,
	points: int,
	key: str,
	of: tuple[str, str],
	remark: str,
	even_frozen: bool = True,
) -> list[ledger.Posting]:
	"""Both halves of a transfer: out of one account, into the other, on one day under one key."""
	common = {
		"deed_date": nowdate(),
		"source_doctype": of[0],
		"source_name": of[1],
		"remark": remark,
	}
	return [
		ledger.Posting(source, "Transfer Out", -points, key=f"{key}:out", even_frozen=even_frozen, **common),
		ledger.Posting(target, "Transfer In", points, key=f"{key}:in", **common),
	]


# ---------------------------------------------------------------- in the background


def enqueue(name: str) -> None:
	jobs.enqueue_once("grid_governance.points.correcting.corrections.post_job", name, 1800, name=name)


def post_job(name: str) -> None:
	"""Background: owns its transaction. The whole sheet or nothing; what cannot be posted goes back to be decided."""
	try:
		ledger.run_with_retry(lambda: _post_sheet(name))
	except frappe.ValidationError as error:
		frappe.db.rollback()
		text = _("Nothing was posted: {0}").format(frappe.utils.strip_html(str(error)))
		frappe.db.set_value(DOCTYPE, name, {"status": PENDING, "outcome": text[:500]})
	frappe.db.commit()
	frappe.publish_progress(100, title=_("Posting Opening Balances"), doctype=DOCTYPE, docname=name)


def _post_sheet(name: str) -> None:
	if frappe.db.get_value(DOCTYPE, name, "status", for_update=True) != POSTING:
		return
	doc = frappe.get_doc(DOCTYPE, name)
	_write(doc, status=DONE, outcome=_carry_out(doc))


def resume_unfinished() -> None:
	"""Hourly: sheets whose worker died are posted."""
	since = add_to_date(now_datetime(), minutes=-30)
	for name in frappe.get_all(DOCTYPE, {"status": POSTING, "decided_on": ["<", since]}, pluck="name"):
		enqueue(name)


__all__ = ["CorrectionError", "ask", "decide", "may_decide", "request", "take_back", "transfer_postings"]

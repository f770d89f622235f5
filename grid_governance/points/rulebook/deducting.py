"""A deduction: which rules allow it, and its one entry in the ledger."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate, nowdate

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.points.redemption import suspensions
from grid_governance.points.rulebook import catalogue, deduction_rules, messages
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.rules import RuleError, whole

DOCTYPE = "Points Deduction"


def check_facts(doc) -> None:
	"""Fill subject, unit, rules, basis and points of a deduction. Raises when no rules in force allow it."""
	book = catalogue.book(doc.book)
	fact = accounts.subject_facts(doc.subject_doctype, [doc.subject]).get(doc.subject)
	if not fact or not fact.grid_unit:
		messages.refuse(RuleError("unknown_subject", subject=doc.subject))
	doc.subject_name = fact.subject_name
	doc.place(fact.grid_unit)
	day = getdate(doc.deed_date)
	if day > getdate(nowdate()):
		messages.refuse(RuleError("future_deed", day=day))
	item = frappe.get_cached_doc("Deduction Item", doc.item)
	rules = Holding([doc.grid_unit]).rules(doc.grid_unit, day, book.name)
	row = rules and frappe.db.get_value(
		"Points Rules Deduction", {"parent": rules.name, "item": doc.item}, ["points"], as_dict=True
	)
	if not row:
		frappe.throw(
			_(
				"No rules that were in force in {0} on {1} name the deduction “{2}”."
				" It is off until an assembly adopts it."
			).format(doc.grid_unit, day, item.item_name),
			title=_("Not Adopted"),
		)
	low, high = (row.points, row.points) if row.points else (item.min_points, item.max_points)
	doc.rules = rules.name
	doc.basis = f"{item.basis}；{rules.title}"
	doc.points = _points(doc.points or (low if low == high else None), item, low, high)
	_refuse_twice(doc)


def _points(given, item, low: int, high: int) -> int:
	if not given:
		frappe.throw(
			_("“{0}” takes {1} to {2} points. Please fill in how many are proposed.").format(
				item.item_name, low, high
			),
			title=_("Points Missing"),
		)
	try:
		points = whole(given)
	except RuleError as error:
		messages.refuse(error)
	if not low <= points <= high:
		messages.refuse(RuleError("outside_band", item=item.item_name, low=low, high=high, given=points))
	return points


def _refuse_twice(doc) -> None:
	other = frappe.db.get_value(
		DOCTYPE,
		{
			"subject": doc.subject,
			"item": doc.item,
			"deed_date": doc.deed_date,
			"name": ["!=", doc.name or ""],
			"stage": ["!=", "Taken Back"],
		},
		"stage",
	)
	if other:
		frappe.throw(
			_("This matter of {0} is recorded already ({1}).").format(doc.subject_name, _(other)),
			title=_("Recorded Twice"),
		)


def post(doc) -> None:
	"""One entry of kind Deduction, never below zero: what is there is taken, and the record says so."""
	account = accounts.account_for(doc.book, doc.subject_doctype, doc.subject, create=False)
	entry, taken = None, 0
	if account:
		state = ledger.lock_accounts([account])[account]
		taken = deduction_rules.taken(doc.points, state.balance)
	if taken:
		entry = ledger.post(
			[
				ledger.Posting(
					account=account,
					kind="Deduction",
					points=-taken,
					deed_date=getdate(doc.deed_date),
					key=f"deduction:{doc.name}",
					source_doctype=doc.doctype,
					source_name=doc.name,
				)
			]
		)[0]
	outcome = _outcome(doc.points, taken)
	days = cint(frappe.db.get_value("Deduction Item", doc.item, "stop_days"))
	if account and days:
		outcome += _stop_redeeming(doc, account, days)
	doc.db_set({"account": account, "entry": entry, "taken_points": taken, "outcome": outcome})


def _stop_redeeming(doc, account: str, days: int) -> str:
	"""Where the item says so, the right to redeem is suspended from the decision on; the same paper is its basis."""
	until = add_days(nowdate(), days)
	reason = "；".join(part for part in (doc.basis, doc.decision_reason) if part)
	suspensions.suspend_redemption(account, until, reason, source=doc)
	return " " + _("Redemption is suspended until {0}.").format(until)


def _outcome(points: int, taken: int) -> str:
	if taken == points:
		return _("{0} points were deducted.").format(taken)
	if not taken:
		return _(
			"Decided were {0} points; the account holds none: nothing was deducted, nothing is owed."
		).format(points)
	return _("Decided were {0} points; the account held {1}, which were deducted. Nothing is owed.").format(
		points, taken
	)

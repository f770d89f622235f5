"""The right to redeem, suspended until a day by a decision with its basis. Points stay, and go on being earned.

The decision is a record (Redemption Suspension); what it means now stands in one date of the account's row,
which is read under the account's lock. The numbers of the ledger are not touched.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import format_date, getdate, now_datetime

from grid_governance.points import ledger

DOCTYPE = "Redemption Suspension"
IN_FORCE, LIFTED = "Suspension In Force", "Suspension Lifted"


class RedemptionSuspended(frappe.ValidationError):
	"""The holder may not redeem for the time being."""


def suspend_redemption(account: str, until, reason: str, from_date=None, source=None) -> str:
	"""Suspend by a decision taken elsewhere (a deduction): returns the Redemption Suspension.

	until: the last day without redemption. source: the record of the decision. The caller has checked the
	right to decide. Raises frappe.ValidationError for a day that is past or a reason that is missing.
	"""
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{"account": account, "until_date": until, "basis": reason, "from_date": from_date or getdate()}
	)
	if source:
		doc.update({"source_doctype": source.doctype, "source_name": source.name})
	return doc.insert(ignore_permissions=True).name


def lift(name: str, reason: str):
	"""End a suspension before its last day; the caller has checked the right."""
	if not (reason or "").strip():
		frappe.throw(_("Say why the suspension is lifted."), title=_("Reason Missing"))
	account = frappe.db.get_value(DOCTYPE, name, "account")
	ledger.lock_accounts([account])
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.status != IN_FORCE:
		frappe.throw(_("This suspension was lifted before."), title=_("Step Not Open"))
	doc.db_set(
		{
			"status": LIFTED,
			"lifted_on": now_datetime(),
			"lifted_by": frappe.session.user,
			"lift_reason": reason,
		}
	)
	take_effect(account)
	return doc


def take_effect(account: str) -> None:
	"""Write the last day of the suspensions in force that have begun into the account's row. Under its lock."""
	table = frappe.qb.DocType(DOCTYPE)
	rows = (
		frappe.qb.from_(table)
		.select(table.until_date)
		.where((table.account == account) & (table.status == IN_FORCE) & (table.from_date <= getdate()))
		.for_update()
		.run(pluck=True)
	)
	until = max(rows, default=None)
	frappe.db.set_value("Points Account", account, "redemption_stopped_until", until, update_modified=False)


def begin_today() -> None:
	"""Scheduler, daily: suspensions that were to begin later."""
	for account in frappe.get_all(DOCTYPE, {"status": IN_FORCE, "from_date": getdate()}, pluck="account"):
		ledger.lock_accounts([account])
		take_effect(account)
		frappe.db.commit()


def stopped_until(account: str) -> date | None:
	"""The last day without redemption if it is not past; read from the locked row of the account."""
	until = frappe.db.get_value("Points Account", account, "redemption_stopped_until", for_update=True)
	return until if until and getdate(until) >= getdate() else None


def refuse_suspended(account: str) -> None:
	"""Raise RedemptionSuspended, in the words that the keeper reads out."""
	until = stopped_until(account)
	if until:
		frappe.throw(
			_("This holder's right to redeem is suspended until {0}. Questions: points office.").format(
				format_date(until)
			),
			RedemptionSuspended,
			title=_("Redemption Suspended"),
		)

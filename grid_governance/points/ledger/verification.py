"""The verification that runs by itself, keeps what it found, and alerts: weekly the whole, nightly what moved.

It never stops silently: a run that breaks off is a finding of its own, and every night looks whether the
last whole run is older than it should be. Records and alerts name accounts and entries by their keys only.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification
from frappe.utils import add_days, add_to_date, get_datetime, getdate, now, now_datetime, nowdate

from grid_governance import jobs
from grid_governance.points.ledger import verify

DOCTYPE = "Points Verification"
WHOLE, TOUCHED = "Whole Ledger", "Accounts Touched"
RUNNING, IN_ORDER, FINDINGS, BROKE_OFF = (
	"Check Running",
	"Ledger In Order",
	"Ledger Findings",
	"Check Broke Off",
)
SHOWN = 200
OVERDUE_DAYS = 8
ALERTED = ("Points Office", "System Manager")


def weekly() -> None:
	"""Scheduler: the whole ledger, in the background."""
	start(WHOLE)


def nightly() -> None:
	"""Scheduler: the accounts posted to since yesterday; and the whole ledger when its run is overdue or died."""
	_close_dead_runs()
	if is_overdue():
		alert(_("The points ledger was not verified as a whole for {0} days.").format(OVERDUE_DAYS), None)
		start(WHOLE)
	start(TOUCHED)


def start(extent: str) -> None:
	method = "grid_governance.points.ledger.verification.run"
	jobs.enqueue_once(method, extent, 6 * jobs.HOUR, extent=extent)


def run(extent: str = WHOLE) -> str:
	"""Background: verify, store the result, alert; returns the record's name. Owns its transactions."""
	doc = frappe.get_doc({"doctype": DOCTYPE, "extent": extent, "result": RUNNING, "started_on": now()})
	doc.flags.by_code = True
	doc.insert(ignore_permissions=True)
	frappe.db.commit()
	try:
		report = verify.verify() if extent == WHOLE else verify.verify_accounts(touched())
	except Exception:
		frappe.db.rollback()
		frappe.log_error(f"{DOCTYPE} {doc.name}")
		_write(doc, result=BROKE_OFF, findings=_("The check broke off. The error log has the details."))
		alert(_("The verification of the points ledger broke off."), doc.name)
		frappe.db.commit()
		raise
	_write(
		doc,
		result=FINDINGS if report.count else IN_ORDER,
		accounts=report.accounts,
		entries=report.entries,
		anchors=report.anchors,
		finding_count=report.count,
		findings="\n".join(_words(finding) for finding in report.findings[:SHOWN]) or None,
	)
	if report.count:
		alert(_("The verification of the points ledger has {0} findings.").format(report.count), doc.name)
	frappe.db.commit()
	return doc.name


def _words(finding: verify.Finding) -> str:
	words = {
		"changed": _("Changed Entry"),
		"removed": _("Removed Entry"),
		"inserted": _("Inserted Entry"),
		"account": _("Account Numbers"),
		"anchor": _("Anchor Finding"),
	}
	return f"{words[finding.what]} {finding.row}: {finding.detail}"


def touched() -> list[str]:
	"""Accounts with an entry posted yesterday or today."""
	entry = frappe.qb.DocType("Points Entry")
	since = getdate(add_days(nowdate(), -1))
	return (
		frappe.qb.from_(entry)
		.select(entry.account)
		.distinct()
		.where(entry.posting_date >= since)
		.run(pluck=True)
	)


def last_whole_run():
	"""When the whole ledger was last verified to the end, or None."""
	return frappe.db.get_value(
		DOCTYPE,
		{"extent": WHOLE, "result": ["in", (IN_ORDER, FINDINGS)]},
		"ended_on",
		order_by="ended_on desc",
	)


def open_findings() -> int:
	"""What the latest ended runs found: the last whole one, and the last nightly one if it is younger."""
	columns = ["extent", "result", "finding_count", "started_on"]
	rows = [
		row
		for extent in (WHOLE, TOUCHED)
		for row in frappe.get_all(
			DOCTYPE,
			{"extent": extent, "result": ["!=", RUNNING]},
			columns,
			order_by="started_on desc",
			limit=1,
		)
	]
	if len(rows) == 2 and rows[1].started_on < rows[0].started_on:
		rows.pop()
	return sum(max(row.finding_count, int(row.result == BROKE_OFF)) for row in rows)


def is_overdue() -> bool:
	"""Whether entries stand in the ledger and no whole run ended in the last eight days."""
	last = last_whole_run()
	if last:
		return get_datetime(last) < add_to_date(now_datetime(), days=-OVERDUE_DAYS)
	oldest = frappe.db.get_value("Points Entry", {}, "creation", order_by="creation asc")
	return bool(oldest) and get_datetime(oldest) < add_to_date(now_datetime(), days=-OVERDUE_DAYS)


def _close_dead_runs() -> None:
	"""A run whose worker was killed says so, instead of running for ever."""
	before = add_to_date(now_datetime(), hours=-12)
	for name in frappe.get_all(DOCTYPE, {"result": RUNNING, "started_on": ["<", before]}, pluck="name"):
		_write(frappe.get_doc(DOCTYPE, name), result=BROKE_OFF, findings=_("The worker was stopped."))
		alert(_("The verification of the points ledger broke off."), name)


def _write(doc, **values) -> None:
	doc.db_set({**values, "ended_on": now()})


def alert(subject: str, record: str | None) -> None:
	"""Tell the points offices and the system managers on their Desk, and by e-mail as each of them has set it."""
	users = frappe.get_all(
		"Has Role", {"role": ["in", ALERTED], "parenttype": "User"}, pluck="parent", distinct=True
	)
	known = set(frappe.get_all("User", {"enabled": 1, "name": ["in", users or [""]]}, pluck="name"))
	log = {
		"type": "Alert",
		"document_type": DOCTYPE if record else None,
		"document_name": record,
		"subject": subject,
		"from_user": "Administrator",
		"email_content": subject,
	}
	enqueue_create_notification(sorted(known - {"Guest"}), log)

"""Invited persons (law art. 20): an outsider with a login reads this one case, only while the invitation lasts.

The invitation writes the platform's shares and remembers which; its end removes those and no others, so a share
that somebody has for another reason stays.
"""

from __future__ import annotations

import json

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

IN_FORCE, OVER = "Invitation In Force", "Invitation Over"
# What an invited person reads besides the case itself.
READABLE = ("Mediation Session", "Mediation Agreement")
BY_THE_CODE = {"ignore_share_permission": True}


def login_of(text: str) -> str:
	"""The Desk login with this e-mail address or mobile number; raises when there is none."""
	users = frappe.get_all(
		"User",
		filters={"enabled": 1, "user_type": "System User", "name": ["not in", ("Administrator", "Guest")]},
		or_filters={"name": text.strip(), "mobile_no": text.strip()},
		pluck="name",
		limit=2,
	)
	if len(users) != 1:
		frappe.throw(
			_("No login has this address or number. Ask the person, or leave the field empty."),
			title=_("Login Not Found"),
		)
	return users[0]


def begin(invitation) -> None:
	"""Open the case and its records to the invited login, from the invitation's first day on."""
	if not invitation.user or getdate(invitation.from_date) > getdate(nowdate()):
		return
	records = [("Dispute Case", invitation.dispute_case)]
	for doctype in READABLE:
		records += [
			(doctype, name)
			for name in frappe.get_all(doctype, {"dispute_case": invitation.dispute_case}, pluck="name")
		]
	_share(invitation, records)


def begin_today() -> None:
	"""Daily: invitations whose first day has come."""
	for name in frappe.get_all(
		"Case Invitation",
		{"status": IN_FORCE, "from_date": nowdate(), "user": ["is", "set"]},
		pluck="name",
	):
		begin(frappe.get_doc("Case Invitation", name))


def open_record(record) -> None:
	"""A new record of the case is readable for whoever is invited to it now."""
	for invitation in _in_force(record.dispute_case):
		if invitation.user and getdate(invitation.from_date) <= getdate(nowdate()):
			_share(frappe.get_doc("Case Invitation", invitation.name), [(record.doctype, record.name)])


def _share(invitation, records: list[tuple[str, str]]) -> None:
	written = json.loads(invitation.shares or "[]")
	for doctype, name in records:
		if not frappe.db.exists(
			"DocShare", {"share_doctype": doctype, "share_name": name, "user": invitation.user}
		):
			share = frappe.share.add_docshare(doctype, name, invitation.user, read=1, flags=BY_THE_CODE)
			written.append(share.name)
	invitation.db_set("shares", json.dumps(written), update_modified=False)


def end(invitation) -> None:
	"""Close the case to the invited person again. An invitation that is over already is left alone."""
	if invitation.status == OVER:
		return
	for name in json.loads(invitation.shares or "[]"):
		if frappe.db.exists("DocShare", name):
			frappe.delete_doc("DocShare", name, ignore_permissions=True, flags=BY_THE_CODE)
	invitation.db_set({"status": OVER, "ended_on": now_datetime(), "shares": None})


def end_due() -> None:
	"""Daily: invitations whose last day has passed."""
	_end_all({"status": IN_FORCE, "until": ["<", nowdate()]})


def end_of_case(case: str) -> None:
	"""The case is over: nobody is invited to it any more."""
	_end_all({"status": IN_FORCE, "dispute_case": case})


def _end_all(filters: dict) -> None:
	for name in frappe.get_all("Case Invitation", filters, pluck="name"):
		end(frappe.get_doc("Case Invitation", name))


def names(case: str) -> str | None:
	"""Who is invited now, as it stands in the record: 王老(乡贤)、李律师(律师)."""
	rows = [f"{row.invited_name}（{_(row.invited_as)}）" for row in _in_force(case)]
	return "、".join(rows) or None


def _in_force(case: str) -> list:
	return frappe.get_all(
		"Case Invitation",
		{"dispute_case": case, "status": IN_FORCE, "until": [">=", nowdate()]},
		["name", "invited_name", "invited_as", "user", "from_date"],
		order_by="creation",
	)

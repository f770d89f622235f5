"""Telling people of warnings and ended limits: a notification each, one digest for whoever has many.

The sweep leaves a mark on the rows; here the marks of all of them are taken away in the transaction that writes the
notifications, so nobody is told twice or not at all, and a night's standstill is one line for each person.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from grid_governance.cases.clocks import limits, people

DOCTYPE = "Case Clock"
AT_ONCE = 20_000
# From so many on a person gets one line for all of them.
MANY = 4


def tell() -> int:
	"""Write the notifications for the marked clocks; returns how many clocks they were."""
	clocks = _marked()
	if not clocks:
		return 0
	told = people.of_clocks(clocks)
	of_user = defaultdict(list)
	for clock in clocks:
		for user in told[clock.name]:
			of_user[user].append(clock)
	titles = _case_titles(clocks)
	for user in sorted(of_user):
		if len(of_user[user]) < MANY:
			for clock in of_user[user]:
				_notify(user, _subject(clock, titles), clock)
		else:
			_notify_of_many(user, of_user[user])
	table = frappe.qb.DocType(DOCTYPE)
	names = [clock.name for clock in clocks]
	frappe.qb.update(table).set(table.to_tell, None).where(table.name.isin(names)).run()
	return len(clocks)


def _marked() -> list[frappe._dict]:
	clock = frappe.qb.DocType(DOCTYPE)
	return (
		frappe.qb.from_(clock)
		.select(
			clock.name,
			clock.to_tell,
			clock.limit_name,
			clock.due_at,
			clock.dispute_case,
			clock.reference_doctype,
			clock.reference_name,
			clock.charged_unit,
			clock.organisation,
			clock.case_mediator,
			clock.escalated_to,
		)
		.where(clock.to_tell.isin([limits.WARNED, limits.BREACHED]))
		.limit(AT_ONCE)
		.for_update(skip_locked=True)
		.run(as_dict=True)
	)


def _case_titles(clocks: list[frappe._dict]) -> dict[str, str]:
	names = list({clock.dispute_case for clock in clocks if clock.dispute_case})
	if not names:
		return {}
	return dict(frappe.get_all("Dispute Case", {"name": ["in", names]}, ["name", "case_title"], as_list=True))


def _subject(clock: frappe._dict, titles: dict[str, str]) -> str:
	"""What, how it stands, until when; titles hold no names of persons."""
	title = titles.get(clock.dispute_case) or _(clock.reference_doctype)
	if clock.to_tell != limits.BREACHED:
		text = _("{0}: the limit “{1}” ends at {2}")
	elif clock.limit_name == limits.SIGN_FOR:
		text = _("{0}: the limit “{1}” ran out at {2}, deemed signed")
	else:
		text = _("{0}: the limit “{1}” ran out at {2}")
	return text.format(
		title, _(clock.limit_name), format_datetime(get_datetime(clock.due_at), "yyyy-MM-dd HH:mm")
	)


def _notify(user: str, subject: str, clock: frappe._dict) -> None:
	case = clock.dispute_case
	_write(
		user,
		subject,
		document_type="Dispute Case" if case else clock.reference_doctype,
		document_name=case or clock.reference_name,
	)


def _notify_of_many(user: str, clocks: list[frappe._dict]) -> None:
	"""One line with the figures; opened, it shows them by limit and leads to the list."""
	ended = Counter(clock.limit_name for clock in clocks if clock.to_tell == limits.BREACHED)
	soon = Counter(clock.limit_name for clock in clocks if clock.to_tell == limits.WARNED)
	subject = _("{0} time limits have run out, {1} end soon").format(sum(ended.values()), sum(soon.values()))
	lines = [
		_("{0}: {1} ran out, {2} end soon").format(_(limit), ended[limit], soon[limit])
		for limit in limits.LIMITS
		if ended[limit] or soon[limit]
	]
	link = f'<a href="/app/case-clock">{_("Open the list of clocks")}</a>'
	_write(user, subject, email_content="<br>".join([*lines, link]))


def _write(user: str, subject: str, **values) -> None:
	frappe.get_doc(
		doctype="Notification Log",
		for_user=user,
		from_user="Administrator",
		type="Alert",
		subject=subject,
		**values,
	).insert(ignore_permissions=True)

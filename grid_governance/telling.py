"""A line in the bell of those who are next: names of records only, no personal data."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification


def tell(
	users: Iterable[str | None], subject: str, doctype: str, name: str, from_user: str | None = None
) -> None:
	"""One notification for each of `users` but whoever acts; None and doubles are passed over.

	from_user: who is named as its sender, where whoever acts is nobody's business.
	"""
	told = sorted(set(filter(None, users)) - {frappe.session.user})
	if told:
		enqueue_create_notification(
			told,
			{
				"type": "Alert",
				"document_type": doctype,
				"document_name": name,
				"subject": subject,
				"from_user": from_user or frappe.session.user,
			},
		)

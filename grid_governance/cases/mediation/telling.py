"""Tells officials in the Desk's bell what waits for them; texts for the parties stand in messages.py."""

from __future__ import annotations

from collections.abc import Iterable

import frappe


def tell(users: Iterable[str | None], subject: str, doctype: str, name: str) -> None:
	"""One Notification Log for each of `users`, from nobody in particular; None and doubles are passed over."""
	for user in dict.fromkeys(filter(None, users)):
		frappe.get_doc(
			doctype="Notification Log",
			type="Alert",
			for_user=user,
			subject=subject,
			document_type=doctype,
			document_name=name,
		).insert(ignore_permissions=True)


def login_of_worker(worker: str | None) -> str | None:
	"""The login of a Grid Worker who is in service."""
	return frappe.db.get_value("Grid Worker", {"name": worker, "enabled": 1}, "user") if worker else None


def name_of_user(user: str | None = None) -> str:
	"""The name of the worker who is signed in (or of `user`), as it stands in records."""
	user = user or frappe.session.user
	return frappe.db.get_value("Grid Worker", {"user": user}, "worker_name") or frappe.utils.get_fullname(
		user
	)

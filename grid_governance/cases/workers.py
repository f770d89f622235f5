"""Workers as the records of a case name them: who is signed in, and what a worker is called on paper."""

from __future__ import annotations

import frappe


def own() -> str | None:
	"""The Grid Worker who is signed in and in service."""
	return frappe.db.get_value("Grid Worker", {"user": frappe.session.user, "enabled": 1})


def own_name() -> str:
	"""The name of whoever is signed in, as it stands in records."""
	user = frappe.session.user
	return frappe.db.get_value("Grid Worker", {"user": user}, "worker_name") or frappe.utils.get_fullname(
		user
	)


def name_of(worker: str | None) -> str | None:
	"""The name of a Grid Worker; None where nobody is named."""
	return frappe.db.get_value("Grid Worker", worker, "worker_name") if worker else None


def login_of(worker: str | None) -> str | None:
	"""The login of a Grid Worker who is in service."""
	return frappe.db.get_value("Grid Worker", {"name": worker, "enabled": 1}, "user") if worker else None

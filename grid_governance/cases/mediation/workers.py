"""Logins and names of workers, as records of mediation keep them."""

from __future__ import annotations

import frappe


def login_of_worker(worker: str | None) -> str | None:
	"""The login of a Grid Worker who is in service."""
	return frappe.db.get_value("Grid Worker", {"name": worker, "enabled": 1}, "user") if worker else None


def name_of_user(user: str | None = None) -> str:
	"""The name of the worker who is signed in (or of `user`), as it stands in records."""
	user = user or frappe.session.user
	return frappe.db.get_value("Grid Worker", {"user": user}, "worker_name") or frappe.utils.get_fullname(
		user
	)

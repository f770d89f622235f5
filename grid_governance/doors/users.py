"""Logins: no platform administrator by accident, no mails about records after the post has ended."""

from __future__ import annotations

import frappe

ADMIN = "System Manager"


def before_validate(doc, method: str | None = None) -> None:
	"""doc_event on User: remember which roles were asked for."""
	doc.flags.roles_asked_for = {row.role for row in doc.roles} or {""}


def validate(doc, method: str | None = None) -> None:
	"""doc_event on User, after the platform's own.

	Where nobody but Administrator is a system manager, the platform makes one of whichever desk user is
	saved first; that would be the first grid worker to get a post.
	"""
	added = {row.role for row in doc.roles} - (doc.flags.roles_asked_for or {ADMIN})
	if ADMIN in added and doc.name != "Administrator":
		doc.set("roles", [row for row in doc.roles if row.role != ADMIN])
		frappe.clear_last_message()  # "Adding System Manager to this User …"
	if doc.get("document_follow_notify") and frappe.db.exists("Grid Worker", {"user": doc.name}):
		doc.document_follow_notify = 0

"""Act as one of the demo's accounts, so that the stories keep the rights and the names of who does what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from grid_governance import permissions
from grid_governance.demo.accounts import DOMAIN


@contextmanager
def acting(user: str) -> Iterator[str]:
	"""The session's user is `user` inside the block, and Administrator after it."""
	frappe.set_user(user)
	permissions.forget_posts()
	try:
		yield frappe.session.user
	finally:
		frappe.set_user("Administrator")
		permissions.forget_posts()


def acting_as(login: str):
	"""`acting` as the demo's account `login`."""
	return acting(f"{login}@{DOMAIN}")

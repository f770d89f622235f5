"""A resident's matters over HTTP: tell the centre, follow by number and phone, rate at the end.

`tell` and `rate` answer for the signed-in phone's own residents; `track` answers whoever knows number and phone.
"""

from __future__ import annotations

import frappe

from grid_governance.api import limited
from grid_governance.portal import following, matters, people

TRACKED_A_DAY = 20  # times, by one phone


@frappe.whitelist(methods=["POST"])
def tell(
	matter: str, resident: str | None = None, centre: str | None = None, photos: list | str | None = None
) -> dict:
	"""Tell a governance centre what it is about; returns {name, matter_number}. photos: data URLs, at most nine."""
	pictures = frappe.parse_json(photos) if isinstance(photos, str) and photos else photos
	return matters.tell(people.among(people.themselves(), resident), matter, centre or None, pictures or [])


@frappe.whitelist()
def mine() -> list[dict]:
	"""Matters of the login's residents, newest first: kind, name, number, about, day, state, over."""
	return matters.told_and_quarrelled()


@frappe.whitelist(methods=["POST"])
def rate(kind: str, name: str, satisfaction: str, words: str = "") -> dict:
	"""Rate a matter of one's own that is at an end: kind "case" or "reception"; returns {name}."""
	return matters.rate(kind, name, satisfaction, words)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited.by_phone(TRACKED_A_DAY)
def track(number: str, phone: str) -> dict:
	"""How the matter of this number and phone stands: number, state, received_on, changed_on, office; no names."""
	return following.track(number, phone)

"""What every page of the portal needs: a signed-in phone, no cache, the chosen person."""

from __future__ import annotations

from urllib.parse import quote

import frappe
from frappe import _
from frappe.sessions import get_csrf_token

from grid_governance.portal import people

SIGN_IN = "/portal/sign-in"
TABS = (
	("/portal", "My Points"),
	("/portal/declare", "Declare A Deed"),
	("/portal/notices", "Notices"),
	("/portal/shop", "Points Redemption"),
	("/portal/matters", "My Matters"),
)


def open_page(context, title: str) -> people.Person:
	"""Prepare `context` and return the chosen person (?resident=…); guests are led to the sign-in."""
	bare_page(context, title)
	if frappe.session.user == "Guest":
		path = frappe.local.request.full_path.rstrip("?")
		frappe.local.flags.redirect_location = f"{SIGN_IN}?to={quote(path)}"
		raise frappe.Redirect
	context.csrf_token = get_csrf_token()
	context.people = people.mine()
	context.person = people.among(context.people, frappe.form_dict.get("resident"))
	path = frappe.local.request.path.rstrip("/")
	context.tabs = [{"path": to, "label": _(label), "current": to == path} for to, label in TABS]
	context.by_person = f"?resident={context.person.name}" if len(context.people) > 1 else ""
	return context.person


def bare_page(context, title: str) -> None:
	"""What guests see too: the title, no cache, nothing of the website's own furniture."""
	context.no_cache = 1
	context.title = title
	context.tabs = []

"""Who opens logins: the operator, for a worker inside the own posts, without the platform's User list.

A login made here has no role by hand: roles come from the worker's posts (posts.refresh_roles). A login that
exists already is linked and keeps its own password; one that can do more than posts give is left alone, so
that nobody becomes another person by way of the list of workers.
"""

from __future__ import annotations

import re
import secrets

import frappe
from frappe import _
from frappe.sessions import clear_sessions
from frappe.utils import validate_email_address

from grid_governance import permissions
from grid_governance.posts import NEVER_BY_POST
from grid_governance.registry import unit_names

NO_MAIL = "login.invalid"  # RFC 2606: a login without an e-mail address gets one that no mail can reach
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike when written down
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
EVERYBODY = frozenset({"All", "Guest", "Desk User"})


def open_login(worker: str, login: str | None = None) -> dict[str, str | None]:
	"""Give `worker` a login, or the login of this worker a new password.

	login: phone, e-mail address or user name; the worker's phone if left out. Returns {user, login, password};
	password is shown this once, and null for a login that existed already and keeps its own.
	Raises frappe.PermissionError outside the own posts, for oneself and for a login with other authority,
	frappe.ValidationError for a worker who has left and for a name that is no login.
	"""
	doc = frappe.get_doc("Grid Worker", worker)
	doc.check_permission("write")
	if frappe.session.user == doc.user:
		frappe.throw(_("Nobody opens the own login. Please ask the level above."), frappe.PermissionError)
	_check_range(doc)
	if not doc.enabled:
		frappe.throw(
			_("{0} no longer serves. Please tick Enabled first.").format(doc.worker_name),
			title=_("Worker Has Left"),
		)
	if doc.user:
		return _new_password(doc)
	wanted = (login or doc.phone or "").strip().lower()
	existing = _find(wanted)
	if existing:
		_refuse_other_authority(existing, doc.name)
		password = None
	else:
		existing, password = _make(doc, wanted)
	doc.user = existing
	doc.save()
	return {"user": existing, "login": wanted, "password": password}


def close_login(user: str) -> None:
	"""Disable the login of a worker who has left, unless it serves something else as well."""
	if not user or not frappe.db.get_value("User", user, "enabled"):
		return
	serves = frappe.db.exists("Grid Worker", {"user": user, "enabled": 1})
	if serves or _resident_behind(user) or _other_roles(user):
		return
	# past the form: it asks for a system manager besides Administrator, which many sites do not have
	frappe.db.set_value("User", user, "enabled", 0)
	clear_sessions(user, force=True)
	frappe.clear_cache(user=user)


def _check_range(doc) -> None:
	for unit in {doc.grid_unit, *(row.grid_unit for row in doc.posts)}:
		if not permissions.may("Grid Worker", "write", unit):
			frappe.throw(
				_("Your posts do not reach {0}, where this person has a post as well.").format(
					unit_names.full(unit)
				),
				frappe.PermissionError,
			)


def _find(login: str) -> str | None:
	if not login:
		frappe.throw(_("Please write a phone number, e-mail address or user name."), title=_("Login Missing"))
	for column in ("name", "email", "username", "mobile_no"):
		name = frappe.db.get_value("User", {column: login})
		if name:
			return name
	return None


def _make(doc, login: str) -> tuple[str, str]:
	by_mail = "@" in login
	if not (validate_email_address(login) if by_mail else LOGIN.fullmatch(login)):
		frappe.throw(
			_("{0} is no login: a phone number, an e-mail address, or at least 3 letters and digits.").format(
				login
			),
			title=_("Login Malformed"),
		)
	password = _temporary_password()
	phone = doc.phone if doc.phone and not frappe.db.exists("User", {"mobile_no": doc.phone}) else None
	user = frappe.get_doc(
		doctype="User",
		email=login if by_mail else f"{login}@{NO_MAIL}",
		username=None if by_mail else login,
		first_name=doc.worker_name,
		mobile_no=phone,
		language="zh",
		send_welcome_email=0,
		new_password=password,
	)
	user.flags.no_welcome_mail = True
	user.insert(ignore_permissions=True)
	return user.name, password


def _new_password(doc) -> dict[str, str | None]:
	_refuse_other_authority(doc.user, doc.name)
	if _resident_behind(doc.user):
		frappe.throw(
			_("This login is the resident's own as well. Its holder sets the password by phone."),
			frappe.PermissionError,
		)
	password = _temporary_password()
	_save_user(doc.user, {"enabled": 1, "new_password": password})
	permissions.refresh_roles(doc.user)
	shown = frappe.db.get_value("User", doc.user, ["username", "email"])
	return {"user": doc.user, "login": shown[0] or shown[1], "password": password}


def _refuse_other_authority(user: str, worker: str) -> None:
	"""A login with roles that no post gives, or of another worker, is not to be had this way."""
	other = frappe.db.exists("Grid Worker", {"user": user, "name": ["!=", worker]})
	if other or _other_roles(user):
		frappe.throw(
			_("The login {0} has other authority. Please ask the platform's administrator.").format(user),
			frappe.PermissionError,
			title=_("Login Not Available"),
		)


def _other_roles(user: str) -> set[str]:
	"""Roles of `user` that no duty gives; the standard accounts of the platform have all of them."""
	if user in ("Administrator", "Guest"):
		return {user}
	held = set(frappe.get_all("Has Role", {"parenttype": "User", "parent": user}, pluck="role"))
	by_post = set(frappe.get_all("Grid Duty", {"role": ["is", "set"]}, pluck="role")) - NEVER_BY_POST
	return held - by_post - EVERYBODY


def _resident_behind(user: str) -> bool:
	return bool(frappe.db.exists("Resident", {"user": user}))


def _temporary_password() -> str:
	return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))


def _save_user(user: str, values: dict) -> None:
	doc = frappe.get_doc("User", user)
	doc.update(values)
	doc.flags.ignore_permissions = True
	doc.save()

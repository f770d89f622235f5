"""A phone that proves itself is a login. Who it acts for is asked of the registry each time (people.py)."""

from __future__ import annotations

import hashlib
import hmac

import frappe
from frappe import _

from grid_governance import keys
from grid_governance.portal import one_time, texting
from grid_governance.registry import papers
from grid_governance.registry.household import GONE

DOMAIN = "portal.invalid"  # reserved by RFC 2606: no mail ever goes there


def send_code(phone: str) -> None:
	"""Text a code to `phone`. The answer is the same whether the registry knows the phone or not."""
	phone = mobile(phone)
	texting.require_way()  # whoever asks is told, not only a phone that is known
	code = one_time.issue(phone)
	if known(phone):
		texting.send(
			phone,
			_("Your sign-in code is {0}, valid for 5 minutes. Do not tell it to anybody.").format(code),
		)


def sign_in(phone: str, code: str) -> str:
	"""Check the code and open the session; returns the login. Raises frappe.AuthenticationError."""
	phone = mobile(phone)
	if not one_time.redeem(phone, code) or not known(phone):
		frappe.local.response.http_status_code = 401
		frappe.throw(
			_(
				"The code is wrong or too old, or this phone is not registered. Ask for a new code, or have your"
				" grid officer register your phone."
			),
			frappe.AuthenticationError,
			title=_("Not Signed In"),
		)
	user = login_of(phone)
	frappe.local.login_manager.login_as(user)
	return user


def mobile(phone: str) -> str:
	"""`phone` as the registry writes it. Raises frappe.ValidationError unless it is a mobile of the mainland."""
	phone = papers.normalise_phone(phone or "") or ""
	if len(phone) != 11 or not phone.isdigit() or phone[0] != "1":
		frappe.throw(_("Please enter your mobile number with 11 digits."), title=_("Mobile Number"))
	return phone


def known(phone: str) -> list[str]:
	"""The residents who have this phone: one phone often serves a whole family."""
	return frappe.get_all("Resident", {"phone": phone, "status": ["not in", GONE]}, pluck="name")


def login_name(phone: str) -> str:
	"""The login of a phone: it cannot be told from the name which phone it is."""
	proof = hmac.new(keys.derive("portal"), phone.encode(), hashlib.sha256).hexdigest()
	return f"p{proof[:24]}@{DOMAIN}"


def is_portal_login(user: str) -> bool:
	return user.endswith(f"@{DOMAIN}")


def login_of(phone: str) -> str:
	"""The Website User of this phone, without any role; made at the first sign-in."""
	name = login_name(phone)
	if frappe.db.exists("User", name):
		if not frappe.db.get_value("User", name, "enabled"):
			frappe.throw(
				_("This login is disabled. Please ask your grid officer."), frappe.AuthenticationError
			)
		return name
	user = frappe.get_doc(
		doctype="User", email=name, first_name=_("Resident"), phone=phone, language="zh", enabled=1
	)
	user.flags.ignore_permissions = user.flags.no_welcome_mail = True
	# the platform's limit of 60 new users an hour is meant for strangers who sign up; these have proved a phone
	throttled, frappe.flags.in_import = frappe.flags.in_import, True
	try:
		user.insert()
	finally:
		frappe.flags.in_import = throttled
	return name

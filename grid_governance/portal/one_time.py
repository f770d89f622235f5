"""One-time codes for signing in by phone: six digits, five minutes, five tries, one a minute.

Kept in Redis as a keyed hash; nothing of a code or a phone is in the database. Used or worn out, it is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import frappe
from frappe import _

from grid_governance import keys

LIFE = 300
TRIES = 5
PAUSE = 60


class TooSoon(frappe.ValidationError):
	"""The phone was sent a code less than a minute ago."""


def issue(phone: str) -> str:
	"""A new code for `phone`, in place of an older one. Raises TooSoon."""
	if frappe.cache.get_value(_key("pause", phone), expires=True):
		frappe.throw(
			_("A code was sent less than a minute ago. Please wait a moment."),
			TooSoon,
			title=_("Please Wait"),
		)
	code = f"{secrets.randbelow(10**6):06d}"
	frappe.cache.set_value(_key("pause", phone), 1, expires_in_sec=PAUSE)
	frappe.cache.set_value(_key("code", phone), _proof(phone, code), expires_in_sec=LIFE)
	frappe.cache.delete_value(_key("count", phone))
	return code


def redeem(phone: str, code: str) -> bool:
	"""Whether `code` is the one last sent to `phone`. A right one and the fifth wrong one end it."""
	proof = frappe.cache.get_value(_key("code", phone), expires=True)
	if not proof:
		return False
	counter = frappe.cache.make_key(_key("count", phone))
	tries = frappe.cache.incrby(counter, 1)  # counted in Redis itself: two tries at once are two tries
	frappe.cache.expire(counter, LIFE)
	right = hmac.compare_digest(proof, _proof(phone, code.strip()))
	if right or tries >= TRIES:
		forget(phone)
	return right


def forget(phone: str) -> None:
	for purpose in ("code", "count"):
		frappe.cache.delete_value(_key(purpose, phone))


def _proof(phone: str, code: str) -> str:
	return hmac.new(keys.derive("portal"), f"{phone}:{code}".encode(), hashlib.sha256).hexdigest()


def _key(purpose: str, phone: str) -> str:
	return f"portal_{purpose}:{_proof(phone, '')[:32]}"

"""Secrets that live outside the database, in site_config.json, so that a dump of it tells nothing.

One site secret, made at install and never changed; each purpose derives its own key from it.
Whoever restores a database backup must bring site_config.json along (docs/ledger.md).
"""

import hashlib
import hmac
import secrets

import frappe
from frappe import _

SETTING = "grid_governance_secret"


def ensure_secret() -> None:
	"""Make the site's secret if it has none yet (install and migrate call this)."""
	if not frappe.conf.get(SETTING):
		from frappe.installer import update_site_config

		value = secrets.token_hex(32)
		update_site_config(SETTING, value)
		frappe.local.conf[SETTING] = value


def derive(purpose: str) -> bytes:
	"""Return the 32-byte key for `purpose` ("ledger", "identity", …).

	Raises frappe.ValidationError when the site's secret is missing: nothing is then written,
	since a chain or a hash made with another key could never be checked.
	"""
	secret = frappe.conf.get(SETTING)
	if not secret:
		frappe.throw(
			_("The site's secret is missing in site_config.json. Restore it from the backup of that file.")
		)
	return hmac.new(bytes.fromhex(secret), purpose.encode(), hashlib.sha256).digest()

"""Texts to phones: through the app's hook, else the platform's SMS Settings, else a trial site's log.

	grid_governance_send_text = "my_app.sms.send"      # hooks.py of another app: send(phone: str, text: str)

A trial site is one whose site_config.json says "grid_governance_trial": 1; ./dev makes its sites so.
"""

from __future__ import annotations

import frappe
from frappe import _

TRIAL = "grid_governance_trial"
HOOK = "grid_governance_send_text"


class NoWayToSend(frappe.ValidationError):
	"""Neither a hook nor SMS Settings nor a trial site."""


def is_set_up() -> bool:
	"""Whether texts leave this site; a trial site only writes them down."""
	return bool(frappe.get_hooks(HOOK) or _gateway())


def require_way() -> None:
	"""Raise NoWayToSend where texts can neither leave this site nor be written down."""
	if not is_set_up() and not frappe.conf.get(TRIAL):
		frappe.throw(
			_("Text messages are not set up on this site. Please ask your grid officer."),
			NoWayToSend,
			title=_("No Text Messages"),
		)


def send(phone: str, text: str) -> None:
	"""Send `text` to one phone. Raises NoWayToSend, or what the gateway raises."""
	hooks = frappe.get_hooks(HOOK)
	if hooks:
		frappe.call(hooks[-1], phone=phone, text=text)
	elif _gateway():
		from frappe.core.doctype.sms_settings.sms_settings import send_via_gateway

		send_via_gateway({"receiver_list": [phone], "message": text.encode(), "success_msg": False})
	else:
		require_way()
		log = frappe.logger("portal", allow_site=True)  # sites/SITE/logs/portal.log
		log.setLevel("INFO")
		log.info(f"{phone} {text}")


def _gateway() -> str | None:
	return frappe.db.get_single_value("SMS Settings", "sms_gateway_url")

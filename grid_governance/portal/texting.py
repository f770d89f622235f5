"""Texts to phones: through the app's hook, else the platform's SMS Settings, else a trial site's log.

	grid_governance_send_text = "my_app.sms.send"      # hooks.py of another app: send(phone: str, text: str)

A trial site is one whose site_config.json says "grid_governance_trial": 1; ./dev makes its sites so.
"""

from __future__ import annotations

import frappe
from frappe import _

TRIAL = "grid_governance_trial"


class NoWayToSend(frappe.ValidationError):
	"""Neither a hook nor SMS Settings nor a trial site."""


def send(phone: str, text: str) -> None:
	"""Send `text` to one phone. Raises NoWayToSend, or what the gateway raises."""
	hooks = frappe.get_hooks("grid_governance_send_text")
	if hooks:
		frappe.call(hooks[-1], phone=phone, text=text)
	elif frappe.db.get_single_value("SMS Settings", "sms_gateway_url"):
		from frappe.core.doctype.sms_settings.sms_settings import send_via_gateway

		send_via_gateway({"receiver_list": [phone], "message": text.encode(), "success_msg": False})
	elif frappe.conf.get(TRIAL):
		log = frappe.logger("portal", allow_site=True)  # sites/SITE/logs/portal.log
		log.setLevel("INFO")
		log.info(f"{phone} {text}")
	else:
		frappe.throw(
			_("Text messages are not set up on this site. Please ask your grid officer."),
			NoWayToSend,
			title=_("No Text Messages"),
		)

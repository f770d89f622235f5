"""A new site calls itself by the platform's name, shows times without seconds and lets people sign in by phone.

Only where the setting is still the framework's own default: what an administrator chose stays.
"""

import frappe
from frappe import _
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from grid_governance.language import sites_language
from grid_governance.seeds import remember, was_planted

KEY = "name-and-times"
SIGNING_IN = "signing-in"
NAMES = "names-of-people"
LOOKS = {"User": "show_title_field_in_link", "Print Format": "translated_doctype"}


def plant() -> None:
	_plant_name_and_times()
	if not was_planted("System Settings", SIGNING_IN):
		# offices without mail: people know their phone number, and no link can be mailed to them
		for option, value in (
			("allow_login_using_mobile_number", 1),
			("allow_login_using_user_name", 1),
			("login_with_email_link", 0),
		):
			frappe.db.set_single_value("System Settings", option, value)
		remember("System Settings", SIGNING_IN)
	_plant_names_of_people()


def _plant_names_of_people() -> None:
	"""Who entered, checked, endorsed: forms and lists say the name, not the login. Papers are named in Chinese."""
	if was_planted("Property Setter", NAMES):
		return
	for doctype, looks in LOOKS.items():
		make_property_setter(doctype, None, looks, 1, "Check", for_doctype=True)
	remember("Property Setter", NAMES)


def remove() -> None:
	"""Uninstall: the platform's users and papers look as before."""
	for doctype, looks in LOOKS.items():
		frappe.db.delete("Property Setter", {"doc_type": doctype, "property": looks})


def _plant_name_and_times() -> None:
	if was_planted("System Settings", KEY):
		return
	name = _("Grid Governance", sites_language())
	for settings in ("System Settings", "Website Settings"):
		if frappe.db.get_single_value(settings, "app_name") in (None, "", "Frappe"):
			frappe.db.set_single_value(settings, "app_name", name)
	if frappe.db.get_single_value("System Settings", "time_format") in (None, "", "HH:mm:ss"):
		frappe.db.set_single_value("System Settings", "time_format", "HH:mm")
		frappe.db.set_default("time_format", "HH:mm")
	remember("System Settings", KEY)

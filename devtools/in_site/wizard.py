"""Complete the setup wizard of a fresh site for China: python wizard.py SITE, in the sites folder."""

import sys

import frappe


def main(site: str) -> None:
	frappe.init(site, sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	try:
		complete()
		frappe.db.commit()
	finally:
		frappe.destroy()


def complete() -> None:
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	if not frappe.db.get_single_value("System Settings", "setup_complete"):
		setup_complete(
			{
				"language": frappe.db.get_value("Language", "zh", "language_name"),
				"country": "China",
				"timezone": "Asia/Shanghai",
				"currency": "CNY",
				"full_name": "Administrator",
				"email": "",
				"password": "",
			}
		)
	frappe.db.set_value("User", "Administrator", {"language": "zh", "time_zone": "Asia/Shanghai"})
	settings = frappe.get_doc("System Settings")
	settings.update(
		{
			"language": "zh",
			"time_zone": "Asia/Shanghai",
			"country": "China",
			"first_day_of_the_week": "Monday",
			"enable_onboarding": 0,
		}
	)
	settings.flags.ignore_mandatory = True
	settings.save()
	if not settings.setup_complete:
		settings.db_set("setup_complete", 1)
	frappe.clear_cache()


if __name__ == "__main__":
	main(*sys.argv[1:])

"""What a new site gets, it gets once: what the admin removed or changed stays so."""

import frappe

from grid_governance import seeds
from grid_governance.cases.clocks import office
from grid_governance.seeds import money, site


def test_a_second_planting_changes_nothing(savepoint):
	before = frappe.db.count("Seed Log")
	seeds.plant_all()
	assert frappe.db.count("Seed Log") == before


def test_a_removed_seed_stays_removed(savepoint):
	frappe.delete_doc("Grid Duty", "Unit Guard")
	seeds.plant_all()
	assert not frappe.db.exists("Grid Duty", "Unit Guard")


def test_a_changed_seed_stays_changed(savepoint):
	frappe.db.set_value("Grid Duty", "Unit Guard", "role", "Leader")
	seeds.plant_all()
	assert frappe.db.get_value("Grid Duty", "Unit Guard", "role") == "Leader"


def test_yuan_is_the_sites_currency_unless_it_has_one(savepoint):
	assert frappe.db.get_value("Currency", "CNY", "symbol") == "¥"
	frappe.db.delete("Seed Log", {"seed_doctype": "Currency"})
	frappe.db.set_default("currency", "EUR")
	money.plant()
	assert frappe.db.get_default("currency") == "EUR"


def test_a_new_site_works_office_hours_and_not_the_moment_of_its_installation(savepoint):
	"""The platform fills each Time field of a new single record with the time of that moment."""
	stored = {
		"morning_from": "21:37:52.311383",
		"morning_to": "21:37:52.311469",
		"afternoon_from": "13:30:00",
	}
	for field, value in stored.items():
		frappe.db.set_single_value(office.SETTINGS, field, value)
	frappe.db.delete("Seed Log", {"seed_doctype": office.SETTINGS})
	site.plant()
	(morning, afternoon) = office.current().spans
	assert [str(end) for end in morning] == ["08:30:00", "12:00:00"]
	assert str(afternoon[0]) == "13:30:00", "what an administrator typed stays"

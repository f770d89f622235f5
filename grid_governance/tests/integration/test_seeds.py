"""What a new site gets, it gets once: what the admin removed or changed stays so."""

import frappe

from grid_governance import seeds
from grid_governance.seeds import money


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

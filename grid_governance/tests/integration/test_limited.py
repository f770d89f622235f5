"""How often a guest may knock."""

import frappe
import pytest

from grid_governance.api import limited


@limited.by_phone(2)
def knock(phone):
	return phone


@pytest.fixture
def ask(savepoint, monkeypatch):
	command = frappe.generate_hash(length=10)
	monkeypatch.setattr(frappe.local, "request_ip", "127.0.0.1", raising=False)

	def asking(phone):
		monkeypatch.setattr(frappe.local, "form_dict", frappe._dict(cmd=command, phone=phone))
		return knock()

	yield asking
	frappe.cache.delete_keys(f"rl:{command}")


def test_a_phone_is_counted_by_its_number_however_it_is_written(ask):
	assert ask("13900001234") == ask("139 0000 1234") == "13900001234"
	with pytest.raises(frappe.ValidationError, match="too many requests"):
		ask("+86 139-0000-1234")
	assert ask("13900005678") == "13900005678"

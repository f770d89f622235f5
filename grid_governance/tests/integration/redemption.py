"""What the tests of redemption share: redeem, reserve, and a refusal that changes nothing."""

import frappe
import pytest

from grid_governance.points.redemption import shop
from grid_governance.tests.factories import shop as make


def state(desk):
	"""All that a refused request must leave as it was."""
	return (
		make.balance(desk.account),
		make.on_shelf(desk.shop, desk.rice),
		frappe.db.count("Points Entry"),
		frappe.db.count("Reward Stock Entry"),
		frappe.db.count("Points Redemption"),
		frappe.db.get_value("Points Shop", desk.shop.name, "counter"),
	)


def refused(desk, call, words: str, error=frappe.ValidationError):
	before = state(desk)
	frappe.db.savepoint("refused")
	with pytest.raises(error, match=words):
		call()
	frappe.db.rollback(save_point="refused")
	assert state(desk) == before


def on_the_spot(desk, pieces=2, key=None):
	return shop.redeem_on_the_spot(desk.shop.name, desk.account, desk.take(pieces), key or make.key())


def reserve(desk, pieces=3):
	return shop.reserve(desk.shop.name, desk.account, desk.take(pieces), make.key())

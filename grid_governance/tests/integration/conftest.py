"""Given to the tests of redemption."""

import frappe
import pytest

from grid_governance.tests.factories import shop as make


@pytest.fixture
def desk(world):
	"""shop in village A, rice at 10 points (20 in stock), account of a household in grid A1 with 100 points,
	and `take(n)` = a basket of n bags.
	"""
	place, rice = make.make_shop(), make.make_item(10)
	make.fill(place, rice, 20)
	account = make.make_account(100)
	return frappe._dict(
		shop=place, rice=rice, account=account, take=lambda n: [{"item": rice.name, "quantity": n}]
	)

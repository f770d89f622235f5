"""Given to the tests of redemption, of deeds on their way, and of corrections."""

import frappe
import pytest

from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.points_scenes import Office, Village


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


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


@pytest.fixture
def office(world, as_user):
	return Office(world, as_user)

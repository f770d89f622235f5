"""The arithmetic of a redemption, without a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.redemption import basket


def row(quantity=5, handed=0, dropped=0, returned=0, price=10, name="r"):
	return {
		"name": name,
		"quantity": quantity,
		"handed_quantity": handed,
		"dropped_quantity": dropped,
		"returned_quantity": returned,
		"points_price": price,
	}


def test_the_same_item_twice_is_added_up():
	rows = [{"item": "a", "quantity": 1}, {"item": "b", "quantity": "2"}, {"item": "a", "quantity": 3.0}]
	assert basket.merge(rows) == {"a": 4, "b": 2}


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "1.5", "abc", "", None, True, "１.5", 10**9, "²"])
def test_pieces_are_whole_and_from_one(quantity):
	with pytest.raises(basket.BasketError) as error:
		basket.merge([{"item": "a", "quantity": 1}, {"item": "b", "quantity": quantity}])
	assert (error.value.reason, error.value.row) == ("quantity", 2)


def test_a_negative_row_does_not_make_another_cheaper():
	with pytest.raises(basket.BasketError):
		basket.merge([{"item": "a", "quantity": 3}, {"item": "a", "quantity": -2}])


def test_an_empty_basket_and_a_row_without_item_are_refused():
	for rows, reason in (([], "empty"), ([{"quantity": 1}], "item"), ([{"item": 7, "quantity": 1}], "item")):
		with pytest.raises(basket.BasketError) as error:
			basket.merge(rows)
		assert error.value.reason == reason


def test_more_than_waits_cannot_be_chosen():
	rows = [row(quantity=5, handed=2, dropped=1)]
	assert basket.choose(rows, None, basket.waiting) == {"r": 2}
	assert basket.choose(rows, {"r": "1"}, basket.waiting) == {"r": 1}
	for parts in ({"r": 3}, {"r": -1}, {"r": 0.5}, {"other": 1}, {"r": 0}, {}):
		with pytest.raises(basket.BasketError):
			basket.choose(rows, parts, basket.waiting)


@given(st.integers(1, 99), st.data(), st.integers(1, 1000))
def test_points_stand_for_what_is_kept_or_waits(quantity, data, price):
	handed = data.draw(st.integers(0, quantity))
	dropped = data.draw(st.integers(0, quantity - handed))
	returned = data.draw(st.integers(0, handed))
	line = row(quantity, handed, dropped, returned, price)
	assert basket.points_due([line]) == (quantity - dropped - returned) * price
	assert basket.waiting(line) >= 0 and basket.kept(line) >= 0

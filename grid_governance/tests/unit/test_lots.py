"""Whose goods went out: first in, first out, by supplier, with what was lost, brought back or called off."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.redemption import lots

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def entry(kind, change, day=10, supplier=None, price=0.0, month=11):
	return {
		"kind": kind,
		"on_hand_change": change,
		"supplier": supplier,
		"unit_price": price,
		"day": date(2026, month, day),
	}


def test_the_older_delivery_goes_out_first_at_its_own_price():
	found = lots.walk(
		[
			entry("Stock In", 10, 1, "A", 2.0),
			entry("Stock In", 10, 2, "B", 3.0),
			entry("Handed Out", -12, 3),
		],
		*NOVEMBER,
	)
	assert (found["A"].handed, found["A"].handed_value, found["A"].left) == (10, 20.0, 0)
	assert (found["B"].handed, found["B"].handed_value, found["B"].left) == (2, 6.0, 8)


def test_what_happened_before_the_month_moves_the_lots_and_is_not_counted():
	found = lots.walk(
		[
			entry("Stock In", 10, 1, "A", 2.0, month=10),
			entry("Handed Out", -4, 2, month=10),
			entry("Handed Out", -3, 2),
		],
		*NOVEMBER,
	)
	assert (found["A"].came, found["A"].handed, found["A"].left, found["A"].left_value) == (0, 3, 3, 6.0)


def test_goods_brought_back_lie_there_again_and_are_taken_off_what_was_handed():
	found = lots.walk(
		[
			entry("Stock In", 5, 1, "A", 2.0),
			entry("Handed Out", -3, 2),
			entry("Taken Back Into Stock", 1, 3),
		],
		*NOVEMBER,
	)
	assert (found["A"].handed, found["A"].handed_value, found["A"].left) == (2, 4.0, 3)


def test_a_receipt_that_is_called_off_did_not_come():
	found = lots.walk(
		[
			entry("Stock In", 5, 1, "A", 2.0),
			entry("Stock In", 9, 2, "B", 1.0),
			entry("Other Issue", -9, 3, "B", 1.0),
		],
		*NOVEMBER,
	)
	assert set(found) == {"A"} and found["A"].left == 5


def test_what_is_spoilt_is_lost_and_not_handed_out():
	found = lots.walk([entry("Stock In", 5, 1, "A", 2.0), entry("Written Off", -2, 2)], *NOVEMBER)
	assert (found["A"].lost, found["A"].handed, found["A"].left) == (2, 0, 3)


steps = st.lists(
	st.tuples(
		st.sampled_from(["Stock In", "Handed Out", "Written Off", "Stock Count", "Taken Back Into Stock"]),
		st.integers(1, 20),
		st.sampled_from(["A", "B", None]),
	),
	max_size=40,
)


@given(steps)
def test_what_is_left_is_what_the_stock_says(moves):
	entries, on_hand = [], 0
	for kind, pieces, supplier in moves:
		out = kind in ("Handed Out", "Written Off")
		change = -min(pieces, on_hand) if out else pieces
		if change:
			entries.append(entry(kind, change, 5, supplier if kind == "Stock In" else None, 1.5))
			on_hand += change
	found = lots.walk(entries, *NOVEMBER)
	assert sum(figures.left for figures in found.values()) == on_hand

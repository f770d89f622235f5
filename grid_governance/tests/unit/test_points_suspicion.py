"""The fixed checks on made-up events, and bursts against a naive count of every window."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.standing import suspicion

START = datetime(2026, 5, 1, 8)


def test_most_rows_means_a_share_of_enough_rows():
	rows = {"a": {"x": 16, "y": 4}, "b": {"x": 15, "y": 5}, "c": {"x": 19}}
	assert suspicion.one_checker(rows) == [("a", "x", 16, 20)]


def test_a_long_row_of_checks_is_one_burst_and_people_are_apart():
	events = [("x", START + timedelta(minutes=n)) for n in range(30)]
	events += [("y", START + timedelta(minutes=n * 11)) for n in range(30)]
	found = suspicion.bursts(events, least=5, minutes=10)
	assert [(burst.who, burst.count) for burst in found] == [("x", 30)]


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(1, 6), st.integers(0, 15))
def test_every_dense_window_lies_in_a_burst_and_every_burst_has_one(minutes, least, window):
	events = [("x", START + timedelta(minutes=n)) for n in minutes]
	found = suspicion.bursts(events, least, window)
	span = timedelta(minutes=window)
	for _who, moment in events:
		inside = [other for _w, other in events if moment <= other <= moment + span]
		covered = any(burst.first <= moment and inside and max(inside) <= burst.last for burst in found)
		assert covered == (len(inside) >= least) or len(inside) < least
	for burst in found:
		assert burst.count == sum(burst.first <= moment <= burst.last for _who, moment in events)

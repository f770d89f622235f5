"""Who of the roster is there on a day: permanently, in rotation, on call, between dates."""

from datetime import date, timedelta

import pytest

from grid_governance.cases.handover import presence

SUNDAY = date(2026, 11, 22)
WEEK = dict.fromkeys(presence.WEEKDAYS[:5], 1)


def row(kind=presence.PERMANENT, begins=None, ends=None, **days):
	return {"presence": kind, "from_date": begins, "to_date": ends, **(days or WEEK)}


@pytest.mark.parametrize("offset", range(7))
def test_there_on_the_ticked_days_only(offset):
	day = SUNDAY - timedelta(days=SUNDAY.weekday()) + timedelta(days=offset)
	assert presence.is_there(row(), day) == (offset < 5)
	assert not presence.is_there(row(presence.ON_CALL), day)
	assert presence.is_on_call(row(presence.ON_CALL), day) and not presence.is_on_call(row(), day)


def test_the_dates_bound_it():
	friday = SUNDAY - timedelta(days=2)
	assert presence.is_there(row(begins=friday, ends=friday), friday)
	assert not presence.is_there(row(begins=SUNDAY), friday)
	assert not presence.is_there(row(ends=friday - timedelta(days=1)), friday)
	assert not presence.is_on_call(row(presence.ON_CALL, ends=friday), SUNDAY)


def test_the_week_begins_on_monday_and_lists_who_is_there():
	rotating = row(presence.ROTATING, wednesday=1)
	week = presence.week([row(), rotating], SUNDAY)
	assert [day.weekday() for day, _rows in week] == list(range(7)) and week[-1][0] == SUNDAY
	assert [len(rows) for _day, rows in week] == [1, 1, 2, 1, 1, 0, 0]

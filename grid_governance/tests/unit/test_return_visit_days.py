"""The days of the return visits as an admin types them."""

import pytest

from grid_governance.cases.mediation.visits import days_of


@pytest.mark.parametrize(
	("text", "days"),
	[("7, 30, 90", [7, 30, 90]), ("90、30，7", [7, 30, 90]), ("30 30", [30]), ("", []), (None, [])],
)
def test_lists_of_days_are_read(text, days):
	assert days_of(text) == days


@pytest.mark.parametrize("text", ["soon", "0", "-7", "2000", "7.5", ",".join(map(str, range(1, 20)))])
def test_what_is_no_list_of_days_is_refused(text):
	with pytest.raises(ValueError):
		days_of(text)

"""The quorum of an appraisal meeting, and of each of its rows after recusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.review import quorum

DUE = st.integers(min_value=0, max_value=500)
NAMES = st.sets(st.integers(min_value=0, max_value=30).map(str))


@pytest.mark.parametrize(
	("due", "rule", "needed"),
	[
		(9, quorum.HALF, 5),
		(10, quorum.HALF, 6),
		(9, quorum.TWO_THIRDS, 6),
		(10, quorum.TWO_THIRDS, 7),
		(3, quorum.HALF, 3),
		(0, quorum.HALF, 3),
	],
)
def test_so_many_are_needed(due, rule, needed):
	assert quorum.needed(due, rule) == needed


def test_there_is_no_third_rule():
	with pytest.raises(ValueError, match="One Is Enough"):
		quorum.needed(9, "One Is Enough")


@given(DUE)
def test_half_means_more_than_half_and_two_thirds_at_least_that(due):
	half, thirds = quorum.needed(due), quorum.needed(due, quorum.TWO_THIRDS)
	assert half * 2 > due and half >= quorum.FEWEST
	assert thirds * 3 >= due * 2 and thirds >= quorum.FEWEST
	if due >= 6:
		assert (half - 1) * 2 <= due and (thirds - 1) * 3 < due * 2


@given(DUE, NAMES, NAMES)
def test_recusal_never_helps_and_outsiders_never_count(due, present, recused):
	assert quorum.voters(present, recused) == len(present) - len(present & recused)
	if quorum.decides(due, present, recused):
		assert quorum.decides(due, present) and len(present) >= quorum.FEWEST

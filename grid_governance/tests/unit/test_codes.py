"""Unit codes as addresses: pure rules (the range is compared with startswith inside MariaDB in integration/)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.registry import codes

segments = st.tuples(
	st.integers(11, 82),
	st.integers(1, 99),
	st.integers(1, 99),
	st.integers(1, 999),
	st.integers(1, 999),
	st.integers(1, 999),
	st.integers(1, 999),
)


@st.composite
def unit_codes(draw):
	parts, depth = draw(segments), draw(st.integers(1, 7))
	text = "".join(f"{p:0{w}d}" for p, w in zip(parts, codes.SEGMENTS, strict=True))
	return text[: codes.LENGTHS[depth - 1]]


@pytest.mark.parametrize(
	("given_code", "canonical"),
	[
		("430000000000", "43"),
		("430100000000", "4301"),
		("430181000000", "430181"),
		("430181002000", "430181002"),
		("430181002001", "430181002001"),
		(430181, "430181"),
		(430181002001.0, "430181002001"),
		("441900", "4419"),
		("441900003", "441900003"),
		("441900003001", "441900003001"),
	],
)
def test_zero_segments_at_the_end_are_cut(given_code, canonical):
	assert codes.normalise(given_code) == canonical


@pytest.mark.parametrize(
	"bad", ["", None, "abc", "4301810", "４３", "000000", "430000002", 1e16, "43.5", 43.5]
)
def test_what_is_no_code_is_refused(bad):
	with pytest.raises(codes.CodeError):
		codes.normalise(bad)


@pytest.mark.parametrize(
	("code", "bound"), [("430181999", "430182"), ("4301", "4302"), ("99", None), ("1999", "2")]
)
def test_upper_bound_strips_nines_and_adds_one(code, bound):
	assert codes.upper_bound(code) == bound


@given(unit_codes(), unit_codes())
def test_range_is_startswith(outer, inner):
	low, high = codes.bounds(outer)
	assert (
		(low <= inner and (high is None or inner < high))
		== inner.startswith(outer)
		== codes.contains(outer, inner)
	)


@given(unit_codes(), unit_codes())
def test_tree_bounds_nest_exactly_like_codes(one, other):
	(l1, r1), (l2, r2) = codes.tree_bounds(one), codes.tree_bounds(other)
	assert (l1 < l2 and r2 < r1) == (other != one and other.startswith(one))
	assert len(l1) == len(r1) == 19


@given(unit_codes())
def test_ancestors_are_all_prefixes_of_real_levels(code):
	assert (
		codes.ancestors(code) == [code[:n] for n in reversed(codes.LENGTHS) if n < len(code)]
		or code[4:6] == "00"
	)


def test_city_without_counties_is_its_townships_parent():
	assert codes.parent("441900003") == "4419"
	assert codes.ancestors("441900003001") == ["441900003", "4419", "44"]


def test_next_child_takes_the_first_gap_and_provisional_ones_start_at_901():
	assert codes.next_child("430181002001", ["430181002001001", "430181002001003"]) == "430181002001002"
	assert codes.next_child("430181002", ["430181002901"], provisional=True) == "430181002902"
	assert codes.is_provisional("430181002901")
	assert not codes.is_provisional("430181002001")
	with pytest.raises(codes.CodeError):
		codes.next_child("43", [])

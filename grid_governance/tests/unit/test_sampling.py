"""The random sample of a spot check: anybody who has seed and rows draws the same one."""

import random

from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.review import sampling

KEYS = st.lists(
	st.tuples(st.just("Points Batch"), st.text("abc", max_size=4), st.text("xyz", max_size=3)), max_size=60
)
COUNTS = st.integers(min_value=0, max_value=80)


@given(KEYS, st.text(max_size=8), COUNTS, st.randoms(use_true_random=False))
def test_same_seed_and_rows_in_any_order_give_the_same_sample(keys, seed, count, shuffler):
	other = list(keys)
	shuffler.shuffle(other)
	first = sampling.draw(keys, seed, count)
	assert first == sampling.draw(other, seed, count)
	assert sampling.digest(keys) == sampling.digest(other)
	assert len(first) == min(count, len(set(keys))) and set(first) <= set(keys)


@given(KEYS, st.text(max_size=8), COUNTS)
def test_a_larger_sample_keeps_the_smaller_one(keys, seed, count):
	assert set(sampling.draw(keys, seed, count)) <= set(sampling.draw(keys, seed, count + 1))


def test_another_seed_draws_others_and_every_row_has_its_chance():
	keys = [("Points Declaration", f"d{n:03d}", "") for n in range(100)]
	drawn = [sampling.draw(keys, str(seed), 10) for seed in range(200)]
	assert len({tuple(sample) for sample in drawn}) > 190
	assert {key for sample in drawn for key in sample} == set(keys)
	counts = [sum(key in sample for sample in drawn) for key in random.Random(1).sample(keys, 20)]
	assert max(counts) < 45, "20 are expected of each"


@given(st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=100), COUNTS)
def test_the_size_is_the_share_rounded_up_at_least_some_and_never_more_than_all(population, share, least):
	size = sampling.size(population, share, least)
	assert size <= population and size >= min(least, population)
	assert size * 100 >= min(population * share, population * 100)
	assert size <= max(least, population * share // 100 + 1)


def test_a_limit_of_20_per_cent_is_reached_at_one_of_five():
	assert sampling.reaches(1, 5, 20) and not sampling.reaches(1, 6, 20)
	assert not sampling.reaches(0, 5, 0) and not sampling.reaches(0, 0, 20)


def test_failures_are_told_by_name():
	rows = [("李", True), ("李", False), ("王", False)]
	assert sampling.tally(rows) == {"李": (2, 1), "王": (1, 0)}
	assert sampling.share(1, 3) == 33.3 and sampling.share(0, 0) == 0.0

"""The chain, pure: any change of any signed column, order or neighbour shows in the proof."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.ledger import chain

KEY = b"k" * 32
ROW = {column: None for column in chain.COLUMNS} | {
	"name": "abc-000001",
	"account": "abc",
	"seq": 1,
	"kind": "Award",
	"points": 5,
	"balance_after": 5,
	"deed_date": "2026-09-30",
	"posting_date": "2026-10-01",
	"entry_key": "deed:1",
	"creation": "2026-10-01 08:00:00.000000",
}
TEXT = st.text(max_size=8)


@given(column=st.sampled_from(chain.COLUMNS), value=st.one_of(st.none(), TEXT, st.integers()))
def test_each_column_counts(column, value):
	changed = ROW | {column: value}
	same = chain.text_of("f", changed, chain.COLUMNS) == chain.text_of("f", ROW, chain.COLUMNS)
	assert (chain.proof(KEY, changed, "") == chain.proof(KEY, ROW, "")) == same


@given(st.lists(TEXT, min_size=2, max_size=2), st.lists(TEXT, min_size=2, max_size=2))
def test_no_two_rows_have_one_text(first, second):
	"""("a", "b,c") and ("a,b", "c") must not look alike; nothing and "" are the same nothing."""
	one, two = (dict(zip(("a", "b"), values, strict=True)) for values in (first, second))
	assert (chain.text_of("f", one, ("a", "b")) == chain.text_of("f", two, ("a", "b"))) == (one == two)


def test_the_row_before_and_the_key_count():
	proofs = {chain.proof(key, ROW, previous) for key in (KEY, b"x" * 32) for previous in ("", "0" * 64)}
	assert len(proofs) == 4


def test_number_and_text_of_a_number_are_one():
	"""MariaDB gives back an int or a text for the same column."""
	assert chain.proof(KEY, ROW | {"seq": "1", "points": "5"}, "") == chain.proof(KEY, ROW, "")


def test_seal_breaks_when_the_tail_is_cut():
	account = {column: "x" for column in chain.ACCOUNT_COLUMNS} | {"last_seq": 3, "balance": 15}
	assert chain.seal(KEY, account) != chain.seal(KEY, account | {"last_seq": 2, "balance": 10})


def test_root_depends_on_order_and_each_proof():
	rows = [("a-000001", "1" * 64), ("b-000001", "2" * 64)]
	roots = {chain.root(r)[0] for r in (rows, rows[::-1], rows[:1], [])}
	assert len(roots) == 4 and chain.root(rows)[1] == 2


def test_entry_names_sort_by_number():
	names = [chain.entry_name("a", n) for n in (1, 2, 10, 999_999)]
	assert names == sorted(names)

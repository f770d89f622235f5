"""When an agreement binds, and what its terms must say (law arts. 29, 30; provisions art. 35)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.cases.mediation import agreement
from grid_governance.cases.mediation.agreement import Signature, Term

DAY = date(2026, 9, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ALL_SIGNED = [
	Signature("甲", "Party A", DAY),
	Signature("乙", "Party B", DAY),
	Signature("丙", "Mediator", DAY),
]


@given(st.lists(DAYS, min_size=3, max_size=6), DAYS)
def test_a_written_agreement_binds_on_the_last_of_all_signatures_and_the_seal(days, sealed):
	sides = ["Party A", "Party B", "Mediator", "Party B", "Party A", "Party B"]
	signatures = [Signature(str(n), sides[n], day) for n, day in enumerate(days)]
	assert agreement.effective_date("Written", None, signatures, sealed) == max([*days, sealed])


@given(st.integers(0, 2))
def test_one_missing_signature_keeps_it_from_binding(position):
	signatures = list(ALL_SIGNED)
	signatures[position] = Signature("谁", signatures[position].signs_as, None)
	assert agreement.effective_date("Written", DAY, signatures, DAY) is None
	problems = agreement.signing_problems("Written", DAY, signatures, DAY)
	assert [p.args for p in problems] == [(position + 1, "谁")]


@pytest.mark.parametrize("absent", [0, 1, 2])
def test_both_sides_and_a_mediator_must_have_a_line(absent):
	signatures = [s for n, s in enumerate(ALL_SIGNED) if n != absent]
	problems = agreement.signing_problems("Written", DAY, signatures, DAY)
	assert [p.args for p in problems] == [(ALL_SIGNED[absent].signs_as,)]


def test_without_the_seal_it_does_not_bind():
	assert [p.field for p in agreement.signing_problems("Written", DAY, ALL_SIGNED, None)] == ["sealed_on"]


def test_an_oral_agreement_binds_on_the_day_it_is_reached_without_signatures():
	assert agreement.effective_date("Oral", DAY, [], None) == DAY
	assert [p.field for p in agreement.signing_problems("Oral", None, [], None)] == ["reached_on"]


@pytest.mark.parametrize("who", [0, 1, 2, None])
def test_nobody_signs_or_seals_before_the_agreement_is_reached(who):
	early = DAY - timedelta(1)
	lines = [Signature(s.signer, s.signs_as, early if n == who else DAY) for n, s in enumerate(ALL_SIGNED)]
	sealed = early if who is None else DAY
	found = agreement.dating_problems("Written", DAY, lines, sealed)
	assert [p.field for p in found] == ["sealed_on" if who is None else "signatures"]
	assert not agreement.dating_problems("Written", early, lines, sealed)
	assert not agreement.dating_problems("Oral", DAY, lines, sealed)


def test_a_term_without_due_date_is_refused_and_named():
	problems = agreement.term_problems([Term("付款", Decimal(1), DAY), Term("道歉")], Decimal(1), "")
	assert [(p.message, p.args) for p in problems] == [("Term {0} has no due date.", (2,))]


def test_a_term_due_before_the_agreement_is_refused():
	problems = agreement.term_problems([Term("付款", Decimal(1), DAY)], Decimal(1), "", DAY + timedelta(1))
	assert problems[0].args == (1, "2026-09-01")


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_terms_beyond_the_amount_need_a_reason_and_only_those(promised, in_dispute):
	terms = [Term("付款", promised, DAY)]
	refused = bool(agreement.term_problems(terms, in_dispute, ""))
	assert refused == (promised > in_dispute > 0), "0: the case states no amount"
	assert not agreement.term_problems(terms, in_dispute, "含利息")


def test_an_agreement_without_terms_is_refused():
	assert [p.field for p in agreement.term_problems([], Decimal(0), "")] == ["terms"]


@given(st.decimals("0.01", 10**7, places=2), st.integers(1, 60), DAYS, st.integers(1, 12))
def test_instalments_add_up_and_never_drift_from_the_day(total, count, first, months):
	parts = agreement.instalments(total, count, first, months)
	assert sum(amount for amount, _ in parts) == total
	assert parts[0][1] == first and len(parts) == count
	for n, (amount, due) in enumerate(parts):
		assert amount >= 0
		assert (due.year * 12 + due.month) - (first.year * 12 + first.month) == n * months
		assert due.day == first.day or (due + timedelta(1)).day == 1


def test_a_day_that_a_month_lacks_becomes_its_last():
	days = [due for _, due in agreement.instalments(Decimal(300), 3, date(2026, 1, 31))]
	assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


@pytest.mark.parametrize(
	("amount", "method", "kept"),
	[
		(0, "Bank Transfer", "Performance By Act"),
		(0, "Cash", "Performance By Act"),
		(0, "Performed On The Spot", "Performed On The Spot"),
		(0, None, None),
		(500, "Bank Transfer", "Bank Transfer"),
	],
)
def test_an_apology_is_not_made_by_bank_transfer(amount, method, kept):
	assert agreement.method_of(amount, method) == kept


def test_a_line_names_its_party_whoever_signs_and_stands_on_its_side():
	lines = [
		agreement.Signature("某公司(李四)", "Party B"),
		agreement.Signature("张 三", "Party A"),
		agreement.Signature("王五", "Party B"),
	]
	parties = [("Party A", "张三"), ("Party B", "某公司"), ("Party A", "王五")]
	assert [problem.args for problem in agreement.unsigned_parties(parties, lines)] == [("王五",)]

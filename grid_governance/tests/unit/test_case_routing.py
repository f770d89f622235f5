"""Routing: by type, place, duty, presence and load; with a reason, also when nobody fits."""

from __future__ import annotations

import pytest

from grid_governance.cases.handover import routing
from grid_governance.cases.handover.routing import AWAY, ON_CALL, PRESENT, Candidate, Facts, Rule
from grid_governance.cases.owner import Holder

COUNTY, TOWN, VILLAGE, GRID = "430181", "430181002", "430181002001", "430181002001001"
OTHER_GRID, OTHER_VILLAGE = "430181002001002", "430181002200001"
SHIPPED = [
	Rule("trifle", routing.TO_LEVEL, difficulty="Trifle", level="Grid"),
	Rule("minor", routing.TO_LEVEL, difficulty="Minor Matter", level="Village"),
	Rule("major", routing.TO_LEVEL, difficulty="Major Matter", level="Township"),
	Rule("hard", routing.TO_LEVEL, difficulty="Hard Matter", level="County"),
]


def sources(people=None, departments=None, bodies=None):
	return routing.Sources(
		people=lambda unit: (people or {}).get(unit, []),
		department=(departments or {}).get,
		body=(bodies or {}).get,
	)


EVERYWHERE = {unit: [Candidate(f"w{unit}", "张三")] for unit in (COUNTY, TOWN, VILLAGE, GRID)}


def propose(facts, rules=SHIPPED, current=None, **given):
	return routing.propose(facts, rules, current or Holder(TOWN), sources(**{"people": EVERYWHERE, **given}))


def codes_of(made):
	return [code for code, _values in made.reasons]


@pytest.mark.parametrize(
	("difficulty", "unit"),
	[("Trifle", GRID), ("Minor Matter", VILLAGE), ("Major Matter", TOWN), ("Hard Matter", COUNTY)],
)
def test_difficulty_sets_the_level(difficulty, unit):
	assert propose(Facts(GRID, difficulty=difficulty)).receiver == Holder(unit, None, f"w{unit}")


@pytest.mark.parametrize(
	("parties", "unit"),
	[((GRID,), GRID), ((OTHER_GRID,), VILLAGE), ((OTHER_VILLAGE,), TOWN), (("", GRID), GRID)],
)
def test_parties_of_several_places_lift_it_to_their_lowest_common_unit(parties, unit):
	made = propose(Facts(GRID, party_units=parties, difficulty="Trifle"))
	assert made.receiver.unit == unit
	assert ("lifted" in codes_of(made)) == (unit != GRID)


def test_a_grid_without_anybody_leaves_it_to_its_village_and_says_so():
	people = {unit: who for unit, who in EVERYWHERE.items() if unit != GRID}
	made = propose(Facts(GRID, difficulty="Trifle"), people=people)
	assert made.receiver.unit == VILLAGE and ("nobody in", (GRID,)) in made.reasons


def test_when_nobody_fits_it_stays_and_the_reason_says_why():
	made = propose(Facts(GRID, difficulty="Minor Matter"), people={})
	assert made.receiver is None and codes_of(made) == ["rule", "nobody in", "stays"]
	assert codes_of(propose(Facts(GRID, difficulty=None))) == ["no rule", "stays"]
	made = propose(Facts(GRID, difficulty="Minor Matter"), current=Holder(VILLAGE, None, f"w{VILLAGE}"))
	assert made.receiver is None and "there already" in codes_of(made)


def test_who_is_there_today_comes_before_who_has_less_to_do():
	busy = Candidate("a", "甲", load=9, presence=PRESENT)
	called = Candidate("b", "乙", load=1, presence=ON_CALL)
	away = Candidate("c", "丙", load=0, presence=AWAY)
	assert routing.best([away, called, busy]) == busy
	assert routing.best([away, called]) == called
	assert routing.best([Candidate("e", "戊", 3), Candidate("d", "丁", 2)]).name == "d"
	assert routing.best([]) is None


LABOUR = Rule("labour", routing.TO_DEPARTMENT, category="Labour Dispute", goal="人社局")
BODY = Rule("medical", routing.TO_BODY, category="Medical Dispute", goal="医调委")


def test_a_category_goes_to_its_department_or_body():
	liaison = [Candidate("l", "人社局")]
	made = propose(
		Facts(GRID, category="Labour Dispute", difficulty="Trifle"),
		[*SHIPPED, LABOUR],
		departments={"人社局": (TOWN, liaison)},
	)
	assert made.receiver == Holder(TOWN, "人社局") and made.rule == "labour"
	made = propose(
		Facts(GRID, category="Medical Dispute"), [BODY], bodies={"医调委": (COUNTY, [Candidate("m", "李")])}
	)
	assert made.receiver == Holder(COUNTY, None, "m")


@pytest.mark.parametrize(("found", "code"), [(None, "not at work"), ((TOWN, []), "nobody of")])
def test_a_department_that_cannot_receive_lets_the_next_rule_speak(found, code):
	made = propose(
		Facts(GRID, category="Labour Dispute", difficulty="Minor Matter"),
		[*SHIPPED, LABOUR],
		departments={"人社局": found},
	)
	assert made.receiver.unit == VILLAGE and code in codes_of(made)


def test_the_nearer_rule_then_the_more_exact_then_the_order_decides():
	facts = Facts(
		GRID, category="Labour Dispute", difficulty="Trifle", may_escalate=True, amount=50000, people=12
	)
	wide = Rule("wide", routing.TO_LEVEL, level="Village")
	exact = Rule("exact", routing.TO_LEVEL, level="Village", category="Labour Dispute", may_escalate=True)
	own = Rule("own", routing.TO_LEVEL, level="Village", unit=TOWN)
	first = Rule("first", routing.TO_LEVEL, level="Village", order=10)
	many = Rule(
		"many", routing.TO_LEVEL, level="Township", least_people=10, least_amount=40000, recurring=True
	)
	elsewhere = Rule("elsewhere", routing.TO_LEVEL, level="Village", unit="430181001")
	names = [rule.name for rule in routing.ordered([wide, exact, own, first, many, elsewhere], facts)]
	assert names == ["own", "exact", "first", "wide"]


def test_what_was_reported_up_is_not_proposed_to_those_who_could_not_do_it():
	made = propose(Facts(GRID, difficulty="Minor Matter", came_from=(VILLAGE,)))
	assert made.receiver is None and codes_of(made)[-2:] == ["came from", "stays"]
	made = propose(Facts(GRID, difficulty="Trifle", came_from=(VILLAGE,)))
	assert made.receiver is None, "nor to a grid of that village"
	department = Rule("dept", routing.TO_DEPARTMENT, order=200, goal="d")
	made = propose(
		Facts(GRID, difficulty="Minor Matter", came_from=(VILLAGE,)),
		[*SHIPPED, department],
		departments={"d": (VILLAGE, [Candidate("w", "李四")])},
	)
	assert made.receiver == Holder(VILLAGE, "d"), "the next rule is tried"

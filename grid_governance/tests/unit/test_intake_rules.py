"""Rules of taking a case in, without a site: parties by kind, who handles by difficulty."""

from datetime import date
from types import SimpleNamespace

import pytest

from grid_governance.cases.intake import party_rules, persons


def party(**values):
	fields = "kind party_name representative guardian age credit_code elected_on authority headcount group_name contact"
	return SimpleNamespace(**{**dict.fromkeys(fields.split()), "idx": 1, "kind": "Person", **values})


def member(idx, name, **values):
	return SimpleNamespace(
		**{"idx": idx, "member_name": name, "contact": None, "group_name": None, "age": None, **values}
	)


def messages(problems):
	return [problem.text() for problem in problems]


@pytest.mark.parametrize(
	("row", "words"),
	[
		(party(age=12, party_name="小明"), "under 18"),
		(party(kind="Organisation", party_name="宏达公司"), "legal representative"),
		(party(kind="Group", party_name="业主", representative="张三"), "elected"),
		(party(kind="Group", party_name="业主", elected_on="2026-09-01"), "how many people"),
		(party(kind="Agent", party_name="律师"), "authorised"),
	],
)
def test_mediation_needs_what_the_kind_of_party_demands(row, words):
	assert words in messages(party_rules.before_mediation([row]))[0]


@pytest.mark.parametrize(
	"row",
	[
		party(age=12, guardian="张父"),
		party(age=18),
		party(kind="Organisation", representative="李宏达"),
		party(kind="Group", representative="张三", elected_on="2026-09-01", headcount=12),
		party(kind="Agent", authority="General Authority"),
	],
)
def test_a_complete_party_is_fit_for_mediation(row):
	assert not messages(party_rules.before_mediation([row]))


@pytest.mark.parametrize(
	("row", "words"),
	[
		(party(kind="Group", party_name="业主"), "representative"),
		(party(party_name="小 明", guardian="小明", age=9), "own guardian"),
		(party(kind="Organisation", credit_code="91430100MA4L16JQ9A"), "credit code"),
		(party(kind="Agent", age=17), "of age"),
	],
)
def test_what_no_party_can_be_is_refused_at_every_save(row, words):
	assert words in messages(party_rules.always([row], []))[0]


def test_people_involved_are_a_groups_members_and_each_other_party_but_no_agent():
	rows = [party(kind="Group", headcount=5), party(kind="Group"), party(), party(kind="Organisation")]
	assert party_rules.heads([*rows, party(kind="Agent")]) == 8


def test_members_belong_to_a_group_that_is_a_party_and_stand_once():
	group = party(kind="Group", party_name="三栋业主", representative="张三")
	listed = [
		member(1, "张三"),
		member(2, "李四"),
		member(3, "李 四"),
		member(4, "王五", group_name="别的群体"),
	]
	party_rules.complete([group], listed)
	found = messages(party_rules.always([group], listed))
	assert [row.group_name for row in listed] == ["三栋业主", "三栋业主", "三栋业主", "别的群体"]
	assert group.headcount == 3
	assert len(found) == 2 and "2 and 3" in found[0] and "王五" in found[1]


def test_namesakes_with_their_own_telephones_are_two_members():
	group = party(kind="Group", party_name="业主", representative="张三")
	listed = [member(1, "李四", contact="13800000001"), member(2, "李四", contact="13800000002")]
	party_rules.complete([group], listed)
	assert not messages(party_rules.always([group], listed))


def test_a_credit_code_is_kept_in_its_one_spelling():
	row = party(kind="Organisation", credit_code="9143 0100 ma4l 16jq-9b")
	party_rules.complete([row], [])
	assert row.credit_code == "91430100MA4L16JQ9B"


@pytest.mark.parametrize(
	("born", "day", "age"),
	[
		(date(2008, 11, 22), date(2026, 11, 21), 17),
		(date(2008, 11, 22), date(2026, 11, 22), 18),
		(date(2027, 1, 1), date(2028, 1, 1), 1),
		(date(2008, 2, 29), date(2026, 2, 28), 17),
		(date(2008, 2, 29), date(2026, 3, 1), 18),
		(date(2008, 2, 29), date(2028, 2, 29), 20),
	],
)
def test_a_year_of_life_is_full_on_the_birthday_itself(born, day, age):
	assert persons.age_on(day, born) == age

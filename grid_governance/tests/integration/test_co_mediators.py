"""Several mediators on one case (law art. 19): one presides, others join, each posted and neutral; papers name all.

Village A has a body with two mediators; village B one of its own.
"""

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.cases import steps, word_papers
from grid_governance.cases.intake import mediators
from grid_governance.cases.paper_data import case_paper
from grid_governance.grid_governance.report.work_of_mediators import work_of_mediators
from grid_governance.tests.factories import cases, core


@pytest.fixture
def desk(world):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	second = core.make_worker("Mediator", world.village_a, email="second@gg.test", mediation_body=body)
	return frappe._dict(
		body=body,
		user=user,
		mediator=world.worker("Mediator", "A"),
		second=frappe.db.get_value("Grid Worker", {"user": second}),
		stranger=world.worker("Mediator", "B"),
	)


@pytest.fixture
def joined(desk, as_user):
	"""A case in hand that two mediate."""
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
		return join(case, desk.second)


def join(case, worker, **values):
	case.reload()
	case.append("co_mediators", {"mediator": worker, **values})
	case.save()
	return case


def test_the_record_the_agreement_and_the_registration_name_both(joined, desk, as_user):
	with as_user(desk.user):
		session = steps.record_session(joined.name, "双方陈述", rights_told=1)
		agreement = cases.agreement_for(joined)
	first, second = (
		frappe.db.get_value("Grid Worker", name, "worker_name") for name in (desk.mediator, desk.second)
	)
	signs = [row.signer for row in agreement.signatures if row.signs_as == "Mediator"]
	assert signs == [first, second], "both sign"
	for doc, paper in ((session, "Mediation Record"), (joined, "Mediation Registration Form")):
		html = frappe.get_print(doc.doctype, doc.name, paper)
		assert f"{first}、{second}" in html
	assert case_paper(session).mediators == [first, second]
	assert word_papers.write(session)[0].startswith(b"PK")


def test_the_other_one_may_hold_a_session_and_is_named_first_there(joined, desk, as_user):
	with as_user(desk.user):
		session = steps.record_session(joined.name, "双方陈述", rights_told=1, mediator=desk.second)
	assert mediators.of(joined) == [desk.mediator, desk.second]
	assert case_paper(session).mediators[0] == frappe.db.get_value("Grid Worker", desk.second, "worker_name")


def test_who_does_not_mediate_the_case_holds_no_session_and_draws_up_nothing(joined, desk, as_user):
	before = frappe.db.count("Mediation Session"), frappe.db.count("Mediation Agreement")
	with as_user(desk.user):
		with pytest.raises(frappe.ValidationError, match="does not mediate this case"):
			steps.record_session(joined.name, "双方陈述", rights_told=1, mediator=desk.stranger)
		with pytest.raises(frappe.ValidationError, match="does not mediate this case"):
			cases.agreement_for(joined, mediator=desk.stranger)
	assert before == (frappe.db.count("Mediation Session"), frappe.db.count("Mediation Agreement"))


def test_a_plan_of_who_has_left_is_held_by_who_has_the_case_now(joined, desk, as_user):
	with as_user(desk.user):
		plan = frappe.get_doc(
			doctype="Mediation Session",
			dispute_case=joined.name,
			session_status="Planned",
			mediator=desk.second,
			starts_on=frappe.utils.add_to_date(None, hours=2, as_datetime=True),
		).insert()
		joined.reload()
		joined.set("co_mediators", [])
		joined.save()
		plan = frappe.get_doc("Mediation Session", plan.name)
		plan.update(
			{
				"session_status": "Held",
				"starts_on": frappe.utils.now(),
				"record": "双方陈述",
				"rights_told": 1,
			}
		)
		plan.save()
	assert plan.mediator == desk.mediator


@pytest.mark.parametrize(
	("who", "message"),
	[
		("mediator", "mediates this case already"),
		("stranger", "another body|no post"),
		("nobody", "no post as mediator"),
	],
)
def test_who_cannot_join_is_refused_and_nothing_is_kept(joined, desk, world, as_user, who, message):
	if who == "stranger":
		other = cases.make_body(world.village_b, "乙村人民调解委员会", "乙村")
		frappe.db.set_value("Grid Post", {"parent": desk.stranger}, "mediation_body", other)
	worker = world.worker("Grid Officer", "A") if who == "nobody" else desk[who]
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match=message):
		join(joined, worker)
	assert frappe.db.count("Case Co-Mediator", {"parent": joined.name}) == 1


def test_a_co_mediator_is_no_party_and_no_housemate_of_one(desk, world, as_user):
	name = frappe.db.get_value("Grid Worker", desk.second, "worker_name")
	party = {**cases.PARTY_A, "party_name": name, "contact": ""}
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(parties=[party, cases.PARTY_B]), desk.mediator, desk.body)
		with pytest.raises(frappe.ValidationError, match="is a party or agent"):
			join(case, desk.second)


def test_co_mediators_join_somebody(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case()
		with pytest.raises(frappe.ValidationError, match="presides first"):
			join(case, desk.second)


def test_the_other_body_takes_nobody_along(joined, desk, world, as_user):
	other = cases.make_body(world.village_a, "甲社区物业纠纷人民调解委员会", "甲物")
	third = core.make_worker("Mediator", world.village_a, email="third@gg.test", mediation_body=other)
	with as_user(desk.user):
		joined.reload()
		joined.update(
			{"mediation_body": other, "mediator": frappe.db.get_value("Grid Worker", {"user": third})}
		)
		with pytest.raises(frappe.ValidationError, match="another body"):
			joined.save()
		joined.reload()
		joined.set("co_mediators", [])
		joined.update(
			{"mediation_body": other, "mediator": frappe.db.get_value("Grid Worker", {"user": third})}
		)
		joined.save()


def test_the_report_counts_who_joined_apart(joined, desk, as_user):
	with as_user(desk.user):
		_columns, rows, *_ = work_of_mediators.execute({"mediation_body": desk.body})
	found = {row.who: (row.accepted, row.joined) for row in rows if row.indent}
	names = [frappe.db.get_value("Grid Worker", name, "worker_name") for name in (desk.mediator, desk.second)]
	assert found == {names[0]: (1, 0), names[1]: (0, 1)}
	assert next((row.accepted, row.joined) for row in rows if not row.indent) == (1, 1)


def test_the_subsidy_goes_to_the_first_unless_a_row_says_otherwise(joined, desk, as_user):
	from grid_governance.cases.statistics import subsidy_lists

	def receives():
		month = frappe._dict(name=None, mediation_body=desk.body)
		rows = subsidy_lists._cases(month, *[frappe.utils.getdate(nowdate())] * 2)
		return [(row.mediator, row.mediator_name) for row in rows if row.dispute_case == joined.name]

	with as_user(desk.user):
		steps.record_session(joined.name, "双方陈述", rights_told=1)
		cases.in_force(joined)
		assert [who for who, _name in receives()] == [desk.mediator]
		joined.reload()
		joined.co_mediators[0].receives_subsidy = 1
		joined.save()
		assert receives() == [(desk.second, frappe.db.get_value("Grid Worker", desk.second, "worker_name"))]


def test_only_one_receives_it(joined, desk, world, as_user):
	third = core.make_worker("Mediator", world.village_a, email="third@gg.test", mediation_body=desk.body)
	with as_user(desk.user):
		joined.reload()
		joined.co_mediators[0].receives_subsidy = 1
		with pytest.raises(frappe.ValidationError, match="goes to one mediator"):
			join_both = joined
			join_both.append(
				"co_mediators",
				{"mediator": frappe.db.get_value("Grid Worker", {"user": third}), "receives_subsidy": 1},
			)
			join_both.save()


def test_every_party_has_its_line_before_an_agreement_binds(desk, as_user):
	parties = [
		cases.PARTY_A,
		{**cases.PARTY_A, "party_name": "王建军", "contact": "13800001299"},
		cases.PARTY_B,
	]
	with as_user(desk.user):
		case = cases.make_case(parties=parties)
		case.parties[1].consent = "Agrees To Mediation"
		case.save()
		case = cases.taken_on(case, desk.mediator, desk.body)
		agreement = cases.agreement_for(case)
		agreement.set("signatures", [row for row in agreement.signatures if row.signer != "王建军"])
		agreement.save()
		with pytest.raises(frappe.ValidationError, match="王建军 has no signature line"):
			steps.put_into_effect(agreement.name, nowdate())
	assert frappe.db.get_value("Mediation Agreement", agreement.name, "status") == "Being Drawn Up"

"""Sessions from plan to record, invited persons, phrases, urging: what a mediator writes down on the way."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, get_datetime, now_datetime, nowdate

from grid_governance.api import mediation as api
from grid_governance.cases import steps
from grid_governance.cases.mediation import invitations, sessions
from grid_governance.tests.factories import cases


@pytest.fixture
def desk(world):
	return cases.desk_of(world)


@pytest.fixture
def in_hand(desk, as_user):
	with as_user(desk.user):
		return cases.taken_on(cases.make_case(), desk.mediator, desk.body)


def later(hours=24):
	return str(add_to_date(now_datetime(), hours=hours))[:16] + ":00"


def session_of(case, status):
	return frappe.get_all(
		"Mediation Session", {"dispute_case": case.name, "session_status": status}, pluck="name"
	)


def stage(case):
	return frappe.db.get_value("Dispute Case", case.name, "stage")


@pytest.mark.parametrize("form", ["Face To Face", "By Phone", "Home Visit", "By Video", "Separate Talks"])
def test_a_session_is_planned_in_every_mode_and_does_not_yet_count_as_mediation(in_hand, desk, as_user, form):
	with as_user(desk.user):
		name = api.plan_session(in_hand.name, later(), form, "调解室")
		assert api.planned_session(in_hand.name)["name"] == name
		assert stage(in_hand) == "Taken On", "nothing was said yet"
		events = api.session_events("Mediation Session", nowdate(), add_days(nowdate(), 3))
	assert [event["color"] for event in events if event["name"] == name] == ["blue"]


def test_the_plan_becomes_the_record(in_hand, desk, as_user):
	with as_user(desk.user):
		plan = frappe.get_doc(
			"Mediation Session", api.plan_session(in_hand.name, later(), "By Video", "腾讯会议")
		)
		plan.update({"session_status": "Held", "starts_on": now_datetime(), "rights_told": 1})
		with pytest.raises(frappe.ValidationError, match="Write down what was said"):
			plan.save()
		plan.reload()
		plan.update(
			{"session_status": "Held", "starts_on": now_datetime(), "record": "双方陈述", "rights_told": 1}
		)
		plan.save()
	assert stage(in_hand) == "In Mediation"
	assert plan.session_form == "By Video" and plan.venue == "腾讯会议"


def test_what_is_planned_in_a_record_stands_in_the_calendar_and_is_moved_with_it(in_hand, desk, as_user):
	with as_user(desk.user):
		held = steps.record_session(
			in_hand.name,
			"首次调解",
			rights_told=1,
			next_session=later(),
			next_form="By Phone",
			venue="调解室",
		)
		planned = session_of(in_hand, "Planned")
		assert len(planned) == 1
		assert frappe.db.get_value("Mediation Session", planned[0], ["session_form", "venue"]) == (
			"By Phone",
			"调解室",
		)
		held.reload()
		held.next_session = later(48)
		held.save()
	assert session_of(in_hand, "Planned") == planned
	moved = frappe.db.get_value("Mediation Session", planned[0], "starts_on")
	assert get_datetime(moved) == get_datetime(held.next_session)


def test_a_session_recorded_on_the_day_of_its_plan_takes_the_plans_place(in_hand, desk, as_user):
	with as_user(desk.user):
		plan = api.plan_session(in_hand.name, later())
		other = api.plan_session(in_hand.name, later(240))
		frappe.db.set_value("Mediation Session", plan, "starts_on", add_to_date(now_datetime(), hours=-1))
		steps.record_session(in_hand.name, "已调解", rights_told=1)
	assert session_of(in_hand, "Planned") == [other]
	assert len(session_of(in_hand, "Held")) == 1


@pytest.mark.parametrize(
	("status", "values", "message"),
	[
		("Planned", {"starts_on": "2020-01-01 09:00:00"}, "has passed already"),
		("Held", {"starts_on": "2999-01-01 09:00:00"}, "in the future"),
		("Held", {"record": " "}, "Write down"),
		("Held", {"ends_on": "2020-01-01 09:00:00"}, "ends before it begins"),
		("Held", {"next_session": "2020-01-01 09:00:00"}, "later than this one"),
		("Called Off", {}, "stays so"),
	],
)
def test_a_session_that_is_not_in_order_is_refused_and_nothing_is_kept(
	in_hand, desk, as_user, status, values, message
):
	before = frappe.db.count("Mediation Session")
	given = {"record": "双方陈述", "rights_told": 1, "starts_on": now_datetime(), **values}
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match=message):
		frappe.get_doc(
			doctype="Mediation Session", dispute_case=in_hand.name, session_status=status, **given
		).insert()
	assert frappe.db.count("Mediation Session") == before and stage(in_hand) == "Taken On"


def test_what_was_held_is_neither_planned_again_nor_deleted(in_hand, desk, as_user):
	with as_user(desk.user):
		held = steps.record_session(in_hand.name, "双方陈述", rights_told=1)
		held.session_status = "Planned"
		with pytest.raises(frappe.ValidationError, match="stays so"):
			held.save()
	with pytest.raises(frappe.ValidationError, match="not deleted"):
		frappe.delete_doc("Mediation Session", held.name)


def test_the_end_of_a_case_calls_its_plans_off(in_hand, desk, as_user):
	with as_user(desk.user):
		name = api.plan_session(in_hand.name, later())
		called_off = api.plan_session(in_hand.name, later(48))
		assert api.call_off_session(called_off) == "Called Off"
	sessions.call_off_plans(in_hand.name)
	assert frappe.db.get_value("Mediation Session", name, "session_status") == "Called Off"


def invite(case, **values):
	given = {
		"invited_name": "周德厚",
		"invited_as": "Respected Elder",
		"until": add_days(nowdate(), 10),
		"parties_agree": 1,
		**values,
	}
	return frappe.get_doc(doctype="Case Invitation", dispute_case=case.name, **given).insert()


def test_the_record_names_who_is_invited(in_hand, desk, as_user):
	with as_user(desk.user):
		invite(in_hand)
		assert "周德厚" in steps.record_session(in_hand.name, "双方陈述", rights_told=1).invited


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"parties_agree": 0}, "they agree"),
		({"until": "2020-01-01"}, "has passed"),
		({"invited_name": "王 建国"}, "party or agent"),
		({"login": "nobody@nowhere.test"}, "No login"),
		({"login": "Administrator"}, "No login"),
	],
)
def test_an_invitation_that_is_not_in_order_is_refused(in_hand, desk, as_user, values, message):
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match=message):
		invite(in_hand, **values)
	assert not frappe.db.count("Case Invitation", {"dispute_case": in_hand.name})


def test_nobody_is_invited_twice_and_the_end_ends_it_once(in_hand, desk, world, as_user):
	login = world.user("Legal Adviser", "B")
	with as_user(desk.user):
		invitation = invite(in_hand, login=login)
		with pytest.raises(frappe.ValidationError, match="invited to the case already"):
			invite(in_hand, login=login, invited_name="另一个名字")
		assert api.end_invitation(invitation.name) == api.end_invitation(invitation.name) == "Invitation Over"
		assert invite(in_hand, login=login).name, "afterwards he may be invited again"


def test_an_invitation_begins_and_ends_on_its_days(in_hand, desk, world, as_user):
	login = world.user("Legal Adviser", "B")
	with as_user(desk.user):
		invitation = invite(in_hand, login=login, from_date=add_days(nowdate(), 1))
	shared = {"share_doctype": "Dispute Case", "share_name": in_hand.name, "user": login}
	assert not frappe.db.exists("DocShare", shared)
	frappe.db.set_value("Case Invitation", invitation.name, "from_date", nowdate())
	invitations.begin_today()
	assert frappe.db.exists("DocShare", shared)
	frappe.db.set_value("Case Invitation", invitation.name, "until", add_days(nowdate(), -1))
	invitations.end_due()
	assert not frappe.db.exists("DocShare", shared)


def phrase(**values):
	given = {
		"phrase_title": "试用语",
		"used_for": "Terms",
		"phrase_text": "{乙方}支付{金额}元，{履行期限}前付清",
	}
	return frappe.get_doc(doctype="Mediation Phrase", **{**given, **values})


def titles(case, *uses):
	return [row["title"] for row in api.offered_phrases(case.name, list(uses))["phrases"]]


def test_phrases_of_the_type_come_first_with_names_and_figures(in_hand, desk, as_user):
	with as_user(desk.user):
		found = api.offered_phrases(in_hand.name, ["Terms"])["phrases"]
	assert found[0]["title"] == "付清工资"
	assert "宏达建筑有限公司" in found[0]["text"] and "50,000元（大写：伍万元整）" in found[0]["text"]
	assert "一次性付款" in [row["title"] for row in found], "what is for every type follows"
	assert not any("{" in row["text"] for row in found)


def test_an_own_phrase_is_offered_here_and_below_but_not_next_door(in_hand, desk, world, as_user):
	with as_user(desk.user):
		phrase(phrase_title="甲社区用语", grid_unit=world.village_a).insert()
		with pytest.raises(frappe.PermissionError):
			phrase(phrase_title="越界", grid_unit=world.village_b).insert()
	phrase(phrase_title="街道用语", grid_unit=world.street).insert()
	phrase(phrase_title="乙村用语", grid_unit=world.village_b).insert()
	phrase(phrase_title="停用语", enabled=0).insert()
	with as_user(desk.user):
		found = titles(in_hand, "Terms")
	assert found.index("甲社区用语") < found.index("街道用语")
	assert "乙村用语" not in found and "停用语" not in found


def test_a_mistyped_placeholder_is_named():
	with pytest.raises(frappe.ValidationError, match="丙方"):
		phrase(phrase_text="{丙方}到场").insert()


def test_a_phrase_in_instalments_says_each_ones_own_amount_and_day(in_hand, desk, as_user):
	due = [add_days(nowdate(), 30), add_days(nowdate(), 60)]
	text = "乙方支付{金额}元（{大写金额}），{履行期限}前付清"
	with as_user(desk.user):
		doc = cases.agreement_for(
			in_hand, [{"content": text, "amount": 25000, "due_date": day} for day in due]
		)
	assert "25,000元（贰万伍仟元整）" in doc.terms[0].content
	assert doc.terms[0].content != doc.terms[1].content and "{" not in doc.terms[1].content


@pytest.fixture
def agreed(in_hand, desk, as_user):
	with as_user(desk.user):
		return cases.in_force(in_hand)


def test_an_urging_is_a_row_with_way_answer_and_what_was_open(agreed, desk, as_user):
	term = agreed.terms[0].name
	with as_user(desk.user):
		steps.record_performance(agreed.name, term, nowdate(), 20000)
		name = api.urge(agreed.name, term, "Urged By Phone", "下周付清", add_days(nowdate(), 7))
		row = frappe.get_doc("Performance Urging", name)
		assert (row.outstanding, row.urged_party) == (30000, "宏达建筑有限公司")
		row.answer = "改写"
		row.save()
		row.way = "Urged By Letter"
		with pytest.raises(frappe.ValidationError, match="only the answer"):
			row.save()


def test_what_is_performed_or_not_agreed_is_not_urged(agreed, desk, in_hand, as_user):
	term = agreed.terms[0].name
	with as_user(desk.user):
		steps.record_performance(agreed.name, term, nowdate(), 50000)
		with pytest.raises(frappe.ValidationError, match="settled already"):
			api.urge(agreed.name, term)
		with pytest.raises(frappe.ValidationError, match="does not belong"):
			api.urge(agreed.name, "no such row")
		draft = cases.agreement_for(in_hand)
		with pytest.raises(frappe.ValidationError, match="not in force"):
			api.urge(draft.name, draft.terms[0].name)
	assert not frappe.db.count("Performance Urging", {"dispute_case": in_hand.name})


def test_the_text_for_a_party_says_what_when_and_how_much(agreed, desk, as_user):
	term = agreed.terms[0].name
	with as_user(desk.user):
		steps.record_performance(agreed.name, term, nowdate(), 20000)
		before = api.message_about_term(agreed.name, term)
		frappe.db.set_value("Agreement Term", term, "due_date", add_days(nowdate(), -1))
		after = api.message_about_term(agreed.name, term)
	assert before["kind"] == "reminder" and after["kind"] == "urging"
	assert "甲社区人民调解委员会" in before["text"] and "30,000元" in before["text"]
	assert before["receivers"] == [{"name": "宏达建筑有限公司", "phone": "13900005678"}]
	assert before["text"] != after["text"]

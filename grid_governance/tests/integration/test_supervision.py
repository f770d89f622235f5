"""Supervision: orders by hand and by rule, the board of listed matters, leaders in charge.

The street's supervisor urges village A, whose mediator holds the case.
"""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from grid_governance.api import supervision as api
from grid_governance.cases.clocks import limits, sweep
from grid_governance.cases.supervision import orders, words
from grid_governance.grid_governance.report.supervision_ledger import supervision_ledger
from grid_governance.tests.factories import cases

WORDS = {"asked": "七日内约谈双方并书面回复。", "grounds": "群众多次反映，未见进展。"}


@pytest.fixture
def town(world, as_user):
	body = cases.make_body()
	mediator = world.user("Mediator", "A", mediation_body=body)
	with as_user(mediator):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
	return frappe._dict(
		world=world,
		case=case.name,
		mediator=mediator,
		supervisor=world.user("Supervisor", "street"),
		dispatcher=world.user("Dispatcher", "street"),
	)


@pytest.fixture
def ordered(town, as_user):
	"""An order that waits for its reply."""
	with as_user(town.supervisor):
		name = api.issue(town.case, words.SUPERVISE, **WORDS)["name"]
	return frappe._dict(town, order=name)


def order(name):
	return frappe.get_doc("Supervision Order", name)


def reply_clock(name):
	return frappe.get_all(
		"Case Clock",
		{"reference_name": name, "limit_name": limits.SUPERVISION_REPLY},
		["clock_state", "due_at", "charged_unit"],
		order_by="creation desc",
	)


def test_an_order_goes_to_who_has_the_case_and_runs_on_a_clock(ordered):
	doc = order(ordered.order)
	assert (doc.from_unit, doc.to_unit, doc.status) == (
		ordered.world.street,
		ordered.world.village_a,
		words.AWAITING,
	)
	(clock,) = reply_clock(doc.name)
	assert clock.charged_unit == ordered.world.village_a and getdate(clock.due_at) == doc.due
	assert doc.order_number == f"督〔{getdate().year}〕1号"
	told = frappe.get_all("Notification Log", {"document_name": doc.name}, pluck="for_user")
	assert ordered.mediator in told


def test_reply_rework_and_strike_off(ordered, as_user):
	with as_user(ordered.mediator):
		assert api.steps(ordered.order) == ["Reply To Order"]
		api.reply(ordered.order, "已于今日约谈双方。")
	assert reply_clock(ordered.order)[0].clock_state == limits.MET
	with as_user(ordered.supervisor):
		assert api.steps(ordered.order) == ["Strike Off", "Reply Not Enough", "Withdraw Order"]
		api.not_enough(ordered.order, "未写明何时化解", due=add_days(nowdate(), 3))
	clocks = reply_clock(ordered.order)
	assert len(clocks) == 2 and {clock.clock_state for clock in clocks} == {limits.MET, limits.RUNNING}
	with as_user(ordered.mediator):
		api.reply(ordered.order, "双方约定月底前付清。")
	with as_user(ordered.supervisor):
		api.strike_off(ordered.order, "电话回访双方属实")
	doc = order(ordered.order)
	assert doc.status == words.STRUCK_OFF and doc.ended_by == ordered.supervisor
	assert [row.verdict for row in doc.replies] == [words.NOT_ENOUGH, words.ACCEPTED]


def test_numbers_of_a_unit_run_on_and_kinds_do_not_double(ordered, as_user):
	with as_user(ordered.supervisor):
		second = api.issue(ordered.case, words.URGE, **WORDS)
		assert second["order_number"].endswith("〕2号")
		with pytest.raises(frappe.ValidationError, match="already"):
			api.issue(ordered.case, words.URGE, **WORDS)
	assert frappe.db.count("Supervision Order", {"dispute_case": ordered.case}) == 2


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"due": "2020-01-01"}, "in the past"),
		({"from_unit": "430181002200"}, "none of yours"),
		({"asked": ""}, "mandatory|required|asked"),
		({"kind": "Shout At"}, "Urge"),
	],
)
def test_a_wrong_order_is_refused_and_takes_no_number(town, as_user, values, message):
	before = frappe.db.count("Supervision Order")
	with as_user(town.supervisor), pytest.raises(frappe.ValidationError, match=message):
		api.issue(town.case, **{"kind": words.URGE, **WORDS, **values})
	assert frappe.db.count("Supervision Order") == before


def test_a_case_that_is_over_is_not_urged(town, as_user):
	frappe.db.set_value("Dispute Case", town.case, "stage", "Terminated")
	with as_user(town.supervisor), pytest.raises(frappe.ValidationError, match="nothing to urge"):
		api.issue(town.case, words.URGE, **WORDS)


def test_a_listed_matter_stays_on_the_board_until_it_is_struck_off(town, as_user):
	with as_user(town.supervisor):
		name = api.issue(town.case, words.LISTED, **WORDS)["name"]
	with as_user(town.mediator):
		api.reply(name, "已化解")
	frappe.db.set_value("Dispute Case", town.case, "stage", "Case Closed")

	def board():
		with as_user(town.supervisor):
			return [
				row.name
				for row in supervision_ledger.execute({"kind": words.LISTED, "direction": "From My Unit"})[1]
			]

	assert board() == [name]
	with as_user(town.supervisor):
		with pytest.raises(frappe.ValidationError, match="empty"):
			api.strike_off(name, " ")
		api.strike_off(name, "实地核查属实")
	assert board() == []


def test_my_unit_sees_what_it_is_urged_for(ordered, as_user):
	clerk = ordered.world.user("Dispatcher", "A")
	with as_user(clerk):
		columns, rows = supervision_ledger.execute({"direction": "To My Unit"})
		assert [row.name for row in rows] == [ordered.order] and rows[0].days_left >= 5
		assert {column["fieldname"] for column in columns} >= {"order_number", "due", "days_left"}
		assert supervision_ledger.execute({"direction": "From My Unit"})[1] == []
	with as_user(ordered.world.user("Dispatcher", "B")):
		assert supervision_ledger.execute({})[1] == []


# ---------------------------------------------------------------- by rule


def test_a_limit_that_runs_out_brings_the_order_its_rule_asks_for_once(town, as_user):
	policy = frappe.new_doc("Response Policy")
	policy.update({"policy_name": "街道时限", "grid_unit": town.world.street, "status": "In Use"})
	row = {"amount": 5, "unit": "Calendar Day", "extension": "With A Reason", "escalate": 1}
	policy.append("limits", {"limit_name": limits.MEDIATION, "order_on_breach": words.URGE, **row})
	policy.insert()
	with as_user(town.mediator):
		other = cases.taken_on(cases.make_case(), town.world.worker("Mediator", "A"))
	clock = frappe.get_doc("Case Clock", {"dispute_case": other.name, "limit_name": limits.MEDIATION})
	late = get_datetime(clock.due_at) - timedelta(days=30)
	frappe.db.set_value("Case Clock", clock.name, {"due_at": late, "next_at": late})
	for _n in range(2):
		while sweep.act(now_datetime()):
			pass
	(name,) = frappe.get_all("Supervision Order", {"dispute_case": other.name}, pluck="name")
	doc = order(name)
	assert (doc.kind, doc.by_rule, doc.clock) == (words.URGE, 1, clock.name)
	assert (doc.from_unit, doc.to_unit) == (town.world.street, town.world.village_a)
	assert "调解" in doc.grounds and reply_clock(name)[0].clock_state == limits.RUNNING


def test_a_late_reply_brings_no_order_about_the_order(world):
	policy = frappe.new_doc("Response Policy")
	policy.update({"policy_name": "x", "grid_unit": world.street, "status": "In Use"})
	row = {"amount": 5, "unit": "Calendar Day", "extension": "With A Reason", "order_on_breach": words.URGE}
	policy.append("limits", {"limit_name": limits.SUPERVISION_REPLY, **row})
	with pytest.raises(frappe.ValidationError, match="no further order"):
		policy.insert()


# ---------------------------------------------------------------- leader in charge


def make_charge(town, **values):
	leader = town.world.worker("Leader", "street")
	given = {"dispute_case": town.case, "leader": leader, "office_held": "街道党工委副书记", **values}
	return frappe.get_doc(doctype="Leader In Charge", **given).insert()


def test_one_leader_at_a_time_is_in_charge_with_notes_on_the_way(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town, goal="月底前化解")
		with pytest.raises(frappe.ValidationError, match="in charge of the case already"):
			make_charge(town)
		charge.append("progress", {"noted_on": nowdate(), "note": "到工地约见双方"})
		charge.save()
		api.end_charge(charge.name, "双方达成协议")
		charge.reload()
		assert (charge.status, str(charge.ended_on)) == (words.CHARGE_ENDED, nowdate())
		charge.goal = "改写"
		with pytest.raises(frappe.ValidationError, match="has ended"):
			charge.save()
		make_charge(town)
	assert charge.progress[0].noted_by == town.supervisor


def test_another_one_s_note_stays_as_it_is(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town)
		charge.append("progress", {"noted_on": nowdate(), "note": "到工地约见双方"})
		charge.save()
	with as_user(town.dispatcher):
		doc = frappe.get_doc("Leader In Charge", charge.name)
		doc.progress[0].note = "没有去"
		with pytest.raises(frappe.ValidationError, match="stays as it is"):
			doc.save()


def test_a_charge_ends_by_its_button_with_a_result(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town)
		charge.status = words.CHARGE_ENDED
		with pytest.raises(frappe.ValidationError, match="End Charge"):
			charge.save()
		with pytest.raises(frappe.ValidationError, match="result"):
			api.end_charge(charge.name, " ")
		with pytest.raises(frappe.ValidationError, match="begins"):
			make_charge(town, from_date="2026-11-02", to_date="2026-11-01")


def test_an_order_that_is_withdrawn_stops_its_clock(ordered, as_user):
	with as_user(ordered.supervisor):
		orders.withdraw(ordered.order, "重复下发")
	assert order(ordered.order).status == words.WITHDRAWN
	assert reply_clock(ordered.order)[0].clock_state == limits.MET

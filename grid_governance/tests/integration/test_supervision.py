"""Supervision: orders by hand and by rule, the board of listed matters.

The street's supervisor urges village A, whose mediator holds the case.
"""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from grid_governance.api import clocks
from grid_governance.api import supervision as api
from grid_governance.cases import demands
from grid_governance.cases.clocks import limits, sweep
from grid_governance.cases.handover import acts, console
from grid_governance.cases.supervision import by_rule, endings, orders, words
from grid_governance.grid_governance.report.supervision_ledger import supervision_ledger
from grid_governance.tests.factories import case_file, cases, handovers
from grid_governance.tests.integration import supervision_scenes

WORDS = {"asked": "七日内约谈双方并书面回复。", "grounds": "群众多次反映，未见进展。"}


@pytest.fixture
def town(world, as_user):
	return supervision_scenes.town(world, as_user)


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


def test_a_case_handed_on_takes_its_order_before_the_new_owners_eyes(ordered, as_user):
	"""The order and its clock stay with the village; the street, which has the case now, sees it and may reply too."""
	street, elsewhere = ordered.dispatcher, ordered.world.user("Dispatcher", "B")
	to_mine = {"direction": "To My Unit"}
	with as_user(ordered.world.user("Grid Head", "A")):
		hop = handovers.send(ordered.case)
	with as_user(street):
		assert supervision_ledger.execute(to_mine)[1] == []
		acts.sign(hop.name)
		(row,) = supervision_ledger.execute(to_mine)[1]
		assert row.name == ordered.order and "now with" in row.answerer
		assert ordered.order in [line["order"] for line in console.urged(console.own_units())]
		assert "Reply To Order" in api.steps(ordered.order)
		doc = order(ordered.order)
		doc.run_method("onload")
		assert doc.get_onload("now_with") and doc.to_unit == ordered.world.village_a
	assert reply_clock(ordered.order)[0].charged_unit == ordered.world.village_a
	with as_user(elsewhere):
		assert supervision_ledger.execute(to_mine)[1] == []
		with pytest.raises(frappe.PermissionError):
			api.reply(ordered.order, "已约谈")
	with as_user(ordered.world.user("Grid Head", "A")):
		assert api.steps(ordered.order) == ["Reply To Order"]
	with as_user(street):
		api.reply(ordered.order, "街道已约谈双方。")
	assert order(ordered.order).status == words.UNDER_REVIEW


def test_a_reply_is_not_sent_back_with_a_day_gone_by(ordered, as_user):
	with as_user(ordered.mediator):
		api.reply(ordered.order, "已约谈")
	with as_user(ordered.supervisor), pytest.raises(frappe.ValidationError, match="in the past"):
		api.not_enough(ordered.order, "未写明何时化解", due=add_days(nowdate(), -1))
	assert order(ordered.order).status == words.UNDER_REVIEW and len(reply_clock(ordered.order)) == 1


def test_an_extended_reply_is_due_on_the_new_day_on_the_order_too(ordered, as_user):
	later = add_days(nowdate(), 40)
	clock = frappe.db.get_value("Case Clock", {"reference_name": ordered.order})
	with as_user(ordered.mediator), pytest.raises(frappe.PermissionError):
		clocks.extend(clock, later, "仍在协商")
	with as_user(ordered.supervisor):
		clocks.extend(clock, later, "双方仍在协商")
	assert str(order(ordered.order).due) == later


def test_nobody_orders_himself(town, as_user):
	case = frappe.get_doc("Dispute Case", town.case)
	case.db_set({"handling_unit": town.world.street, "mediator": None})
	with as_user(town.dispatcher), pytest.raises(frappe.ValidationError, match="lies with yourself"):
		api.issue(town.case, words.URGE, **WORDS)
	with as_user(town.supervisor):
		api.issue(town.case, words.URGE, **WORDS)
	case.db_set("mediator", town.world.worker("Mediator", "A"))
	with as_user(town.dispatcher):
		assert api.issue(town.case, words.SUPERVISE, **WORDS)


def test_what_backs_a_reply_hangs_on_the_order_and_is_a_paper(ordered, as_user):
	def put_up(name, content):
		return frappe.get_doc(doctype="File", file_name=name, content=content, is_private=0).insert()

	with as_user(ordered.mediator):
		program = put_up("付款.txt", b"MZ\x90\x00 program")
		with pytest.raises(frappe.ValidationError):
			api.reply(ordered.order, "已付", program.file_url)
		with pytest.raises(frappe.ValidationError, match="put up the file"):
			api.reply(ordered.order, "已付", "/private/files/of-somebody-else.pdf")
		paper = put_up("付款凭证.pdf", case_file.pdf_of(1))
		api.reply(ordered.order, "已付", paper.file_url)
	row = order(ordered.order).replies[0]
	assert row.file.startswith("/private/files/")
	file = frappe.get_doc("File", {"attached_to_name": ordered.order})
	assert (file.file_url, file.is_private) == (row.file, 1)
	with as_user(ordered.supervisor):
		file.check_permission("read")


def test_no_case_is_filed_under_an_open_order_or_with_a_leader_in_charge(ordered, as_user):
	case = frappe.get_doc("Dispute Case", ordered.case)
	with as_user(ordered.supervisor):
		charge = supervision_scenes.make_charge(ordered)
	with pytest.raises(frappe.ValidationError, match="struck off or withdrawn"):
		demands.check(case, "Terminated", "Filed")
	with as_user(ordered.supervisor):
		api.withdraw(ordered.order, "重复下发")
	with pytest.raises(frappe.ValidationError, match="End the charge"):
		demands.check(case, "Terminated", "Filed")
	with as_user(ordered.supervisor):
		api.end_charge(charge.name, "双方和解")
	endings.nothing_open(case)


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


def test_the_rule_s_order_comes_also_where_no_time_for_replies_is_set(town, as_user):
	"""Else the sweep would fail and try again for ever, and with it what follows from the limit."""
	clock = frappe.get_doc("Case Clock", {"dispute_case": town.case, "limit_name": limits.MEDIATION})
	frappe.db.set_value("Response Policy", {"name": ["is", "set"]}, "status", "Stopped")
	by_rule.order({**clock.as_dict(), "order_on_breach": words.SUPERVISE, "escalated_to": town.world.street})
	doc = frappe.get_doc("Supervision Order", {"dispute_case": town.case})
	assert doc.status == words.AWAITING and not doc.due and reply_clock(doc.name) == []


def test_a_late_reply_brings_no_order_about_the_order(world):
	policy = frappe.new_doc("Response Policy")
	policy.update({"policy_name": "x", "grid_unit": world.street, "status": "In Use"})
	row = {"amount": 5, "unit": "Calendar Day", "extension": "With A Reason", "order_on_breach": words.URGE}
	policy.append("limits", {"limit_name": limits.SUPERVISION_REPLY, **row})
	with pytest.raises(frappe.ValidationError, match="no further order"):
		policy.insert()


def test_an_order_that_is_withdrawn_stops_its_clock(ordered, as_user):
	with as_user(ordered.supervisor):
		orders.withdraw(ordered.order, "重复下发")
	assert order(ordered.order).status == words.WITHDRAWN
	assert reply_clock(ordered.order)[0].clock_state == limits.MET

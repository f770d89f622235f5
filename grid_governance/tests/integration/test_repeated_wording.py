"""Report of repeated wording: the same sentence in many cases of one mediator, seen by whoever supervises there."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.cases import steps
from grid_governance.grid_governance.report.repeated_wording import repeated_wording
from grid_governance.tests.factories import cases

COPIED = "经网格员上门劝说，{0}与{1}握手言和，赔偿{2}元。"
OWN = {100: "楼道杂物当场清走", 200: "噪音约定到晚上十点为止", 300: "漏水的管子下周一换好"}


def settle(unit, a, b, text, money):
	return steps.settle_on_the_spot(
		"Neighbour Dispute",
		unit,
		a,
		b,
		f"第{money}件不同的事由：{a}与{b}因第{a}项不和",
		f"{'东南西北'[money % 4]}边的住户{a}先到场，说明了前因后果。{text.format(a, b, money)}",
	)


def report(**filters):
	span = {"from_date": add_days(nowdate(), -2), "to_date": add_days(nowdate(), 1)}
	return repeated_wording.execute({**span, **filters})[1]


@pytest.fixture
def copied(world, as_user):
	"""Three cases of one grid worker in the same words, one of a colleague, one in own words."""
	with as_user(world.user("Grid Officer", world.grid_a1)):
		for n, name in enumerate(("张大", "李小", "王中"), 1):
			settle(world.grid_a1, name, "赵六", COPIED, n * 100)
		settle(world.grid_a1, "钱七", "孙八", "{0}当场修好水管，{1}不再追究，共{2}元。", 50)
	with as_user(world.user("Grid Officer", world.grid_a2)):
		settle(world.grid_a2, "周九", "吴十", COPIED, 70)


def test_the_same_words_of_one_worker_are_counted_whatever_names_and_sums(world, copied, as_user):
	with as_user(world.user("Supervisor", "A")):
		rows = [row for row in report(least=3) if row.kind_of_text == "How It Was Settled"]
	assert [(row.cases, row.mediator) for row in rows] == [(3, world.worker("Grid Officer", world.grid_a1))]
	assert "握手言和" in rows[0].wording and rows[0].worker_name


def test_a_repeated_sentence_opens_its_very_cases_and_leaves_out_what_differs(world, copied, as_user):
	with as_user(world.user("Supervisor", "A")):
		(row,) = [row for row in report(least=3) if row.kind_of_text == "How It Was Settled"]
		goal = row.behind["cases"]
		listed = frappe.get_list(goal["doctype"], filters=goal["filters"], pluck="settlement")
	assert len(listed) == row.cases == 3 and all("握手言和" in text for text in listed)
	assert not any(own in row.wording for own in OWN.values())


def test_what_the_phrase_library_offers_is_meant_to_be_alike(world, copied, as_user):
	frappe.get_doc(
		doctype="Mediation Phrase",
		phrase_title="握手言和",
		used_for="Opening Words",
		phrase_text="经网格员上门劝说，{甲方}与{乙方}握手言和，赔偿{金额}元。",
		grid_unit="430181002",
	).insert(ignore_permissions=True)
	with as_user(world.user("Supervisor", "A")):
		assert not [row for row in report(least=2) if "握手言和" in row.wording]


def test_too_many_texts_are_refused_before_they_are_read(world, copied, as_user, monkeypatch):
	monkeypatch.setattr(repeated_wording, "MOST_CASES", 1)
	with as_user(world.user("Supervisor", "A")), pytest.raises(frappe.ValidationError, match="Choose a unit"):
		report(least=2)


def test_below_the_threshold_nothing_is_shown(world, copied, as_user):
	with as_user(world.user("Supervisor", "A")):
		assert not [row for row in report(least=4) if row.kind_of_text == "How It Was Settled"]


def test_copied_mediation_records_are_found_too(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		for _n in range(2):
			case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
			steps.record_session(
				case.name, "双方到场，宣读权利义务，听取陈述后均表示愿意协商。", rights_told=1
			)
	with as_user(world.user("Supervisor", "A")):
		rows = [row for row in report(least=2) if row.kind_of_text == "Record Of Mediation"]
	assert [row.cases for row in rows] == [2]


def test_the_neighbours_supervisor_sees_none_of_it_and_a_wrong_span_is_refused(world, copied, as_user):
	with as_user(world.user("Supervisor", "B")):
		assert report(least=2) == []
		with pytest.raises(frappe.ValidationError, match="last day"):
			report(to_date=add_days(nowdate(), -9))
		with pytest.raises(frappe.ValidationError, match="no grid unit"):
			report(grid_unit="430181002001' or '1'='1")
	with as_user(world.user("Supervisor", "street")):
		assert report(least=3)

"""Many small quarrels on one list: typed, pasted or from Excel; all saved or none, with what is wrong by row."""

import io
import re
from datetime import date, timedelta

import frappe
import pytest
from openpyxl import Workbook, load_workbook
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from grid_governance.api import quarrels as api
from grid_governance.cases.intake import quarrel_sheet


def days_ago(count):
	"""By the machine's own day: the site's may be one off, which no test here minds."""
	return str(date.today() - timedelta(count))


DAY = days_ago(3)
ROW = {
	"day": DAY,
	"category": "邻里纠纷",
	"party_a": "张三、张小三",
	"party_b": "李四",
	"facts": "楼道堆放杂物引起争吵",
	"settlement": "当场清理，互相道歉",
}


@pytest.fixture
def clerk(world):
	"""The grid head of village A, with a Chinese Desk."""
	user = world.user("Grid Head", "A")
	frappe.db.set_value("Grid Worker", world.worker("Grid Head", "A"), "worker_name", "周网格")
	frappe.local.lang = "zh"
	return user


def rows(*changes):
	return [{**ROW, "facts": f"第{n}件，{ROW['facts']}", **change} for n, change in enumerate(changes, 1)]


def count():
	return frappe.db.count("Dispute Case")


def test_a_list_becomes_cases_settled_on_their_own_days(world, clerk, as_user):
	earlier = days_ago(40)
	with as_user(clerk):
		answer = api.save_list(
			rows(
				{"mediator": "周网格"},
				{},
				{"day": earlier.replace("-", "/"), "category": "邻里", "place": "第一网格"},
			),
			world.village_a,
		)
	assert answer["saved"] == 3
	first, _second, third = (frappe.get_doc("Dispute Case", name) for name in answer["cases"])
	assert {first.stage, third.stage} == {"Settled On The Spot"}
	assert (first.party_names, first.category, first.first_receiver) == (
		"张三、张小三 / 李四",
		"Neighbour Dispute",
		world.worker("Grid Head", "A"),
	)
	assert (str(third.event_date), str(third.closed_on), third.grid_unit) == (earlier, earlier, world.grid_a1)


WRONG = [
	({"day": ""}, "day", "请填写"),
	({"day": "上周三"}, "day", "不是日期"),
	({"day": days_ago(-3)}, "day", "晚于今天"),
	({"day": days_ago(800)}, "day", "超过一年"),
	({"category": "打架"}, "category", "纠纷类型"),
	({"party_b": ""}, "party_b", "请填写"),
	({"party_b": "张 三"}, "party_b", "同时出现在双方"),
	({"facts": " "}, "facts", "请填写"),
	({"settlement": "长" * 2001}, "settlement", "2000"),
	({"mediator": "没有这个人"}, "mediator", "任职人员"),
	({"place": "外村网格"}, "place", "网格"),
]


@pytest.mark.parametrize(("change", "field", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_one_wrong_row_is_named_and_nothing_is_saved(world, clerk, as_user, change, field, words):
	before = count()
	with as_user(clerk):
		given = rows({}, change)
		if "facts" in change:
			given[1]["facts"] = change["facts"]
		answer = api.check_list(given, world.village_a)
		assert answer["ready"] == 1
		assert [(p["row"], p["field"]) for p in answer["problems"]] == [(2, field)]
		assert words in answer["problems"][0]["message"] or words == "请填写"
		with pytest.raises(frappe.ValidationError, match="未保存任何记录"):
			api.save_list(given, world.village_a)
	assert count() == before


def test_the_same_quarrel_is_not_entered_twice_neither_in_a_list_nor_by_two(world, clerk, as_user):
	with as_user(clerk):
		twice = api.check_list([ROW, dict(ROW)], world.village_a)
		assert [(p["row"], p["field"]) for p in twice["problems"]] == [(2, "party_a")]
		api.save_list([ROW], world.village_a)
		with pytest.raises(frappe.ValidationError, match="已经登记"):
			api.save_list([ROW], world.village_a)
		assert api.check_list([{**ROW, "facts": "另一件事：停车占道"}], world.village_a)["problems"] == []


def test_empty_rows_are_passed_over_and_an_empty_list_is_refused(world, clerk, as_user):
	with as_user(clerk):
		assert api.check_list([{}, ROW, {"day": " "}], world.village_a) == {"ready": 1, "problems": []}
		with pytest.raises(frappe.ValidationError, match="清单为空"):
			api.save_list([{}], world.village_a)


def test_two_people_of_one_name_are_not_guessed(world, clerk, as_user):
	frappe.db.set_value("Grid Worker", world.worker("Grid Officer", world.grid_a1), "worker_name", "周网格")
	with as_user(clerk):
		answer = api.check_list([{**ROW, "mediator": "周网格"}], world.village_a)
	assert [p["field"] for p in answer["problems"]] == ["mediator"]


@pytest.mark.parametrize(("duty", "place"), [("Grid Head", "B"), ("Leader", "A"), ("Shop Keeper", "A")])
def test_nobody_enters_a_list_for_a_place_that_is_not_theirs(world, clerk, as_user, duty, place):
	before = count()
	with as_user(world.user(duty, place)), pytest.raises(frappe.PermissionError):
		api.save_list([ROW], world.village_a)
	assert count() == before
	with as_user(clerk):
		assert api.save_list([ROW], world.village_a)["saved"] == 1


def upload(monkeypatch, content: bytes, name="清单.xlsx"):
	files = ImmutableMultiDict({"file": FileStorage(io.BytesIO(content), filename=name)})
	monkeypatch.setattr(frappe.local, "request", frappe._dict(files=files), raising=False)
	return api.read_file()


def workbook(*lines) -> bytes:
	book, out = Workbook(), io.BytesIO()
	for line in lines:
		book.active.append(line)
	book.save(out)
	return out.getvalue()


def test_an_offices_own_list_is_read_and_saved(world, clerk, as_user, monkeypatch):
	content = workbook(
		["2026年11月小纠纷登记表"],
		["序号", "日期", "纠纷类型", "甲方", "乙方", "事由", "化解情况", "调解员"],
		[1, date.fromisoformat(DAY), "邻里", "张三", "李四", "漏水", "已修好", "周网格"],
		[None] * 8,
		[2, DAY, "邻里", "王五", "赵六", "噪音", "约定夜间不施工", None],
	)
	with as_user(clerk):
		read = upload(monkeypatch, content)
		assert [row["party_a"] for row in read] == ["张三", "王五"]
		assert api.save_list(read, world.village_a)["saved"] == 2


@pytest.mark.parametrize("name", ["upload", "清单.list", "清单.xls"])
def test_a_workbook_is_read_by_its_content_whatever_its_name(clerk, as_user, monkeypatch, name):
	content = workbook(["甲方", "乙方", "事由"], ["张三", "李四", "漏水"])
	with as_user(clerk):
		(row,) = upload(monkeypatch, content, name)
	assert (row["party_a"], row["party_b"], row["facts"], row["day"]) == ("张三", "李四", "漏水", "")


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"%PDF-1.7 not a list", "Excel"),
		(workbook(["姓名", "电话"], ["张三", "138"]), "表头|标题"),
		(b"PK\x03\x04broken", "Excel|损坏"),
	],
)
def test_a_file_that_is_no_list_is_told_so(clerk, as_user, monkeypatch, content, words):
	with as_user(clerk), pytest.raises(frappe.ValidationError) as error:
		upload(monkeypatch, content)
	assert re.search(words, str(error.value)), error.value


def test_the_template_comes_back_as_it_went_out(world, clerk, as_user, monkeypatch):
	with as_user(clerk):
		api.template()
		book = load_workbook(io.BytesIO(frappe.local.response.filecontent))
		heads = [cell.value for cell in book.active[1]]
		assert heads[2:4] == ["甲方", "乙方"] and len(heads) == len(quarrel_sheet.COLUMNS)
		book.active.append([ROW[field] if field in ROW else None for field in quarrel_sheet.FIELDS])
		out = io.BytesIO()
		book.save(out)
		assert api.save_list(upload(monkeypatch, out.getvalue()), world.village_a)["saved"] == 1

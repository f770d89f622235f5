"""Lists of names into rows of a batch: pasted or Excel, matched against the village, bad files refused.

World: village A with grid A1 (王大山 and his wife 李秀英 in group 2, two 张伟 in groups 2 and 3), village B with 赵六.
"""

from __future__ import annotations

import io
import json

import frappe
import openpyxl
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import batches as api
from grid_governance.points.listing import sheet
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, points, registry


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


class Village:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.wang = registry.make_household(core.GRID_A1, head="王大山", villagers_group="2", room="11")
		self.wife = registry.make_resident(self.wang, resident_name="李秀英")
		self.first = registry.make_household(core.GRID_A1, head="张伟", villagers_group="2", room="12")
		self.second = registry.make_household(core.GRID_A1, head="张伟", villagers_group="3", room="31")
		self.stranger = registry.make_household(core.GRID_B1, head="赵六", villagers_group="1", room="1")
		self.book = points.make_book()
		self.clerk = world.user("Village Points Clerk")

	def match(self, text, unit=core.VILLAGE_A, **values):
		with self.as_user(self.clerk):
			return api.match_text(self.book.name, unit, text, **values)

	def file(self, tmp_path, content, name="list.xlsx"):
		path = tmp_path / name
		path.write_bytes(content)
		with self.as_user(self.clerk):
			return api.read_file(path, self.book.name, core.VILLAGE_A)


def statuses(answer):
	return [row["status"] for row in answer["rows"]]


def book_of(*rows) -> bytes:
	book, out = openpyxl.Workbook(), io.BytesIO()
	for row in rows:
		book.active.append(list(row))
	book.save(out)
	return out.getvalue()


def test_who_fits_is_taken_and_the_doubtful_are_left_to_choose(village):
	answer = village.match("#接龙\n1、王大山家\n2、李秀英 二组\n3、张伟\n4、张伟 3组\n5、钱多多\n收到")
	assert statuses(answer) == ["Matched", "Matched", "Please Choose", "Matched", "Nobody Found"]
	wang, wife, same, second, _nobody = answer["rows"]
	assert (wang["chosen"]["subject"], wang["chosen"]["doer"]) == (village.wang.name, None)
	assert (wife["chosen"]["subject"], wife["chosen"]["doer"]) == (village.wang.name, village.wife.name)
	assert {one["subject"] for one in same["candidates"]} == {village.first.name, village.second.name}
	assert second["chosen"]["subject"] == village.second.name
	assert answer["unread"] == ["#接龙", "收到"] and not answer["cut"]


def test_an_upload_is_read_whatever_name_the_server_gives_the_file(village, tmp_path):
	answer = village.file(tmp_path, book_of(["姓名", "组别"], ["王大山", None]), name="upload.list")
	assert statuses(answer) == ["Matched"]


def test_a_known_name_in_another_group_is_not_guessed(village):
	(row,) = village.match("1、王大山 七组")["rows"]
	assert row["status"] == "Please Choose" and row["candidates"][0]["subject"] == village.wang.name


def test_who_is_listed_twice_or_in_the_batch_already_is_said(village):
	text = "1、王大山\n2、王大山\n3、张伟 2组"
	answer = village.match(text, taken=json.dumps([{"subject": village.first.name, "doer": None}]))
	assert statuses(answer) == ["Matched", "Listed Twice", "In The Batch Already"]


def test_a_book_by_household_takes_two_members_of_one_house_once(village):
	village.book = points.make_book(basis="Whole Household")
	assert statuses(village.match("1、王大山\n2、李秀英")) == ["Matched", "Listed Twice"]


def test_the_neighbours_people_are_nobody_here_and_the_neighbour_is_not_read(village):
	assert statuses(village.match("1、赵六")) == ["Nobody Found"]
	assert statuses(village.match("1、赵六", unit=core.VILLAGE_B)) == ["Nobody Found"]
	assert statuses(village.match("1、赵六\n2、王大山", unit=core.STREET)) == ["Nobody Found", "Matched"]
	with village.as_user(village.world.user("Village Points Clerk", "B")):
		answer = api.match_text(village.book.name, core.VILLAGE_B, "1、赵六")
	assert statuses(answer) == ["Matched"]


def test_the_roles_without_batches_match_nothing(village):
	refused = pytest.raises((frappe.PermissionError, frappe.ValidationError), match="permission")
	with village.as_user(village.world.user("Mediator")), refused:
		api.match_text(village.book.name, core.VILLAGE_A, "1、王大山")


def test_questions_do_not_grow_with_the_list(village):
	with counted_queries() as few:
		village.match("1、王大山")
	with counted_queries() as many:
		village.match("\n".join(f"{n}、王大山" for n in range(1, 300)))
	assert len(many) <= len(few)


# ---------------------------------------------------------------- Excel


def test_a_workbook_in_the_words_of_an_office(village, tmp_path):
	rows = [1, "王 大山", "二组", 5], [2, "张伟", 3, "4分"]
	content = book_of(["参加人员名单"], ["序号", "姓名", "组别", "得分"], *rows)
	answer = village.file(tmp_path, content)
	assert statuses(answer) == ["Matched", "Matched"]
	assert [row["points"] for row in answer["rows"]] == [5, 4]


def test_csv_and_the_template_go_back_in(village, tmp_path):
	answer = village.file(tmp_path, "姓名,组别\n王大山,2组\n".encode("gbk"), "list.csv")
	assert statuses(answer) == ["Matched"]
	with village.as_user(village.clerk):
		api.list_template(village.book.name, core.GRID_A1)
	answer = village.file(tmp_path, frappe.response.filecontent)
	assert set(statuses(answer)) == {"Matched"} and len(answer["rows"]) >= 3


@pytest.mark.parametrize(
	("content", "message"),
	[
		(b"%PDF-1.4 x", "a PDF"),
		(b"", "an empty file"),
		(b"PK\x03\x04 broken", "packed|damaged"),
		(book_of(["a", "b"], ["王大山", "2"]), "headers"),
	],
)
def test_what_is_no_list_is_refused_by_name(village, tmp_path, content, message):
	with pytest.raises(frappe.ValidationError, match=message):
		village.file(tmp_path, content)


def test_merged_cells_are_refused_with_their_place(village, tmp_path):
	book, out = openpyxl.Workbook(), io.BytesIO()
	for row in (["姓名", "组别"], ["王大山", "2"], ["张伟", None]):
		book.active.append(row)
	book.active.merge_cells("B2:B3")
	book.save(out)
	with pytest.raises(frappe.ValidationError, match="B2:B3"):
		village.file(tmp_path, out.getvalue())


def test_formulas_and_wrong_points_are_named_by_their_row_and_the_others_are_read(village, tmp_path):
	content = book_of(
		["姓名", "积分"],
		["王大山", 5],
		["=A2", 5],
		["张伟", 2.5],
		["#REF!", 1],
		["<script>alert(1)</script>", 1],
	)
	answer = village.file(tmp_path, content)
	assert statuses(answer) == ["Matched", "Nobody Found", "Not Readable", "Not Readable", "Not Readable"]
	assert "Row 3" in answer["rows"][2]["reason"] and "formula" in answer["rows"][2]["reason"]


def test_a_hundred_thousand_rows_are_refused_before_they_are_read(village, tmp_path, monkeypatch):
	content = ("姓名\n" + "王大山\n" * 100_000).encode()
	with counted_queries() as queries, pytest.raises(frappe.ValidationError, match="more than 5000 rows"):
		village.file(tmp_path, content, "list.csv")
	assert not any("tabHousehold" in query or "tabResident" in query for query in queries)
	monkeypatch.setattr(sheet, "LARGEST_FILE", 1000)
	with pytest.raises(frappe.ValidationError, match="larger"):
		village.file(tmp_path, content, "list.csv")


# ---------------------------------------------------------------- the same deed?


def test_deeds_a_day_before_or_after_are_told_in_words(village):
	item = points.make_item()
	with village.as_user(village.clerk):
		points.make_declaration(village.book, item, village.wang, deed_date=add_days(nowdate(), -1))
		asked = {
			"people": [{"subject": village.wang.name, "item": item.name}],
			"doctype": "Points Declaration",
		}
		near = api.similar_deeds(village.book.name, nowdate(), **asked)
		far = api.similar_deeds(village.book.name, add_days(nowdate(), 1), **asked)
	assert len(near) == 1 and "王大山" in near[0] and item.item_name in near[0] and not far
	with village.as_user(village.world.user("Village Points Clerk", "B")):
		assert api.similar_deeds(village.book.name, nowdate(), **asked) == []


def test_another_member_of_the_house_has_done_another_deed(village):
	item = points.make_item()
	with village.as_user(village.clerk):
		points.make_batch(village.book, item, [village.wang], deed_date=add_days(nowdate(), -1))
		person = {"subject": village.wang.name, "item": item.name}
		for doer, expected in ((None, 1), (village.wife.name, 0)):
			found = api.similar_deeds(
				village.book.name, nowdate(), [{**person, "doer": doer}], "Points Batch"
			)
			assert len(found) == expected

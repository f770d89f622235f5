"""zh.csv says everything in Chinese, each word once, and leaves the platform's own words alone (terms.md)."""

from __future__ import annotations

import csv
import importlib
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from grid_governance.tests.unit import wording

PLACEHOLDER = re.compile(r"\{\w*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
# One Chinese word for two English ones, on purpose: an action and the stage it leads to, or two kinds of record.
SAME_CHINESE = frozenset(
	{
		frozenset({"Taken Back", "Recalled"}),
		frozenset({"Sent Back", "Handed Back"}),
	}
)
# The platform fills an untranslated word in here.
DROPPED_PLACE = frozenset({"{0} View"})
# Rows that say a platform word otherwise than the platform does, and why.
PLATFORM_MISTAKES: dict[str, str] = {
	"Mandatory fields required in {0}": "said 在需要的必填字段{0}, no sentence",
	"Mandatory fields required in table {0}, Row {1}": "said 在表{0}需要强制字段，行{1}, no sentence",
	"Clear": "said 明确; a button that empties a field is meant",
	"Home": "said 家, where one lives; the start page is meant",
	"Public": "said 公, half a word",
	"Full Name": "said 全名; offices write 姓名",
	"Note": "said 注",
	"Points": "said 点; points people earn are 积分",
	"To Date": "said 至今 (until now); the end of a period is meant",
	"Page {0} of {1}": "said 第1 2",
	"Male": "said 男性; forms write 男",
	"Contact Details": "said 联系人信息, about the person",
	"Description": "said 描述; offices write 说明",
	"Disabled": "said 禁用, an order; a state is meant",
	"Enabled": "said 已启用, a state; a box to tick is meant",
	"{0} m": "said metres; minutes are meant",
	"Draft": "said 草案, a bill; a paper not handed in yet is meant",
	"Period": "said 期, half a word",
	"Source": "said 源, half a word",
	"Stopped": "said 已停止, interrupted; out of use is meant",
	"Previous Hash": "said 先前的哈希; people check 校验值",
	"City": "said 城市; an address and a division both need 市",
	"County": "said 县 only; districts and county-level cities as well",
	"Group": "said 组; the platform shows it in settings of forms only",
	"Range": "said 范围; the platform shows it in a website report only",
	"Jump to field": "said 跳到现场, to the scene; a field of the form is meant",
	"Missing Fields": "said 丢失的字段, lost; what is still to be filled in is meant",
	"Assigned": "said 已分配; the platform stores it as a kind of comment and does not show it",
}


def platform_rows() -> dict[str, str]:
	"""The platform's own Chinese, from the file of the version that is installed."""
	frappe = Path(importlib.import_module("frappe").__file__).parent
	old, new = frappe / "translations" / "zh.csv", frappe / "locale" / "zh.po"
	if old.exists():
		with old.open(encoding="utf-8", newline="") as file:
			return {
				row[0]: row[1] for row in csv.reader(file) if len(row) > 1 and not (len(row) > 2 and row[2])
			}
	from babel.messages.pofile import read_po

	with new.open("rb") as file:
		return {m.id: m.string for m in read_po(file) if isinstance(m.id, str) and m.string and not m.context}


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
	return dict(wording.rows())


def listed(problems) -> str:
	return "\n".join(["", *sorted(problems)])


def test_every_word_a_user_may_read_has_a_chinese_row(chinese):
	missing = [f"{text!r}  {where[0]}" for text, where in wording.all_words().items() if text not in chinese]
	assert not missing, listed(missing)


def test_the_collectors_find_words_of_every_kind():
	"""A collector that finds nothing would make the test above pass for nothing."""
	assert all(any(True for _ in collect()) for collect in wording.COLLECTORS)
	words = wording.all_words()
	for known in (
		"Household",
		"Settle On The Spot",
		"Grid Workbench",
		"Your posts do not reach {0}.",
		"Mediator",
	):
		assert known in words, known


@pytest.mark.parametrize(
	"collect",
	(wording.untranslatable_python, wording.untranslatable_javascript, wording.untranslatable_templates),
	ids=lambda collect: collect.__name__,
)
def test_no_sentence_is_shown_without_a_chance_of_translation(collect):
	assert not list(collect()), listed(f"{text!r}  {where}" for text, where in collect())


def test_each_english_source_stands_once():
	twice = [text for text, count in Counter(text for text, _zh in wording.rows()).items() if count > 1]
	assert not twice, listed(twice)


def test_each_row_is_chinese_and_not_padded(chinese):
	wrong = [
		f"{en!r} → {zh!r}"
		for en, zh in chinese.items()
		if en != en.strip() or zh != zh.strip(" \n\t") or (wording.LETTERS.search(en) and not HAN.search(zh))
	]
	assert not wrong, listed(wrong)


def test_each_row_keeps_its_places(chinese):
	wrong = [
		f"{en!r} → {zh!r}"
		for en, zh in chinese.items()
		if set(PLACEHOLDER.findall(en)) != set(PLACEHOLDER.findall(zh)) and en not in DROPPED_PLACE
	]
	assert not wrong, listed(wrong)


@pytest.mark.parametrize(
	"words",
	(
		lambda: {doc["name"] for _path, doc in wording.doctypes()},
		wording.stages,
		wording.actions,
		lambda: {text for text, _where in wording.from_duties()},
	),
	ids=("doctypes", "stages", "actions", "duties"),
)
def test_one_chinese_word_has_one_english_word(words, chinese):
	by_chinese = defaultdict(set)
	for english in words():
		by_chinese[chinese.get(english, english)].add(english)
	twofold = {
		zh: names
		for zh, names in by_chinese.items()
		if len(names) > 1 and frozenset(names) not in SAME_CHINESE
	}
	assert not twofold, listed(f"{zh}: {sorted(names)}" for zh, names in twofold.items())


def test_no_row_changes_what_a_platform_word_says(chinese):
	platform = platform_rows()
	changed = [
		f"{en!r}: {platform[en]} → {zh}"
		for en, zh in chinese.items()
		if HAN.search(platform.get(en, "")) and platform[en] != zh and en not in PLATFORM_MISTAKES
	]
	assert not changed, listed(changed)


def test_every_listed_platform_mistake_is_still_one(chinese):
	"""When the platform mends a row, ours and its reason go."""
	platform = platform_rows()
	stale = [
		en for en in PLATFORM_MISTAKES if platform.get(en) is not None and platform[en] == chinese.get(en)
	]
	unused = [en for en in PLATFORM_MISTAKES if en not in chinese]
	assert not stale + unused, listed(stale + unused)

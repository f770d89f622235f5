"""WeChat lists (接龙) as people paste them: who is named, and nothing made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_governance.points.listing import words
from grid_governance.points.listing.paste import MOST_LINES, parse


def names(text: str) -> list[str]:
	return [line.name for line in parse(text).lines]


LIST = """#接龙
本周六上午8:30村道清扫，参加的请接龙
例 张三 二组

1. 王大山 二组
2、李秀英家
③ 赵六（3组12号）、赵小六
４．欧阳 明  🌹🌹
5️⃣ 买买提•吐逊 第十二组
6. 孙 七
7.周八 2人参加
8 吴九 5分
收到，辛苦了
"""


def test_a_list_as_it_is_pasted():
	parsed = parse(LIST)
	found = [(line.number, line.name, line.group, line.door, line.points) for line in parsed.lines]
	assert found == [
		(1, "王大山", "2", "", None),
		(2, "李秀英", "", "", None),
		(3, "赵六", "3", "12", None),
		(3, "赵小六", "3", "12", None),
		(4, "欧阳明", "", "", None),
		(5, "买买提·吐逊", "12", "", None),
		(6, "孙七", "", "", None),
		(7, "周八", "", "", None),
		(8, "吴九", "", "", 5),
	]
	assert [line.home for line in parsed.lines][:2] == [False, True]
	assert parsed.unread[:3] == ["#接龙", "本周六上午8:30村道清扫，参加的请接龙", "例 张三 二组"]
	assert parsed.unread[-1] == "收到，辛苦了"


@pytest.mark.parametrize(
	("line", "name", "group"),
	[
		("3、张三家", "张三", ""),
		("4. 李四 二组", "李四", "2"),
		("4、二组李四", "李四", "2"),
		("（5）王五", "王五", ""),
		("十一、赵大勇", "赵大勇", ""),
		("12)钱小妹-3组", "钱小妹", "3"),
		("1.张三全家4口人", "张三", ""),
		("1.第3村民小组 张三", "张三", "3"),
		("1:张三", "张三", ""),
		("1 张三", "张三", ""),
	],
)
def test_a_line_in_any_usual_writing(line, name, group):
	found = parse(line).lines
	assert [(one.name, one.group) for one in found] == [(name, group)]


CHATTER = (
	"11.22清扫活动",
	"8:30集合",
	"2026-11-22 通知",
	"13800000000",
	"大家辛苦了，谢谢参加的各位",
	"<script>alert(1)</script>",
	"+++",
)


@pytest.mark.parametrize("line", CHATTER)
def test_chatter_dates_and_scripts_name_nobody(line):
	assert names(f"1、王大山\n{line}\n2、李秀英") == ["王大山", "李秀英"]


def test_a_list_without_numbers_is_read_line_by_line_and_sentences_are_passed_over():
	text = "王大山\n李秀英 二组\n赵六、孙七\n明天早上八点在村部集合带好工具大家不要迟到"
	assert names(text) == ["王大山", "李秀英", "赵六", "孙七"]


def test_a_list_too_long_says_so():
	parsed = parse("\n".join(f"{n}、王大山" for n in range(MOST_LINES + 5)))
	assert parsed.cut and len(parsed.lines) == MOST_LINES


GROUP_KEYS = {"二组": "2", "第12组": "12", "2": "2", "２": "2", "十组": "10", "东头": "东头", None: ""}


@pytest.mark.parametrize(("text", "key"), GROUP_KEYS.items())
def test_a_group_is_compared_by_its_number(text, key):
	assert words.group_key(text) == key


SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
people = st.builds(lambda s, g: s + g, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2))
marks = st.sampled_from(["{}. ", "{}、", "{}．", "({})", "{})", "{}："])
groups = st.sampled_from(["", " 二组", "（3组）", " 第十二组", " 5组8号"])
noise = st.sampled_from(["", " 🌹", "👍👍", "家", " 2人", " 参加"])
GROUP_OF = {"": "", " 二组": "2", "（3组）": "3", " 第十二组": "12", " 5组8号": "5"}


@given(st.lists(st.tuples(people, marks, groups, noise), min_size=1, max_size=30))
def test_whoever_is_numbered_is_found_in_order_with_the_group(entries):
	text = "\n".join(
		mark.format(n) + name + group + end for n, (name, mark, group, end) in enumerate(entries, 1)
	)
	found = [(line.number, line.name, line.group) for line in parse("#接龙\n大家快来\n" + text).lines]
	assert found == [(n, name, GROUP_OF[group]) for n, (name, _m, group, _e) in enumerate(entries, 1)]


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_nothing_that_is_pasted_raises_and_only_names_come_out(text):
	parsed = parse(text)
	assert all(words.is_name(line.name) for line in parsed.lines)
	shown = {line.text for line in parsed.lines} | set(parsed.unread)
	assert all(line.strip()[:140] in shown for line in text.splitlines() if line.strip())

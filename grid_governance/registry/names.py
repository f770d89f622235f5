"""Names of people: how they are found by pinyin initials, and how they are masked. Pure."""

from __future__ import annotations

import re

from pypinyin import Style, lazy_pinyin

COMPOUND_SURNAMES = frozenset(
	"欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 "
	"宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 东郭 南门 "
	"呼延 百里 西门 公西 轩辕 拓跋 第五".split()
)
# characters that are read differently as a surname, and the initial they then have
SURNAME_INITIALS = {
	**dict.fromkeys("单召", "s"),
	**dict.fromkeys("解", "x"),
	**dict.fromkeys("曾查翟祭藏", "z"),
	**dict.fromkeys("仇种重", "c"),
	"区": "o",
	"乐": "y",
	"覃": "q",
	"秘": "b",
	"乜": "n",
	"佴": "n",
	"隗": "w",
	"句": "g",
}
COMPOUND_INITIALS = {"尉迟": "yc", "万俟": "mq", "长孙": "zs"}


def name_initials(name: object) -> str:
	"""Pinyin initials in lower case, 张小明 → zxm, 单田芳 → stf (surnames by their own reading)."""
	name = str(name if name is not None else "").strip()
	if name[:2] in COMPOUND_INITIALS and len(name) > 2:
		return (COMPOUND_INITIALS[name[:2]] + _initials(name[2:]))[:60]
	if name[:1] in SURNAME_INITIALS:
		return (SURNAME_INITIALS[name[0]] + _initials(name[1:]))[:60]
	return _initials(name)[:60]


def _initials(text: str) -> str:
	return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_keep_letters)).lower()


def _keep_letters(text: str) -> str:
	return "".join(re.findall(r"[A-Za-z]", text))


def mask_name(value: str | None) -> str:
	"""张*明, 张*, 欧阳*; a name with a middle dot keeps its first part (买买提·*)."""
	name = str(value or "").strip()
	if "·" in name:
		return f"{name.partition('·')[0]}·*"
	if len(name) <= 1:
		return "*" * len(name)
	surname = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
	if len(name) - surname == 1:
		return f"{name[:surname]}*"
	return f"{name[:surname]}{'*' * (len(name) - surname - 1)}{name[-1]}"

"""Fills the placeholders of a standard phrase with what a case knows. Pure.

Admins write the phrases, so the placeholders are Chinese words in braces: {甲方}, {金额}. What is not known
yet becomes a line to write on; a brace that is no placeholder stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

BLANK = "________"
PLACEHOLDERS = (
	"甲方",
	"乙方",
	"金额",
	"大写金额",
	"事发日期",
	"事发地点",
	"纠纷类型",
	"调解组织",
	"调解员",
	"履行期限",
	"当前日期",
)
# What each term of an agreement says for itself.
OF_A_TERM = ("金额", "大写金额", "履行期限")
_PLACE = re.compile(r"\{([^{}\n]{1,12})\}")


def filled(text: str, values: Mapping[str, str | None], open_places: Collection[str] = ()) -> str:
	"""`text` with every known placeholder replaced by its value, or by a blank line where there is none.

	open_places: placeholders that stay as they are without a value, to be filled in later.
	"""

	def fill(found: re.Match) -> str:
		word = found[1]
		if word not in PLACEHOLDERS:
			return found[0]
		return values.get(word) or (found[0] if word in open_places else BLANK)

	return _PLACE.sub(fill, text)


def day(value: date) -> str:
	"""2026年11月22日, as Chinese papers write it."""
	return f"{value.year}年{value.month}月{value.day}日"


def unknown(text: str) -> list[str]:
	"""Words in braces that are no placeholder, in their order: what an admin has probably mistyped."""
	return [word for word in _PLACE.findall(text) if word not in PLACEHOLDERS]

"""Names, groups and doors as people write them. Pure."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FIGURE = r"[0-9]{1,3}|[零〇一二两三四五六七八九十百]{1,4}"
_GROUP = re.compile(
	rf"第?\s*({_FIGURE})\s*(?:村民小组|村民组|居民小组|小组|组|队|社)(?![\u4e00-\u9fff]*[员长])"
)
_DOOR = re.compile(rf"(?:门牌)?((?:(?:{_FIGURE})\s*(?:栋|幢|座|号楼|单元)\s*)*(?:{_FIGURE})\s*(?:号|室))")
_HOME = re.compile(r"(?:全家|一家人?|家里?|夫妻|夫妇|两口子?|[一二两三四五六七八九十\d]+口人?)$")
_ENDINGS = re.compile(
	r"(?:[一二两三四五六七八九十\d]+(?:人|个人|位|名)|参加|参与|报名|已报|收到|已到|到|来|去|签到|打卡|同志|女士|先生|本人|代报)$"
)
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_NAME = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,10}}(?:·[{_HAN}]{{1,10}})+")
# what stands in such lists and is nobody's name
_NO_NAMES = frozenset(
	"接龙 已接龙 报名 参加 收到 好的 谢谢 辛苦 辛苦了 大家 早上 上午 下午 晚上 中午 活动 通知 集合 地点 "
	"时间 请假 不去 没空 未到 合计 例如 格式 示例 人员 名单 姓名 组别 户主 序号 备注 村委会 党员 志愿者 "
	"群众 老师 书记 主任 组长 网格员 邻长 村民 居民".split()
)


def is_name(text: str) -> bool:
	"""Two to four characters, or parts with a middle dot (买买提·吐逊)."""
	return bool(_NAME.fullmatch(text)) and text not in _NO_NAMES


def without_endings(text: str) -> tuple[str, bool]:
	"""(name, whether "…家" was written): 张三家 → 张三, 李四2人 → 李四."""
	home = False
	for _turn in range(3):
		shorter = _HOME.sub("", text)
		if shorter != text and len(shorter) >= 2:
			text, home = shorter, True
			continue
		shorter = _ENDINGS.sub("", text)
		if shorter == text or len(shorter) < 2:
			break
		text = shorter
	return text, home


def group_of(text: str) -> tuple[str, str]:
	"""(group as a bare number, text without it): 二组 → 2, 第12村民小组 → 12."""
	match = _GROUP.search(text)
	if not match:
		return "", text
	return group_key(match.group(1)), f"{text[: match.start()]} {text[match.end() :]}"


def door_of(text: str) -> tuple[str, str]:
	"""(door, text without it): 12号, 3栋2单元501室."""
	match = _DOOR.search(text)
	if not match:
		return "", text
	return door_key(match.group(1)), f"{text[: match.start()]} {text[match.end() :]}"


def group_key(text: object) -> str:
	"""A group as it can be compared: 二组, 第2组, "2", ２ → 2; a name like 东头 stays."""
	plain = unicodedata.normalize("NFKC", str(text if text is not None else "")).strip()
	match = re.fullmatch(rf"第?\s*({_FIGURE})\s*(?:村民小组|村民组|居民小组|小组|组|队|社)?", plain)
	return str(number(match.group(1))) if match else plain


def door_key(text: object) -> str:
	"""A door or address as it can be compared: figures only where there are any, 3-2-501."""
	plain = unicodedata.normalize("NFKC", str(text if text is not None else ""))
	return "-".join(str(number(figure)) for figure in re.findall(_FIGURE, plain))


def name_key(text: object) -> str:
	"""A name without spaces and with one kind of dot."""
	plain = unicodedata.normalize("NFKC", str(text if text is not None else ""))
	return re.sub(r"\s+", "", re.sub("[•‧・∙⋅]", "·", plain))


def number(figure: str) -> int:
	"""12, 十二, 一百零五."""
	if figure.isdecimal():
		return int(figure)
	if not set(figure) & set("十百"):
		return int("".join(str(_DIGITS[char]) for char in figure))
	total, digit = 0, 0
	for char in figure:
		if char in _DIGITS:
			digit = _DIGITS[char]
		else:
			total += (digit or 1) * (100 if char == "百" else 10)
			digit = 0
	return total + digit

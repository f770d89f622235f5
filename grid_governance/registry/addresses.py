"""Addresses of households: one line from their parts, and the key that lists and prints sort by. Pure."""

from __future__ import annotations

import re

ADDRESS_PARTS = ("villagers_group", "hamlet", "estate", "building", "building_unit", "room")

_SUFFIXES = {"villagers_group": "组", "building": "栋", "building_unit": "单元"}
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百]+(?=[组队社栋幢座楼号单元室层门弄巷])")


def compose_address(record: dict) -> str:
	"""One line from the address parts; a typed `address` stands when there are no parts.

	Bare numbers get their measure word: group 3, building 2, unit 1, room 501 → 3组2栋1单元501室.
	"""
	parts = [_with_suffix(record, part) for part in ADDRESS_PARTS if text(record.get(part))]
	return "".join(parts) or text(record.get("address"))


def _with_suffix(record: dict, part: str) -> str:
	value = text(record.get(part))
	suffix = _SUFFIXES.get(part)
	if part == "room":
		suffix = "室" if text(record.get("building")) else "号"
	return f"{value}{suffix}" if suffix and re.fullmatch(r"[0-9]+[A-Za-z]?", value) else value


def group_spellings(group: object) -> list[str]:
	"""How a villagers' group that somebody types may stand on the register: 2组, 第二组, 二组 and 2 are one group."""
	typed = text(group)
	bare = re.sub(r"^第|(村民|居民)?小?组$", "", typed)
	if bare and all(sign in _CHINESE_DIGITS or sign in "十百" for sign in bare):
		bare = str(_chinese_number(bare))
	return list(dict.fromkeys((typed, bare, f"{bare}组", f"第{bare}组"))) if bare else []


def address_key(address: str) -> str:
	"""Sorting key: numbers, Chinese ones too, are padded, so that 二组 < 十组 and 2栋 < 10栋."""
	arabic = _CHINESE_NUMBER.sub(lambda match: str(_chinese_number(match.group())), text(address))
	return re.sub(r"[0-9]+", lambda match: match.group().zfill(6), arabic)[:140]


def _chinese_number(text: str) -> int:
	if not any(unit in text for unit in "十百"):
		return int("".join(str(_CHINESE_DIGITS[digit]) for digit in text))
	total, digit = 0, 0
	for sign in text:
		if sign in _CHINESE_DIGITS:
			digit = _CHINESE_DIGITS[sign]
		else:
			total += (digit or 1) * (100 if sign == "百" else 10)
			digit = 0
	return total + digit


def text(value: object) -> str:
	"""The value as text without outer spaces; None is empty."""
	return str(value if value is not None else "").strip()

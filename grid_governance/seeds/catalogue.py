"""The shipped catalogue: 191 award items from points_catalogue.csv and the three ready sets over them. Pure.

The first letter of a code is its category. Columns 适用对象 and 现成清单 hold one letter per subject class and set;
分值 is 5, 5-50 or levels, 细则幅度 the band in which a village's own rules may set the points.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from grid_governance.points.rulebook.notation import caps_of, levels_of

FILE = Path(__file__).with_name("points_catalogue.csv")
VALUES = "Core Socialist Values"
VIRTUE = "Social, Professional, Family And Personal Virtue"
ORDER = "Public Order And Security"
GANGS = "Fight Against Organised Crime"
CATEGORIES = {"A": VALUES, "B": VIRTUE, "C": ORDER, "D": GANGS}
FOR = {
	"居": "for_residents",
	"家": "for_families",
	"党": "for_party_members",
	"工": "for_village_staff",
	"单": "for_organisations",
}
# name → (letter in the file, heading on the poster) of each part
SETS = {
	"农村常用清单": (("村", None),),
	"社区常用清单": (("社", None),),
	"道德储蓄清单": (("友", "友爱"), ("孝", "孝顺"), ("诚", "诚信")),
}


@cache
def _lines() -> tuple[dict[str, str], ...]:
	with FILE.open(encoding="utf-8", newline="") as stream:
		return tuple(csv.DictReader(stream))


def items() -> list[dict]:
	"""The award items as fields of Points Item, in the order of their codes."""
	return [_item(line) for line in _lines()]


def sets() -> dict[str, list[tuple[str, str | None]]]:
	"""Name of a ready set → (item code, heading) of its rows."""
	return {
		name: [
			(line["编号"], heading)
			for letter, heading in parts
			for line in _lines()
			if letter in line["现成清单"]
		]
		for name, parts in SETS.items()
	}


def _item(line: dict[str, str]) -> dict:
	low, _dash, high = line["细则幅度"].partition("-")
	return {
		"item_code": line["编号"],
		"item_name": line["项目名称"],
		"category": CATEGORIES[line["编号"][0]],
		"per": line["计分单位"],
		"peace_and_law": int(bool(line["平安法治"])),
		"sensitive": int(bool(line["不公开姓名"])),
		"times_per_day": int(line["每日次数"] or 1),
		"evidence_required": int(bool(line["须附佐证"])),
		"evidence_hint": line["佐证材料"],
		"caps": [vars(cap) for cap in caps_of(line["上限"])],
		**{FOR[letter]: 1 for letter in line["适用对象"]},
		**_worth(line["分值"]),
		**({"band_low": int(low), "band_high": int(high)} if high else {}),
	}


def _worth(text: str) -> dict:
	if ":" in text:
		levels = [{"level_name": name, "points": points} for name, points in levels_of(text).items()]
		return {"counting": "By Level", "levels": levels}
	low, dash, high = text.partition("-")
	if dash:
		return {"counting": "Between Limits", "min_points": int(low), "max_points": int(high)}
	return {"counting": "Fixed Points", "points": int(low)}

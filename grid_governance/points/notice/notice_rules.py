"""What a notice shows to whom, and what an objection may change. Pure, no Frappe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grid_governance.points.rulebook import rules
from grid_governance.registry.names import mask_name

ORGANISATION = "Local Organisation"
OPEN_NET, BOARD = "Open Net", "Board"


@dataclass(frozen=True)
class Line:
	"""One row as a reader sees it. name None: this row is never published with a name."""

	name: str | None
	group: str
	item: str
	points: int


def on_board(name: str, group: str | None, item: str, points: int, sensitive: bool) -> Line:
	"""The board and villagers who have signed in: all of it; a sensitive row without name and group."""
	return Line(None, "", item, points) if sensitive else Line(name, group or "", item, points)


def on_open_net(name: str, group: str | None, sensitive: bool, subject_kind: str) -> tuple[str, str] | None:
	"""(masked name, group) for strangers, None for a sensitive row. Organisations keep their name."""
	if sensitive:
		return None
	return (name if subject_kind == ORGANISATION else mask_name(name)), group or ""


def group_order(group: str | None) -> tuple:
	"""Groups as people count them: 2 before 10, rows without a group last."""
	text = (group or "").strip()
	number = re.match(r"\d+", text)
	return (not text, not number, int(number[0]) if number else 0, text)


def lowered(item: rules.Item, published: int, points: object) -> int:
	"""The points that an upheld objection leaves. Raises RuleError.

	Whole, fewer than were published (more would have to be noticed again), and a figure that the item
	knows: within its limits, or those of one of its levels.
	"""
	new = rules.whole(points)
	if new >= published:
		raise rules.RuleError("not_lowered", published=published, given=new)
	known = item.low <= new <= item.high if item.counting == rules.BETWEEN else new in item.levels.values()
	if not known:
		raise rules.RuleError("not_of_item", item=item.label, given=new)
	return new


def by_group(groups: Iterable[str | None]) -> list[tuple[str, int]]:
	"""(group, how many rows) in the order of the groups."""
	counts: dict[str, int] = {}
	for group in groups:
		counts[group or ""] = counts.get(group or "", 0) + 1
	return sorted(counts.items(), key=lambda pair: group_order(pair[0]))

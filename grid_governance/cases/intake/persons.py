"""Who stands on which side, as plain rules: no Frappe, no database.

A person is told from a namesake by the marks that were written down: record, telephone, ID, age, address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from grid_governance.registry import papers

PARTY_A = "Party A"
PARTY_B = "Party B"
AGENT = "Agent"
_MASKED = re.compile(r"[0-9A-Z]{1,6}\*{4,}[0-9A-Z]{1,4}")
# Marks of which one difference is enough to tell two people of one name apart.
_MARKS = ("resident", "organisation", "contact", "id_masked", "age", "sex", "address")


def plain_name(name: str | None) -> str:
	"""A name without white space and with middle dots of one kind, for comparing only."""
	return re.sub(r"\s+", "", name or "").replace("•", "·").replace("・", "·").lower()


def same_party(one: Mapping, other: Mapping) -> bool:
	"""Whether two rows are the same person or organisation.

	Same record: yes. Same name: yes, unless a mark that both rows give differs (namesakes exist).
	"""
	for link in ("resident", "organisation"):
		if one.get(link) and one.get(link) == other.get(link):
			return True
	name = plain_name(one.get("party_name"))
	if not name or name != plain_name(other.get("party_name")):
		return False
	return not any(one.get(m) and other.get(m) and one.get(m) != other.get(m) for m in _MARKS)


def on_both_sides(parties: Sequence[Mapping]) -> tuple[int, int] | None:
	"""The positions (from 1) of a party that stands on both sides, None when there is none.

	Agents count too: nobody acts for one side and against it.
	"""
	for i, one in enumerate(parties, 1):
		for j, other in enumerate(parties[i:], i + 1):
			if one.get("side") != other.get("side") and same_party(one, other):
				return i, j
	return None


def missing_sides(parties: Sequence[Mapping]) -> list[str]:
	"""Sides without a party of their own (an agent alone is none)."""
	present = {row.get("side") for row in parties if row.get("kind") != AGENT}
	return [side for side in (PARTY_A, PARTY_B) if side not in present]


def mask_id(text: str | None) -> str:
	"""What a case keeps of an ID number: its mask; one that is masked already stays.

	Raises registry.problems.ProblemError for 15 or more characters that are no sound ID number.
	"""
	value = papers.compact(text)
	if not value or _MASKED.fullmatch(value):
		return value
	if len(value) >= 15:
		value = papers.parse_id_card(value, "parties").number
	return papers.mask_number(value)


def age_on(day: date, born: date) -> int:
	"""Whole years of life (周岁): one more from each birthday on, for those of 29 February from 1 March."""
	return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def names_line(parties: Sequence[Mapping], limit: int = 240) -> str:
	"""'张三、李四 / 某公司' for the ledger: side A, a slash, side B, agents left out."""
	sides = []
	for side in (PARTY_A, PARTY_B):
		names = [
			p.get("party_name") or "" for p in parties if p.get("side") == side and p.get("kind") != AGENT
		]
		sides.append("、".join(n for n in names if n))
	return " / ".join(sides).strip(" /")[:limit]


def split_names(text: str | None) -> list[str]:
	"""Names out of one typed line: parted by 、 comma, semicolon or slash; order kept, doubles dropped."""
	names = [part.strip() for part in re.split(r"[、,，;；/\n]", text or "")]
	return list(dict.fromkeys(name for name in names if name))

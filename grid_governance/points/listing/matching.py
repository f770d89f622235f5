"""Lines of a list against those who may be named. Pure: one pass, nothing guessed.

A line is matched when exactly one person (of a household book that counts households: one household) fits its
name and whatever it says of group and door. Same names, a name in another group and unknown names are left to
choose, with what comes near.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grid_governance.points.listing.paste import Line
from grid_governance.points.listing.words import door_key, group_key, name_key

MATCHED, CHOOSE, NOBODY, TWICE, IN_BATCH = (
	"Matched",
	"Please Choose",
	"Nobody Found",
	"Listed Twice",
	"In The Batch Already",
)
MOST_CANDIDATES = 12


@dataclass
class Match:
	line: Line
	status: str
	chosen: object = None  # roster.Member
	candidates: list = field(default_factory=list)


class Matcher:
	"""members: roster.Member; per_person: whether the book counts each person; taken: keys in the batch."""

	def __init__(self, members: Sequence, per_person: bool, taken: Iterable[tuple[str, str | None]] = ()):
		self.per_person = per_person
		self.by_name: dict[str, list] = {}
		for member in members:
			self.by_name.setdefault(name_key(member.name), []).append(member)
		self.taken = {self._key(subject, doer) for subject, doer in taken}

	def _key(self, subject: str, doer: str | None) -> tuple[str, str | None]:
		return subject, (doer if self.per_person else None)

	def match(self, lines: Iterable[Line]) -> list[Match]:
		seen: set[tuple[str, str | None]] = set()
		result = []
		for line in lines:
			found = self._one(line)
			if found.status == MATCHED:
				key = self._key(found.chosen.subject, doer_of(found.chosen))
				if key in self.taken:
					found.status = IN_BATCH
				elif key in seen:
					found.status = TWICE
				seen.add(key)
			result.append(found)
		return result

	def _one(self, line: Line) -> Match:
		same = self.by_name.get(name_key(line.name), [])
		if not same:
			return Match(line, NOBODY)
		fitting = [member for member in same if _fits(line, member)]
		if line.home and any(member.is_head for member in fitting):
			fitting = [member for member in fitting if member.is_head]
		whose = {
			member.subject if not self.per_person else (member.subject, member.resident) for member in fitting
		}
		if len(whose) == 1:
			return Match(line, MATCHED, fitting[0])
		return Match(line, CHOOSE, None, (fitting or same)[:MOST_CANDIDATES])


def _fits(line: Line, member) -> bool:
	if line.group and group_key(member.group) != line.group:
		return False
	address = door_key(member.address)
	return not line.door or address == line.door or address.endswith(f"-{line.door}")


def doer_of(member) -> str | None:
	"""Who is recorded as the doer: nobody where the account is the person's own or the head stands for the house."""
	return None if member.is_head or member.resident in (None, member.subject) else member.resident

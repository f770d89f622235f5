"""The 13 slots of a mediation file (Ministry of Justice forms, 2010) and which of them must be filled. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from grid_governance.cases import stages

APPLICATION = "Application Or Registration"
RIGHTS = "Notice Of Rights And Duties"
IDENTITY = "Proof Of Identity"
AUTHORITY = "Power Of Attorney"
INVESTIGATION = "Investigation Record"
EVIDENCE = "Evidence Of The Case"
MEDIATION = "Mediation Session"
AGREEMENT = "Agreements And Notices"
PERFORMANCE = "Proof Of Performance"
VISITS = "Return Visit"
CONFIRMATION = "Judicial Confirmation Papers"
SITUATION = "Situation Of The File"
CLOSING = "Closing Page"

# In the order of the forms.
SLOTS = (
	APPLICATION,
	RIGHTS,
	IDENTITY,
	AUTHORITY,
	INVESTIGATION,
	EVIDENCE,
	MEDIATION,
	AGREEMENT,
	PERFORMANCE,
	VISITS,
	CONFIRMATION,
	SITUATION,
	CLOSING,
)
MUST = frozenset({APPLICATION, RIGHTS, IDENTITY, MEDIATION, AGREEMENT, CLOSING})
# An oral agreement's one-page form names the parties and what they agreed: it stands in for the rest.
MUST_WHEN_ORAL = frozenset({APPLICATION, AGREEMENT, CLOSING})
# Without a result there are the registration and the notice that ended it.
MUST_WITHOUT_RESULT = frozenset({APPLICATION, CLOSING})
# Where a written reason may stand in a must slot: many bodies see the identity card and keep no copy.
EXCUSABLE = frozenset({IDENTITY})
# These are drawn from the record when the file is bound.
DRAWN = frozenset({SITUATION, CLOSING})


@dataclass(frozen=True)
class Slot:
	"""One line of the file's check list. state: "there", "excused" (with its reason), "missing" or "empty"."""

	number: int
	name: str
	must: bool
	state: str
	reason: str = ""


def must_slots(way: str, ended_as: str | None, oral: bool) -> frozenset[str]:
	"""What has to be in the file of a case that is settled this way and ended in this stage.

	`ended_as` None: not at an end yet, judged as if an agreement were going to be filed.
	"""
	if way != stages.PEOPLES_MEDIATION:
		return frozenset()
	if ended_as in stages.ENDED_BY_REASON:
		return MUST_WITHOUT_RESULT
	return MUST_WHEN_ORAL if oral else MUST


def check_list(filled: set[str], reasons: dict[str, str], must: frozenset[str]) -> list[Slot]:
	"""All 13 slots in their order. filled: slots with a paper; reasons: slot → why nothing is there."""
	return [
		Slot(number, name, name in must, _state(name, filled, reasons, must), reasons.get(name, ""))
		for number, name in enumerate(SLOTS, 1)
	]


def _state(name: str, filled: set[str], reasons: dict[str, str], must: frozenset[str]) -> str:
	if name in filled or name in (APPLICATION, CLOSING):
		return "there"
	if reasons.get(name, "").strip() and (name not in must or name in EXCUSABLE):
		return "excused"
	return "missing" if name in must else "empty"


def may_be_excused(name: str, must: frozenset[str]) -> bool:
	"""Whether a reason may stand for the papers of this slot."""
	return name in SLOTS and name not in DRAWN and (name not in must or name in EXCUSABLE)


def in_order(names: list[str], wanted: list[str]) -> list[str]:
	"""`names` as people have put them; those they have not placed come after, in the order given."""
	place = {name: n for n, name in enumerate(wanted)}
	return sorted(names, key=lambda name: place.get(name, len(place)))

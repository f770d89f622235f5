"""Whose case it is: at every moment exactly one owner, and one person answerable. Pure.

A handover (hop) asks another unit, department or person to take a case. The case stays with the sender until
the receiver has signed or is deemed to have signed; then it is the receiver's until the hop ends. Lead hops
lie on each other like a stack: who holds the case may send it on, and gets it back when that hop has ended.
Assistance (协办) never moves the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grid_governance.registry import codes

VILLAGE_LEVEL = 5

REPORT_UP, ASSIGN_DOWN, PASS_ON, ASSISTANCE = "Report Up", "Assign Down", "Pass On", "Ask Assistance"
LEAD = (REPORT_UP, ASSIGN_DOWN, PASS_ON)
KINDS = (*LEAD, ASSISTANCE)

PENDING = "To Be Signed For"
SIGNED, DEEMED, IN_HAND, HANDLED, FED_BACK = "Signed For", "Deemed Signed", "In Hand", "Handled", "Fed Back"
HANDED_BACK, RECALLED, STRUCK_OFF = "Handed Back", "Recalled", "Struck Off"
HELD = (SIGNED, DEEMED, IN_HAND, HANDLED, FED_BACK)  # the receiver has it
OPEN = (PENDING, *HELD)
ENDED = (HANDED_BACK, RECALLED, STRUCK_OFF)

# act → (stages it starts from, stage it leads to)
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
	"sign": ((PENDING,), SIGNED),
	"deem": ((PENDING,), DEEMED),
	"take_in_hand": ((SIGNED, DEEMED), IN_HAND),
	"hand_back": ((PENDING, SIGNED, DEEMED), HANDED_BACK),
	"recall": ((PENDING,), RECALLED),
	"handle": ((SIGNED, DEEMED, IN_HAND), HANDLED),
	"rework": ((HANDLED, FED_BACK), IN_HAND),
	"feed_back": ((HANDLED,), FED_BACK),
	"strike_off": ((FED_BACK,), STRUCK_OFF),
}
BY_SENDER = ("recall", "rework", "strike_off")
MOST_HAND_BACKS = 2


@dataclass(frozen=True)
class Holder:
	"""Who has a case: a unit, perhaps a department of it, perhaps one person."""

	unit: str
	department: str | None = None
	worker: str | None = None


@dataclass(frozen=True)
class Hop:
	"""One handover, as far as it decides who owns the case."""

	kind: str
	stage: str
	sender: Holder
	receiver: Holder
	name: str = ""

	@property
	def lead(self) -> bool:
		return self.kind != ASSISTANCE


def owner(stored: Holder, hops: Iterable[Hop]) -> Holder:
	"""The one owner. `hops` in their order; `stored` is who had the case before any open lead hop."""
	stack = open_lead(hops)
	held = [hop for hop in stack if hop.stage in HELD]
	if held:
		return held[-1].receiver
	return stack[0].sender if stack else stored


def open_lead(hops: Iterable[Hop]) -> list[Hop]:
	"""The stack of lead hops that have not ended, the outermost first."""
	return [hop for hop in hops if hop.lead and hop.stage in OPEN]


def send_problem(
	current: Holder, hops: Sequence[Hop], kind: str, receiver: Holder, decided: bool = False
) -> str | None:
	"""Why `current`, the owner, may not hand the case to `receiver`; None when nothing speaks against it.

	"kind", "direction", "self", "pending", "circle", "asked already" or "twice" (handed back twice between these
	two; then only the centre's decision, `decided`, sends it there again).
	"""
	if kind not in KINDS:
		return "kind"
	if receiver == current or (receiver.worker and receiver.worker == current.worker):
		return "self"
	if not _direction_fits(current, kind, receiver):
		return "direction"
	if kind == ASSISTANCE:
		asked = any(not hop.lead and hop.stage in OPEN and hop.receiver == receiver for hop in hops)
		return "asked already" if asked else None
	lead = open_lead(hops)
	if any(hop.stage == PENDING for hop in lead):
		return "pending"
	if any(hop.sender == receiver for hop in lead):
		return "circle"
	if not decided and hand_backs(hops, current, receiver) >= MOST_HAND_BACKS:
		return "twice"
	return None


def hand_backs(hops: Iterable[Hop], sender: Holder, receiver: Holder) -> int:
	"""How often `receiver` has handed this matter back to `sender`."""
	pair = (sender, receiver)
	return sum(h.lead and h.stage == HANDED_BACK and (h.sender, h.receiver) == pair for h in hops)


def step_problem(hop: Hop, hops: Iterable[Hop], act: str, decided: bool = False) -> str | None:
	"""Why `act` may not be done to `hop` now: "stage", "sent on" (it lies elsewhere), "decided"; else None."""
	if hop.stage not in STEPS[act][0]:
		return "stage"
	if hop.lead and act not in ("sign", "deem", "recall"):
		stack = open_lead(hops)
		if stack and stack[-1].name != hop.name:
			return "sent on"
	if act == "hand_back" and decided:
		return "decided"
	return None


def kind_between(sender: Holder, receiver: Holder) -> str:
	"""上报 to a unit above, 交办 into one's own area, else 转办."""
	if receiver.unit != sender.unit and codes.contains(receiver.unit, sender.unit):
		return REPORT_UP
	if codes.contains(sender.unit, receiver.unit) and not sender.department:
		return ASSIGN_DOWN
	return PASS_ON


def _direction_fits(sender: Holder, kind: str, receiver: Holder) -> bool:
	if kind == ASSISTANCE:
		return True
	natural = kind_between(sender, receiver)
	# a department of the own unit is assigned or passed to, as the office calls it
	return kind == natural or (kind == PASS_ON and natural == ASSIGN_DOWN)


def handling_unit(place: str, party_units: Iterable[str] = ()) -> str:
	"""The lowest unit, at most a village, that holds the place of the event and all known parties.

	Parties in other provinces have no common unit: then the place alone decides.
	"""
	return common_unit(place, party_units, VILLAGE_LEVEL)


def common_unit(place: str, party_units: Iterable[str], lowest: int) -> str:
	"""The lowest unit, of level `lowest` (7 is the smallest) or above, that holds the place and all known parties."""
	chain = [place, *codes.ancestors(place)]
	candidates = [unit for unit in chain if codes.level(unit) <= lowest]
	known = [unit for unit in party_units if unit]
	for unit in candidates:
		if all(codes.contains(unit, other) for other in known):
			return unit
	return candidates[0]


def answerable(mediator: str | None, first_receiver: str | None) -> str | None:
	"""The Grid Worker who answers for the case now: the mediator once there is one, else the first receiver."""
	return mediator or first_receiver

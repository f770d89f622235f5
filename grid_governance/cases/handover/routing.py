"""Where a case should go: pure rules over plain facts. No Frappe, no database.

The rules are data (Routing Rule); who could receive, whether he is there today and how much he has in hand are
given. The answer always carries its reason, also when nobody fits and the case stays with the centre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from grid_governance.cases import owner
from grid_governance.registry import codes

TO_LEVEL, TO_DEPARTMENT, TO_BODY = "Unit Of Level", "Department", "Mediation Body"
PRESENT, ON_CALL, AWAY = 2, 1, 0


@dataclass(frozen=True)
class Facts:
	"""What of a case decides its way. place: unit of the event; party_units: where known parties live; came_from:
	units that reported it up or passed it on and wait for it to be handled here.
	"""

	place: str
	party_units: tuple[str, ...] = ()
	category: str | None = None
	difficulty: str | None = None
	may_escalate: bool = False
	recurring: bool = False
	amount: float = 0
	people: int = 0
	came_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
	"""One row of the rules; an empty condition holds for every case. unit: whose rule it is, None the site's."""

	name: str
	target: str
	unit: str | None = None
	order: int = 100
	category: str | None = None
	difficulty: str | None = None
	may_escalate: bool = False
	recurring: bool = False
	least_amount: float = 0
	least_people: int = 0
	level: str | None = None
	goal: str | None = None
	asked: str | None = None


@dataclass(frozen=True)
class Candidate:
	"""Somebody who could receive. presence: PRESENT, ON_CALL or AWAY; load: open matters in his hands."""

	name: str
	label: str
	load: int = 0
	presence: int = AWAY


@dataclass(frozen=True)
class Proposal:
	"""unit, department, worker as for a handover; None when the case stays. reasons: (code, values) in order."""

	receiver: owner.Holder | None
	reasons: tuple[tuple[str, tuple], ...]
	rule: str | None = None
	asked: str | None = None


def fits(rule: Rule, facts: Facts) -> bool:
	return (
		(not rule.unit or codes.contains(rule.unit, facts.place))
		and (not rule.category or rule.category == facts.category)
		and (not rule.difficulty or rule.difficulty == facts.difficulty)
		and (not rule.may_escalate or facts.may_escalate)
		and (not rule.recurring or facts.recurring)
		and facts.amount >= rule.least_amount
		and facts.people >= rule.least_people
	)


def ordered(rules: Iterable[Rule], facts: Facts) -> list[Rule]:
	"""The rules that fit: the nearer unit's first, then those for this kind of dispute, then by conditions."""

	def rank(rule: Rule) -> tuple:
		conditions = sum(
			bool(getattr(rule, column))
			for column in (
				"category",
				"difficulty",
				"may_escalate",
				"recurring",
				"least_amount",
				"least_people",
			)
		)
		return (-len(rule.unit or ""), not rule.category, -conditions, rule.order, rule.name)

	return sorted((rule for rule in rules if fits(rule, facts)), key=rank)


def level_unit(facts: Facts, level: str) -> str:
	"""The unit of `level` around the place, lifted to the lowest unit that holds the known parties as well."""
	return owner.common_unit(facts.place, facts.party_units, codes.LEVELS.index(level) + 1)


def best(candidates: Sequence[Candidate]) -> Candidate | None:
	"""Who is there today before who is on call before who is not; among them the least burdened, then by name."""
	return min(candidates, key=lambda c: (-c.presence, c.load, c.label, c.name), default=None)


@dataclass
class Sources:
	"""How a proposal asks for what is stored. Each is a function, so that nothing is read in vain.

	people(unit) → candidates who may settle disputes in that unit; department(name) → (unit, its liaisons);
	body(name) → (unit, its mediators).
	"""

	people: Callable[[str], Sequence[Candidate]]
	department: Callable[[str], tuple[str, Sequence[Candidate]] | None]
	body: Callable[[str], tuple[str, Sequence[Candidate]] | None]
	names: Callable[[str], str] = field(default=lambda name: name)


def propose(facts: Facts, rules: Iterable[Rule], current: owner.Holder, sources: Sources) -> Proposal:
	"""The first rule whose goal somebody can receive; without one the case stays, and the reasons say why."""
	reasons: list[tuple[str, tuple]] = []
	matching = ordered(rules, facts)
	if not matching:
		return Proposal(None, (("no rule", ()), ("stays", ())))
	for rule in matching:
		tried = [("rule", (rule.name,))]
		receiver = _receiver(rule, facts, sources, tried)
		if receiver and receiver == current:
			tried.append(("there already", (sources.names(receiver.unit),)))
			receiver = None
		elif receiver and (sender := _sender_of(receiver, facts)):
			tried.append(("came from", (sources.names(sender),)))
			receiver = None
		reasons += tried
		if receiver:
			return Proposal(receiver, tuple(reasons), rule.name, rule.asked)
	return Proposal(None, (*reasons, ("stays", ())))


def _sender_of(receiver: owner.Holder, facts: Facts) -> str | None:
	"""The unit that has sent the case here, if `receiver` belongs to it: what could not be done there stays."""
	if receiver.department:
		return None
	return next((unit for unit in facts.came_from if codes.contains(unit, receiver.unit)), None)


def _receiver(rule: Rule, facts: Facts, sources: Sources, reasons: list) -> owner.Holder | None:
	if rule.target == TO_LEVEL:
		return _in_unit(rule, facts, sources, reasons)
	found = (sources.department if rule.target == TO_DEPARTMENT else sources.body)(rule.goal)
	name = sources.names(rule.goal)
	if not found:
		reasons.append(("not at work", (name,)))
		return None
	unit, candidates = found
	chosen = best(candidates)
	if not chosen:
		reasons.append(("nobody of", (name,)))
		return None
	reasons.append(_of_person(chosen))
	if rule.target == TO_DEPARTMENT:
		return owner.Holder(unit, rule.goal)
	return owner.Holder(unit, None, chosen.name)


def _in_unit(rule: Rule, facts: Facts, sources: Sources, reasons: list) -> owner.Holder | None:
	unit = level_unit(facts, rule.level)
	if codes.level_name(unit) != rule.level:
		reasons.append(("lifted", (sources.names(unit),)))
	while True:
		chosen = best(sources.people(unit))
		if chosen:
			reasons.append(("place", (sources.names(unit),)))
			reasons.append(_of_person(chosen))
			return owner.Holder(unit, None, chosen.name)
		reasons.append(("nobody in", (sources.names(unit),)))
		above = codes.parent(unit)
		if above is None or codes.level(unit) <= owner.VILLAGE_LEVEL:
			return None
		unit = above  # a grid without anybody: its village


def _of_person(chosen: Candidate) -> tuple[str, tuple]:
	code = {PRESENT: "present", ON_CALL: "on call", AWAY: "least load"}[chosen.presence]
	return code, (chosen.label, chosen.load)

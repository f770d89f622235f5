"""The proposal for one case: gathers what routing.py asks for, says the reason in words, and keeps it on the case."""

from __future__ import annotations

from functools import lru_cache

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate, nowdate

from grid_governance import serving
from grid_governance.cases import owner, stages
from grid_governance.cases.handover import chain, presence, rights, routing
from grid_governance.cases.handover.addressee import DEPARTMENT_CLASSES
from grid_governance.cases.intake import parties
from grid_governance.registry import codes

RULE = "Routing Rule"
SETTLING = ("Mediator", "Grid Head")  # who is asked first in a village and above
IN_GRID = ("Neighbour Head", "Grid Officer", "Grid Head")
VILLAGE_LEVEL = owner.VILLAGE_LEVEL
LOADED = (*stages.BEING_MEDIATED, stages.REGISTERED, stages.SCREENING)


def for_case(case) -> routing.Proposal:
	"""Propose a receiver for `case`; who may write the case stores the reason on it. The caller has checked reading."""
	facts = routing.Facts(
		place=case.grid_unit,
		party_units=tuple(parties.units(case.parties)),
		category=case.category,
		difficulty=case.difficulty,
		may_escalate=bool(case.may_escalate),
		recurring=bool(case.recurring),
		amount=flt(case.amount),
		people=cint(case.people_involved),
		came_from=_came_from(case),
	)
	made = routing.propose(facts, rules_for(case.grid_unit), chain.stored_holder(case), _sources())
	note = in_words(made)
	if case.routing_note != note and case.has_permission("write") and case.stage not in stages.OVER:
		case.db_set("routing_note", note, update_modified=False)
	return made


def _came_from(case) -> tuple[str, ...]:
	"""The units beside and below the present one whose report or passing on is still open."""
	units = frappe.get_all(
		chain.HOP,
		{
			"dispute_case": case.name,
			"stage": ["in", owner.OPEN],
			"kind": ["in", (owner.REPORT_UP, owner.PASS_ON)],
			"from_department": ["is", "not set"],
		},
		pluck="from_unit",
	)
	return tuple(unit for unit in units if not codes.contains(unit, case.handling_unit))


def rules_for(place: str) -> list[routing.Rule]:
	"""The enabled rules of the site and of the units around `place`."""
	around = ["", place, *codes.ancestors(place)]
	rows = frappe.get_all(
		RULE,
		filters={"enabled": 1},
		or_filters=[["grid_unit", "in", around], ["grid_unit", "is", "not set"]],
		fields=["*"],
	)
	return [
		routing.Rule(
			name=row.rule_name,
			target=row.target,
			unit=row.grid_unit or None,
			order=row.sort_order or 0,
			category=row.category or None,
			difficulty=row.difficulty or None,
			may_escalate=bool(row.may_escalate),
			recurring=bool(row.recurring),
			least_amount=flt(row.least_amount),
			least_people=cint(row.least_people),
			level=row.level or None,
			goal=row.department or row.mediation_body or None,
			asked=row.asked or None,
		)
		for row in rows
	]


def in_words(made: routing.Proposal) -> str:
	"""The reasons as sentences in the session's language."""
	said = " ".join(_sentence(code, values) for code, values in made.reasons)
	return said.replace("。 ", "。")  # a full stop of full width needs no blank after it


def _sentence(code: str, values: tuple) -> str:
	texts = {
		"rule": lambda name: _("Rule “{0}”.").format(_(name)),
		"no rule": lambda: _("No routing rule fits this case."),
		"place": lambda unit: _("By place and parties: {0}.").format(unit),
		"lifted": lambda unit: _(
			"The parties live apart, so the lowest unit around all of them: {0}."
		).format(unit),
		"present": lambda who, load: _("{0} is there today, {1} open matters.").format(who, load),
		"on call": lambda who, load: _("{0} is on call today, {1} open matters.").format(who, load),
		"least load": lambda who, load: _("{0} has the fewest open matters: {1}.").format(who, load),
		"nobody in": lambda unit: _("Nobody in {0} holds a duty that settles disputes.").format(unit),
		"nobody of": lambda name: _("{0} has nobody who could receive it.").format(name),
		"not at work": lambda name: _("{0} is not at work.").format(name),
		"there already": lambda unit: _("{0} has the case already.").format(unit),
		"came from": lambda unit: _("{0} has sent it here, so it is not sent back there.").format(unit),
		"stays": lambda: _("So it stays with the centre; please choose by hand."),
	}
	return texts[code](*values)


# ---------------------------------------------------------------- what is stored


def _sources() -> routing.Sources:
	roster = _roster()
	return routing.Sources(
		people=lambda unit: _people(unit, roster),
		department=lambda name: _department(name, roster),
		body=lambda name: _body(name, roster),
		names=lru_cache(maxsize=64)(_name),
	)


def _name(name: str) -> str:
	for doctype, column in (
		("Grid Unit", "unit_name"),
		("Local Organisation", "organisation_name"),
		("Mediation Body", "body_name"),
	):
		if found := frappe.db.get_value(doctype, name, column):
			return found
	return name


def _roster() -> list[dict]:
	today = nowdate()
	return frappe.get_all(
		"Duty Roster",
		filters={"from_date": ["<=", today]},
		or_filters=[["to_date", ">=", today], ["to_date", "is", "not set"]],
		fields=["department", "worker", "presence", "from_date", "to_date", *presence.WEEKDAYS],
	)


def _presence(roster: list[dict], column: str, name: str) -> int:
	today, mine = getdate(nowdate()), [row for row in roster if row[column] == name]
	if any(presence.is_there(row, today) for row in mine):
		return routing.PRESENT
	return routing.ON_CALL if any(presence.is_on_call(row, today) for row in mine) else routing.AWAY


def _people(unit: str, roster: list[dict]) -> list[routing.Candidate]:
	"""Who settles disputes in exactly this unit: mediators before heads, in a grid the neighbour heads first."""
	for role in IN_GRID if codes.level(unit) > VILLAGE_LEVEL else SETTLING:
		found = _posted(grid_unit=unit, role=role, scope="Range")
		if found:
			return [_candidate(row, roster) for row in found]
	return []


def _department(name: str, roster: list[dict]):
	row = frappe.db.get_value(
		"Local Organisation", name, ["grid_unit", "organisation_class", "status"], as_dict=True
	)
	if not row or row.status == "Dissolved" or row.organisation_class not in DEPARTMENT_CLASSES:
		return None
	there, load = _presence(roster, "department", name), _hops_of(name)
	liaisons = _posted(organisation=name, role="Department Liaison")
	label = _name(name)
	return row.grid_unit, [routing.Candidate(one.name, label, load, there) for one in liaisons]


def _body(name: str, roster: list[dict]):
	row = frappe.db.get_value("Mediation Body", name, ["grid_unit", "enabled"], as_dict=True)
	if not row or not row.enabled:
		return None
	return row.grid_unit, [_candidate(one, roster) for one in _posted(mediation_body=name, role="Mediator")]


def _posted(role: str, **post) -> list[dict]:
	query, worker, row, duty = serving.today()
	query = query.select(worker.name, worker.worker_name).distinct().where(duty.role == role)
	for column, value in post.items():
		query = query.where(row[column] == value)
	return query.run(as_dict=True)


def _candidate(row: dict, roster: list[dict]) -> routing.Candidate:
	load = frappe.db.count("Dispute Case", {"mediator": row.name, "stage": ["in", LOADED]})
	load += frappe.db.count("Case Handover", {"to_worker": row.name, "stage": ["in", owner.OPEN]})
	return routing.Candidate(
		row.name, row.worker_name or row.name, load, _presence(roster, "worker", row.name)
	)


def _hops_of(department: str) -> int:
	return frappe.db.count("Case Handover", {"to_department": department, "stage": ["in", owner.OPEN]})


def receiver_name(made: routing.Proposal) -> str | None:
	return rights.name_of(made.receiver) if made.receiver else None

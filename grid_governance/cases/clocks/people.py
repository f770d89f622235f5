"""Who is told of a clock: whoever answers for the matter, and the duty-holders of the unit above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import frappe

from grid_governance import serving
from grid_governance.registry import codes

# Who answers for what a unit has in hand, and who is told when a unit below is late.
IN_CHARGE = ("Grid Head", "Dispatcher")
ABOVE = (*IN_CHARGE, "Supervisor")


def holders(units: Iterable[str], roles: tuple[str, ...]) -> dict[str, set[str]]:
	"""unit → logins whose post of today in exactly this unit carries one of `roles`; one query."""
	units = list(units)
	if not units:
		return {}
	query, worker, post, duty = serving.today()
	rows = (
		query.select(post.grid_unit, worker.user)
		.where((worker.user > "") & post.grid_unit.isin(units) & duty.role.isin(roles))
		.run()
	)
	found = defaultdict(set)
	for unit, user in rows:
		found[unit].add(user)
	return found


def above(units: Iterable[str]) -> dict[str, str | None]:
	"""unit → the nearest unit above that has duty-holders, else the one right above; None for a province."""
	units = set(units)
	staffed = holders({code for unit in units for code in codes.ancestors(unit)}, ABOVE)
	return {
		unit: next((code for code in codes.ancestors(unit) if staffed.get(code)), codes.parent(unit))
		for unit in units
	}


def of_clocks(clocks: list[dict]) -> dict[str, set[str]]:
	"""Name of a clock → logins that are told of it (columns of Case Clock, `to_tell` says what has happened)."""
	in_charge = holders({clock["charged_unit"] for clock in clocks}, IN_CHARGE)
	late = [clock for clock in clocks if clock["to_tell"] == "Breached" and clock["escalated_to"]]
	higher = holders({clock["escalated_to"] for clock in late}, ABOVE)
	answerable, liaisons = _answerable(clocks), _liaisons(clocks)
	told = {}
	for clock in clocks:
		persons = answerable.get(clock["name"]) or in_charge.get(clock["charged_unit"], set())
		told[clock["name"]] = persons | liaisons.get(clock["organisation"], set())
	for clock in late:
		told[clock["name"]] = told[clock["name"]] | higher.get(clock["escalated_to"], set())
	return told


def _answerable(clocks: list[dict]) -> dict[str, set[str]]:
	"""The mediator of the case, before there is one its first receiver; not where a unit or department is charged."""
	workers = {clock["name"]: clock["case_mediator"] for clock in clocks if clock["case_mediator"]}
	without = {c["name"]: c["dispute_case"] for c in clocks if c["dispute_case"] and not c["case_mediator"]}
	if without:
		cases = frappe.get_all(
			"Dispute Case",
			{"name": ["in", list(set(without.values()))]},
			["name", "first_receiver"],
			as_list=True,
		)
		receivers = dict(cases)
		workers |= {name: receivers[case] for name, case in without.items() if receivers.get(case)}
	logins = _logins(set(workers.values()))
	return {name: {logins[worker]} for name, worker in workers.items() if logins.get(worker)}


def _logins(workers: set[str]) -> dict[str, str]:
	if not workers:
		return {}
	rows = frappe.get_all(
		"Grid Worker", {"name": ["in", list(workers)], "enabled": 1}, ["name", "user"], as_list=True
	)
	return dict(rows)


def _liaisons(clocks: list[dict]) -> dict[str, set[str]]:
	"""Department → logins whose post of today is tied to it."""
	organisations = {clock["organisation"] for clock in clocks if clock["organisation"]}
	if not organisations:
		return {}
	query, worker, post, _duty = serving.today()
	rows = (
		query.select(post.organisation, worker.user)
		.where((worker.user > "") & post.organisation.isin(list(organisations)))
		.run()
	)
	found = defaultdict(set)
	for organisation, user in rows:
		found[organisation].add(user)
	return found

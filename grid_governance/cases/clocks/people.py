"""Who is told of a clock: whoever answers for the matter, and the duty-holders of the unit above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import frappe

from grid_governance import serving
from grid_governance.cases.clocks import limits
from grid_governance.registry import codes

HOP, ORDER = "Case Handover", "Supervision Order"

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
	late = [clock for clock in clocks if clock["to_tell"] == limits.BREACHED and clock["escalated_to"]]
	higher = holders({clock["escalated_to"] for clock in late}, ABOVE)
	of_hops = [clock for clock in clocks if clock["reference_doctype"] == HOP]
	answerable = _answerable([clock for clock in clocks if clock["reference_doctype"] != HOP])
	liaisons, parties = _liaisons({clock["organisation"] for clock in clocks}), _hop_parties(of_hops)
	told = {}
	for clock in clocks:
		persons = answerable.get(clock["name"]) or in_charge.get(clock["charged_unit"], set())
		persons = persons | parties.get(clock["name"], set())
		told[clock["name"]] = persons | liaisons.get(clock["organisation"], set())
	for clock in late:
		told[clock["name"]] = told[clock["name"]] | higher.get(clock["escalated_to"], set())
	return told


def _hop_parties(clocks: list[dict]) -> dict[str, set[str]]:
	"""A hop's limit is the receiver's: the person it was sent to; of one deemed signed, the sender hears too."""
	if not clocks:
		return {}
	columns = ["name", "to_worker", "from_unit", "from_department", "from_holder"]
	hops = frappe.get_all(HOP, {"name": ["in", [clock["reference_name"] for clock in clocks]]}, columns)
	of_name = {hop.name: hop for hop in hops}
	desks = holders({hop.from_unit for hop in hops}, IN_CHARGE)
	liaisons = _liaisons({hop.from_department for hop in hops})
	logins = _logins({worker for hop in hops for worker in (hop.to_worker, hop.from_holder) if worker})
	told = {}
	for clock in clocks:
		hop = of_name.get(clock["reference_name"])
		if not hop:
			continue
		told[clock["name"]] = {logins.get(hop.to_worker)}
		if clock["limit_name"] == limits.SIGN_FOR and clock["to_tell"] == limits.BREACHED:
			desk = desks.get(hop.from_unit, set()) | liaisons.get(hop.from_department, set())
			told[clock["name"]] |= desk | {logins.get(hop.from_holder)}
	return {name: users - {None} for name, users in told.items()}


def _answerable(clocks: list[dict]) -> dict[str, set[str]]:
	"""The mediator of the case, before there is one its first receiver; hops and orders are their receiver's."""
	workers = {clock["name"]: clock["case_mediator"] for clock in clocks if clock["case_mediator"]}
	without = {
		clock["name"]: clock["dispute_case"]
		for clock in clocks
		if clock["dispute_case"] and not clock["case_mediator"] and clock["reference_doctype"] != ORDER
	}
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


def _liaisons(departments: set[str | None]) -> dict[str, set[str]]:
	"""Department → logins whose post of today is tied to it."""
	organisations = {department for department in departments if department}
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

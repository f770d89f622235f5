"""What a party's kind demands: groups and their members, minors, organisations, agents.

`always` is judged at every save, `before_mediation` only when people's mediation begins: a quarrel is written down
in a minute, the papers of its parties come when somebody mediates. Both yield problems (registry/problems.py). Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from grid_governance.cases.intake import persons
from grid_governance.registry import papers
from grid_governance.registry.problems import Problem

OF_AGE = 18
MOST_MEMBERS = 2000


def always(parties: list, members: list) -> Iterator[Problem]:
	"""What is wrong whatever comes: codes that cannot be, members of no group, guardians who are the minor."""
	groups = [row for row in parties if row.kind == "Group"]
	for row in parties:
		if row.kind == "Group" and not row.representative:
			yield _problem("Row {0}: a group needs the representative it has chosen.", row.idx)
		if row.guardian and persons.plain_name(row.guardian) == persons.plain_name(row.party_name):
			yield _problem("Row {0}: nobody is the own guardian.", row.idx)
		if row.kind == "Organisation" and row.credit_code:
			if papers.check_credit_code(row.credit_code):
				yield _problem(
					"Row {0}: {1} is no credit code. Compare its 18 characters with the certificate.",
					row.idx,
					row.credit_code,
				)
		if row.kind == persons.AGENT and _minor(row):
			yield _problem("Row {0}: an agent must be of age.", row.idx)
	yield from _members(groups, members)


def before_mediation(parties: list) -> Iterator[Problem]:
	"""What people's mediation needs to know of each party."""
	for row in parties:
		if row.kind == "Person" and _minor(row) and not row.guardian:
			yield _problem(
				"Row {0}: {1} is under 18. Enter the guardian who takes part.", row.idx, row.party_name
			)
		if row.kind == "Organisation" and not row.representative:
			yield _problem(
				"Row {0}: enter who stands for {1} (legal representative).", row.idx, row.party_name
			)
		if row.kind == "Group" and not row.elected_on:
			yield _problem(
				"Row {0}: enter when the group {1} elected its representative.", row.idx, row.party_name
			)
		if row.kind == "Group" and not row.headcount:
			yield _problem(
				"Row {0}: enter the members of {1}, or how many people it is.", row.idx, row.party_name
			)
		if row.kind == persons.AGENT and not row.authority:
			yield _problem(
				"Row {0}: choose what {1} is authorised to (scope of authority).", row.idx, row.party_name
			)


def complete(parties: list, members: list) -> None:
	"""Codes in their one spelling, members to the only group there is, a group's number from its list."""
	for row in parties:
		if row.credit_code:
			row.credit_code = papers.compact(row.credit_code)
	groups = [row for row in parties if row.kind == "Group"]
	for row in members:
		if not row.group_name and len(groups) == 1:
			row.group_name = groups[0].party_name
	for group in groups:
		count = len(members_of(group, members))
		group.headcount = count or group.headcount


def heads(parties: list) -> int:
	"""How many people the parties are at least; agents are none of them."""
	return sum(
		int(row.headcount or 1) if row.kind == "Group" else 1 for row in parties if row.kind != persons.AGENT
	)


def members_of(group, members: list) -> list:
	name = persons.plain_name(group.party_name)
	return [row for row in members if persons.plain_name(row.group_name) == name]


def _members(groups: list, members: list) -> Iterator[Problem]:
	known = {persons.plain_name(group.party_name) for group in groups}
	seen: dict[tuple, int] = {}
	for row in members:
		if persons.plain_name(row.group_name) not in known:
			yield _problem(
				"Group member {0} ({1}): no group of that name is among the parties.",
				row.idx,
				row.member_name,
			)
		key = (persons.plain_name(row.group_name), persons.plain_name(row.member_name), row.contact or "")
		if key in seen:
			yield _problem(
				"Group members {0} and {1} are the same person: {2}.", seen[key], row.idx, row.member_name
			)
		seen.setdefault(key, row.idx)
	if len(members) > MOST_MEMBERS:
		yield _problem("A case holds at most {0} group members.", MOST_MEMBERS)


def _problem(message: str, *args: object) -> Problem:
	return Problem("", message, "", args)


def _minor(row) -> bool:
	return bool(row.age) and int(row.age) < OF_AGE

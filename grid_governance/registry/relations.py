"""How members of a household are related to its head, and what a new head makes of it. Pure."""

from __future__ import annotations

from grid_governance.registry import papers

HEAD = "Head Of Household"
SPOUSE, OTHER_RELATIVE = "Spouse", "Other Relative"
SON, DAUGHTER, PARENT, GRANDCHILD = "Son", "Daughter", "Father Or Mother", "Grandson Or Granddaughter"
GRANDPARENT, SIBLING, NOT_RELATED = "Grandfather Or Grandmother", "Brother Or Sister", "Not Related"
CHILD_IN_LAW = "Son-in-law Or Daughter-in-law"
RELATIONS = (
	HEAD,
	SPOUSE,
	SON,
	DAUGHTER,
	CHILD_IN_LAW,
	GRANDCHILD,
	PARENT,
	GRANDPARENT,
	SIBLING,
	OTHER_RELATIVE,
	NOT_RELATED,
)


def relations_to_new_head(members: dict[str, tuple[str, str]], new_head: str) -> dict[str, str | None]:
	"""How each member is related to `new_head`: {name: relation}; None where a person must say.

	`members` is {name: (relation to the old head, sex)}, the new head among them. What follows from
	two known relations is filled in (the old head's spouse becomes head: children stay children; a
	son becomes head: the old head becomes father or mother). The clerk confirms it, since a register
	does not know of stepmothers.
	"""
	became = members[new_head][0]
	result: dict[str, str | None] = {new_head: HEAD}
	for name, (relation, sex) in members.items():
		if name != new_head:
			result[name] = _relation_after(became, relation, sex)
	return result


def _relation_after(became: str, relation: str, sex: str) -> str | None:
	child = SON if sex == papers.MALE else DAUGHTER
	known = {
		SPOUSE: {
			HEAD: SPOUSE,
			**dict.fromkeys((SON, DAUGHTER, GRANDCHILD, CHILD_IN_LAW), relation),
			**dict.fromkeys((PARENT, GRANDPARENT, SIBLING), OTHER_RELATIVE),
		},
		SON: {
			**dict.fromkeys((HEAD, SPOUSE), PARENT),
			**dict.fromkeys((SON, DAUGHTER), SIBLING),
			PARENT: GRANDPARENT,
			SIBLING: OTHER_RELATIVE,
		},
		PARENT: {
			**dict.fromkeys((HEAD, SIBLING), child),
			**dict.fromkeys((SON, DAUGHTER), GRANDCHILD),
			SPOUSE: CHILD_IN_LAW,
			PARENT: SPOUSE,
		},
		SIBLING: {
			**dict.fromkeys((HEAD, SIBLING), SIBLING),
			**dict.fromkeys((PARENT, GRANDPARENT), relation),
			**dict.fromkeys((SPOUSE, SON, DAUGHTER, GRANDCHILD, CHILD_IN_LAW), OTHER_RELATIVE),
		},
		GRANDCHILD: dict.fromkeys((HEAD, SPOUSE), GRANDPARENT),
		GRANDPARENT: dict.fromkeys((HEAD, SIBLING), GRANDCHILD),
	}
	if relation == NOT_RELATED or became == NOT_RELATED:
		return NOT_RELATED
	return known.get(SON if became == DAUGHTER else became, {}).get(relation)

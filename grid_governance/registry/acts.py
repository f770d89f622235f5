"""The acts of the household register: split, merger, change of head, move, birth, death, moving away.

Each act checks write access to every household it touches, locks them in the order of their names,
changes the residents, checks that exactly one head remains wherever people live, and leaves a Life
Event (two when people cross the border of a unit: one in each), whose print is the slip. All or nothing:
an act that is refused has changed nothing once the transaction is rolled back.
"""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe import _

from grid_governance.points.correcting import living
from grid_governance.registry import household as rules
from grid_governance.registry import population
from grid_governance.registry.addresses import ADDRESS_PARTS
from grid_governance.registry.following import refuse
from grid_governance.registry.problems import Problem
from grid_governance.registry.relations import HEAD


class Done(NamedTuple):
	"""What an act leaves: the household it ends in, the Life Event to print as slip, a newborn's record."""

	household: str
	slip: str
	resident: str | None = None


def split(
	household: str, persons: dict[str, str], address: dict, shares: dict | None = None, **paper
) -> Done:
	"""分户: `persons` {resident: relation to the new head} leave for a new household at `address`.

	`address` holds the parts (or `address`) and may name another `grid_unit`. `shares` {points account of
	`household`: whole points that go along}.
	`paper` of all acts: event_date (default today), reason, applicant.
	"""
	source = _lock(household)[0]
	new = frappe.new_doc("Household")
	new.update({"grid_unit": source.grid_unit, "dwelling_use": source.dwelling_use})
	new.update(
		{key: value for key, value in address.items() if key in ("grid_unit", "address", *ADDRESS_PARTS)}
	)
	new.insert()
	_must_choose(persons)
	before = _members_among(source, persons)
	if len(before) == len(population.members(household)):
		frappe.throw(
			_("Somebody must stay behind. When all leave, use Change Of Residence."),
			title=_("Household Split"),
		)
	_place(persons, new)
	_settle_head(source)
	_settle_head(new)
	slip = _write_events("Household Split", source, new, _rows(before, persons), paper)
	living.after_split(slip, source.name, new.name, persons, shares or {})
	return Done(new.name, slip)


def merge(household: str, into: str, persons: dict[str, str], **paper) -> Done:
	"""并户: all members of `household` join `into`; the empty household goes off the register.

	`persons` {resident: relation to the head of `into`} must name every member.
	"""
	if household == into:
		frappe.throw(_("A household cannot be merged with itself."), title=_("Household Merger"))
	source, target = _lock(household, into)
	_must_name_all(source, persons)
	before, holder = _members_among(source, persons), _head_name(source)
	_place(persons, target)
	source.status = "Off Register"
	_settle_head(source)
	_settle_head(target)
	slip = _write_events("Household Merger", source, target, _rows(before, persons), paper)
	living.after_merge(slip, source.name, target.name, persons, holder)
	return Done(target.name, slip)


def change_head(household: str, persons: dict[str, str], **paper) -> Done:
	"""变更户主: `persons` {resident: relation to the new head} names every member, one of them as head."""
	(doc,) = _lock(household)
	_must_name_all(doc, persons)
	before = _members_among(doc, persons)
	_place(persons, doc)
	_settle_head(doc)
	slip = _write_events("Change Of Head", doc, None, _rows(before, persons), paper)
	living.after_change_of_head(slip, doc.name)
	return Done(doc.name, slip)


def move(household: str, into: str, persons: dict[str, str], authorised: bool = False, **paper) -> Done:
	"""迁移: `persons` {resident: relation to the head of `into`} go to another household.

	`authorised`: a move-in request was agreed to, so access to both sides has been judged already.
	"""
	if household == into:
		frappe.throw(_("They live in this household already."), title=_("Change Of Residence"))
	source, target = _lock(household, into, authorised=authorised)
	if target.status != "On Register":
		frappe.throw(
			_("The household at {0} is off the register.").format(target.address),
			title=_("Change Of Residence"),
		)
	_must_choose(persons)
	before, holder = _members_among(source, persons), _head_name(source)
	_place(persons, target)
	_settle_head(source)
	_settle_head(target)
	slip = _write_events("Change Of Residence", source, target, _rows(before, persons), paper)
	living.after_move(slip, source.name, target.name, persons, holder)
	return Done(target.name, slip)


def register_birth(household: str, resident: dict, **paper) -> Done:
	"""出生: a newborn joins the household. `resident` holds resident_name, sex, birth_date, relation_to_head

	and, when there is one, identity_kind and identity_number.
	"""
	(doc,) = _lock(household)
	values = {key: resident.get(key) for key in _BIRTH_FIELDS if resident.get(key)}
	values.setdefault("identity_kind", "No Document Yet")
	values.setdefault("no_identity_reason", _("Newborn, not registered yet"))
	child = frappe.get_doc({"doctype": "Resident", "household": household, **values})
	if not child.birth_date:
		refuse([Problem("birth_date", "The birth date is missing.", "Fill in the day of birth.")], "Resident")
	child.insert()
	paper.setdefault("event_date", str(child.birth_date))
	slip = _write_events("Birth", doc, None, [(child.name, None, child.relation_to_head)], paper)
	return Done(household, slip, child.name)


_BIRTH_FIELDS = (
	"resident_name",
	"sex",
	"birth_date",
	"nation",
	"relation_to_head",
	"status",
	"identity_kind",
	"identity_number",
	"no_identity_reason",
)


def register_death(resident: str, persons: dict[str, str] | None = None, **paper) -> Done:
	"""死亡: when the head dies and others live there, `persons` {resident: relation to the new head}

	must name all of them, one as the new head.
	"""
	return _leave({resident: rules.DEAD}, "Death", persons, paper)


def move_away(residents: list[str], persons: dict[str, str] | None = None, **paper) -> Done:
	"""迁出: `residents` of one household leave the area (paper: other_place); `persons` as for a death."""
	return _leave(dict.fromkeys(residents, rules.MOVED_OUT), "Moved Away", persons, paper)


def _leave(leaving: dict[str, str], event: str, persons: dict[str, str] | None, paper: dict) -> Done:
	_must_choose(leaving)
	household = frappe.db.get_value("Resident", next(iter(leaving)), "household")
	(doc,) = _lock(household)
	before = _members_among(doc, leaving)
	staying = [row for row in population.members(household) if row.name not in leaving]
	if any(row.relation_to_head == HEAD for row in before) and staying:
		if not persons:
			frappe.throw(
				_("The head of the household leaves. Choose the new head among those who stay."),
				title=_("Change Of Head"),
			)
		if set(persons) != {row.name for row in staying}:
			_refuse_incomplete(staying, persons)
	else:
		persons = {}
	for name, status in leaving.items():
		_save_resident(name, status=status)
	stay_before = _members_among(doc, persons)
	_place(persons, doc)
	_settle_head(doc)
	rows = [(row.name, row.relation_to_head, None) for row in before]
	slip = _write_events(event, doc, None, rows, paper)
	if persons:
		_write_events("Change Of Head", doc, None, _rows(stay_before, persons), paper)
	living.after_leaving(slip, household, leaving, dead=event == "Death")
	return Done(household, slip)


# ---------------------------------------------------------------- shared steps


def _lock(*names: str, authorised: bool = False) -> list:
	"""The households, locked in the order of their names, write access to each checked."""
	for name in sorted(set(names)):
		if not frappe.db.get_value("Household", name, "name", for_update=True):
			frappe.throw(_("Household {0} does not exist.").format(name), frappe.DoesNotExistError)
	docs = [frappe.get_doc("Household", name) for name in names]
	for doc in docs:
		if not authorised:
			doc.check_permission("write")
		doc.flags.ignore_permissions = authorised
		doc.flags.by_act = True
	return docs


def _members_among(household, persons) -> list[dict]:
	"""The rows of `persons` as they are now; all must live in `household`. Locks the household's members."""
	rows = {row.name: row for row in population.members(household.name, lock=True)}
	strangers = [name for name in persons if name not in rows]
	if strangers:
		frappe.throw(
			_("{0} does not live in the household at {1}.").format(strangers[0], household.address),
			title=_("Not A Member"),
		)
	return [rows[name] for name in persons]


def _head_name(household) -> str | None:
	"""Whose name the family's accounts bear until all have left."""
	return household.head and frappe.db.get_value("Resident", household.head, "resident_name")


def _must_choose(persons) -> None:
	if not persons:
		frappe.throw(_("Please choose the persons concerned."), title=_("Nobody Chosen"))


def _must_name_all(household, persons: dict[str, str]) -> None:
	staying = population.members(household.name)
	if set(persons) != {row.name for row in staying}:
		_refuse_incomplete(staying, persons)


def _refuse_incomplete(members: list[dict], persons: dict[str, str]) -> None:
	missing = "、".join(row.resident_name for row in members if row.name not in persons) or "–"
	frappe.throw(
		_("Say for every member how they are related to the head. Missing: {0}").format(missing),
		title=_("Relation To Head"),
	)


def _place(persons: dict[str, str], household) -> None:
	for name, relation in persons.items():
		_save_resident(name, household=household.name, relation_to_head=relation)


def _save_resident(name: str, **values) -> None:
	doc = frappe.get_doc("Resident", name)
	doc.flags.by_act = True
	doc.flags.ignore_permissions = True  # the act has judged both households
	doc.update(values)
	doc.save()


def _settle_head(household) -> None:
	"""Check the one-head rule on what is now stored and write the household's `head`."""
	rows = population.members(household.name)
	found = rules.check_heads(rows)
	if found:
		refuse(found, "Resident", title=household.address)
	household.head = next((row.name for row in rows if row.relation_to_head == HEAD), None)
	household.flags.by_act = True
	household.save()


def _rows(before: list[dict], after: dict[str, str]) -> list[tuple]:
	return [(row.name, row.relation_to_head, after[row.name]) for row in before]


def _write_events(event: str, household, other, rows: list[tuple], paper: dict) -> str:
	slip = write_event(event, household, other, rows, paper)
	if other and other.grid_unit != household.grid_unit:
		write_event("Moved In", other, household, rows, paper)
	return slip


def write_event(event: str, household, other, rows: list[tuple], paper: dict) -> str:
	"""The Life Event of an act; rows: (resident, relation before, relation after). Returns its name."""
	doc = frappe.new_doc("Life Event")
	doc.update(
		{
			"event": event,
			"event_date": paper.get("event_date") or frappe.utils.nowdate(),
			"grid_unit": household.grid_unit,
			"household": household.name,
			"other_household": other.name if other else None,
			"other_place": paper.get("other_place"),
			"reason": paper.get("reason"),
			"applicant": paper.get("applicant"),
		}
	)
	for resident, before, after in rows:
		doc.append("persons", {"resident": resident, "relation_before": before, "relation_after": after})
	doc.insert(ignore_permissions=True)
	return doc.name

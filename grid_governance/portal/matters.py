"""What a resident tells the centre or quarrels about: told by phone, followed, read by its parties, rated at the end.

A matter is a reception (told by phone or at the window) or a case in which the resident is a party. Only the
residents themselves: a proxy looks after points, not after quarrels.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder import Order
from frappe.utils import now_datetime

from grid_governance.cases import stages
from grid_governance.cases.intake import reception
from grid_governance.plain import as_plain
from grid_governance.portal import photos
from grid_governance.portal.people import Person, themselves
from grid_governance.registry import codes

PAGE = 50
LONGEST = 2000
RATINGS = ("Very Satisfied", "Satisfied", "Fairly Satisfied", "Dissatisfied")


def centres_of(unit: str) -> list[dict]:
	"""Open centres whose area holds the place, nearest first: name, centre_name, phone, opening_hours, grid_unit."""
	centre = frappe.qb.DocType("Governance Centre")
	return (
		frappe.qb.from_(centre)
		.select(centre.name, centre.centre_name, centre.phone, centre.opening_hours, centre.grid_unit)
		.where((centre.status == "Centre Open") & centre.grid_unit.isin([unit, *codes.ancestors(unit)]))
		.orderby(centre.grid_unit, order=Order.desc)
	).run(as_dict=True)


def tell(person: Person, matter: str, centre: str | None = None, pictures: list[str] | None = None) -> dict:
	"""Tell a centre of a matter; returns {name, matter_number}.

	centre: one of centres_of (default the nearest). pictures: data URLs. The same words again on the same day answer
	what was received. Raises frappe.ValidationError; nothing is written then.
	"""
	matter = as_plain(matter).strip()
	if not matter or len(matter) > LONGEST:
		frappe.throw(_("Please tell us in 1 to {0} characters what it is about.").format(LONGEST))
	places = {place.name: place for place in centres_of(person.grid_unit)}
	if not places:
		frappe.throw(_("There is no governance centre for your village yet. Please ask your grid officer."))
	centre = centre or next(iter(places))
	if centre not in places:
		frappe.throw(_("This centre does not serve where you live."), frappe.PermissionError)
	images = photos.read(pictures or [])
	# the centre's row is the lock: what a phone sends twice at once comes one after the other
	frappe.db.get_value("Governance Centre", centre, "name", for_update=True)
	if told := _told_today(person, matter):
		return told
	doc = frappe.get_doc(
		doctype=reception.DOCTYPE,
		centre=centre,
		grid_unit=places[centre].grid_unit,
		way="Online Message",
		visitor_name=person.resident_name,
		visitor_phone=frappe.db.get_value("Resident", person.name, "phone"),
		resident=person.name,
		people_count=1,
		matter=matter,
		event_unit=person.grid_unit,
	).insert(ignore_permissions=True)
	photos.attach(images, doc)
	return {"name": doc.name, "matter_number": doc.matter_number}


def _told_today(person: Person, matter: str) -> dict | None:
	table = frappe.qb.DocType(reception.DOCTYPE)
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.matter_number)
		.where((table.resident == person.name) & (table.matter == matter))
		.where(table.received_on >= now_datetime().replace(hour=0, minute=0, second=0, microsecond=0))
		.limit(1)
		.for_update()  # a locking read sees what was committed while this one waited
		.run(as_dict=True)
	)
	return dict(rows[0]) if rows else None


def told_and_quarrelled() -> list[dict]:
	"""The login's matters, newest first: kind ("reception" or "case"), name, number, about, day, state, over."""
	names = _own_names()
	cases = _cases(names)
	known = {row.name for row in cases}
	receptions = [row for row in _receptions(names) if row.dispute_case not in known]
	rows = [
		frappe._dict(
			kind="case",
			name=row.name,
			number=row.matter_number or row.file_number,
			about=_(row.category),
			day=row.registered_on.date(),
			state=row.stage,
			over=row.stage in stages.OVER,
		)
		for row in cases
	] + [
		frappe._dict(
			kind="reception",
			name=row.name,
			number=row.matter_number,
			about=row.matter,
			day=row.received_on.date(),
			state=row.outcome,
			over=row.outcome != reception.OPEN,
		)
		for row in receptions
	]
	return sorted(rows, key=lambda row: row.day, reverse=True)


def _own_names() -> list[str]:
	return [person.name for person in themselves()]


def _cases(residents: list[str], name: str | None = None) -> list[dict]:
	case, party = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Case Party")
	query = (
		frappe.qb.from_(case)
		.join(party)
		.on((party.parent == case.name) & (party.parenttype == "Dispute Case"))
		.select(
			case.name,
			case.matter_number,
			case.file_number,
			case.category,
			case.stage,
			case.registered_on,
			case.taken_on,
			case.closed_on,
			case.handling_unit,
			case.mediation_body,
			case.mediator,
			case.grid_unit,
		)
		.where(party.resident.isin(residents) & party.kind.isin(("Person", "Agent")))
		.distinct()
	)
	query = query.where(case.name == name) if name else query
	return query.orderby(case.registered_on, order=Order.desc).limit(PAGE).run(as_dict=True)


def _receptions(residents: list[str], name: str | None = None) -> list[dict]:
	table = frappe.qb.DocType(reception.DOCTYPE)
	columns = (
		"name",
		"matter_number",
		"centre",
		"received_on",
		"matter",
		"outcome",
		"dealt_on",
		"answer",
		"directed_to",
		"came_of_it",
		"dispute_case",
		"grid_unit",
	)
	query = frappe.qb.from_(table).select(*(table[column] for column in columns))
	query = query.where(table.resident.isin(residents))
	query = query.where(table.name == name) if name else query
	return query.orderby(table.received_on, order=Order.desc).limit(PAGE).run(as_dict=True)


def require_case(name: str) -> dict:
	"""The case if an own resident is a party, else frappe.PermissionError: foreign and unknown look alike."""
	found = _cases(_own_names(), name or "")
	if not found:
		frappe.throw(_("This matter is not one of yours."), frappe.PermissionError)
	return found[0]


def require_reception(name: str) -> dict:
	"""The reception if it is of one of the login's own residents, else frappe.PermissionError."""
	found = _receptions(_own_names(), name or "")
	if not found:
		frappe.throw(_("This matter is not one of yours."), frappe.PermissionError)
	return found[0]


# ---------------------------------------------------------------- rating


def may_rate(kind: str, row: dict) -> bool:
	"""Whether the login may still say how the matter was dealt with: it is at an end and nobody of the login has."""
	if row.get("stage", "") not in stages.OVER and row.get("outcome", reception.OPEN) == reception.OPEN:
		return False
	return not frappe.db.exists("Case Rating", {_LINK[kind]: row["name"], "resident": ["in", _own_names()]})


_LINK = {"case": "dispute_case", "reception": "reception"}


def rating_of(kind: str, name: str) -> dict | None:
	"""What the login has said about a matter of its own: {satisfaction, words, rated_on}."""
	own = {_LINK[kind]: name, "resident": ["in", _own_names()]}
	return frappe.db.get_value("Case Rating", own, ["satisfaction", "words", "rated_on"], as_dict=True)


def rate(kind: str, name: str, satisfaction: str, words: str = "") -> dict:
	"""Say how a matter of one's own was dealt with; returns {name}. Once; raises frappe.ValidationError after that."""
	if kind not in _LINK or satisfaction not in RATINGS:
		frappe.throw(_("Please choose how satisfied you are."))
	row = require_case(name) if kind == "case" else require_reception(name)
	if not may_rate(kind, row):
		frappe.throw(_("A matter is rated once, when it has come to an end."), title=_("Not Now"))
	if kind == "case":
		party = {"parent": name, "parenttype": "Dispute Case", "resident": ["in", _own_names()]}
		resident = frappe.db.get_value("Case Party", party, "resident")
	else:
		resident = frappe.db.get_value(reception.DOCTYPE, name, "resident")
	doc = frappe.get_doc(
		{
			"doctype": "Case Rating",
			_LINK[kind]: name,
			"satisfaction": satisfaction,
			"words": as_plain(words).strip()[:500],
			"resident": resident,
			"rated_on": now_datetime(),
			"grid_unit": row["grid_unit"],
			"mediation_body": row.get("mediation_body"),
			"case_mediator": row.get("mediator"),
		}
	)
	doc.flags.by_the_resident = True
	doc.insert(ignore_permissions=True)
	return {"name": doc.name}

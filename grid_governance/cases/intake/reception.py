"""来访登记: who came to the centre with what, and how it was dealt with. One matter keeps one number to the end.

	receive   five fields → a number, the first receiver, earlier visits counted, the village proposed
	answer, guide, refer, to_dispute   one of them ends the reception, with everything carried over

The caller has checked rights. The first receiver stays answerable whatever becomes of the matter.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import now, now_datetime

from grid_governance import criteria
from grid_governance.cases import steps, workers
from grid_governance.cases.clocks import limits, running
from grid_governance.cases.intake import persons
from grid_governance.registry import codes, numbers, papers
from grid_governance.registry.household import GONE

DOCTYPE = "Reception"
OPEN = "Being Received"
ANSWERED, GUIDED, DISPUTE = "Answered At Once", "Guided Elsewhere", "Taken Up As Dispute"
LEGAL_AID, PETITION = "Referred To Legal Aid", "Referred To Petition Office"
REFERRALS = (LEGAL_AID, PETITION)
MOST_EARLIER = 20
VILLAGE = codes.LEVELS.index("Village")


class ReceptionError(frappe.ValidationError):
	"""The reception is dealt with already, or something is missing; nothing was changed."""


def next_number(centre: str) -> str:
	"""（2026）集综来字第12号, without gaps per centre and year: the centre's locked row is the counter."""
	given = (DOCTYPE, "centre", "matter_number")
	year, number = numbers.next_in_row("Governance Centre", centre, ("counter_year", "counter"), given)
	mark = frappe.db.get_value("Governance Centre", centre, "number_mark")
	return f"（{year}）{mark or ''}来字第{number}号"


def earlier(visitor_name: str, visitor_phone: str | None = None, leave_out: str | None = None) -> dict:
	"""What the same person came with before, inside the user's range: {receptions, cases}, newest first.

	The same phone, or the same name without another phone.
	"""
	name, phone = (visitor_name or "").strip(), papers.normalise_phone(visitor_phone or "")
	if not name and not phone:
		return {"receptions": [], "cases": []}
	table = frappe.qb.DocType(DOCTYPE)
	same = (table.visitor_name == name) if name else (table.visitor_phone == phone)
	if name and phone:
		unphoned = table.visitor_phone.isnull() | (table.visitor_phone == "")
		same = (table.visitor_phone == phone) | (same & unphoned)
	query = frappe.qb.from_(table).where(same)
	columns = ("name", "matter_number", "received_on", "matter", "outcome", "dispute_case")
	query = query.select(*(table[column] for column in columns)).where(table.name != (leave_out or ""))
	query = query.orderby(table.received_on, order=frappe.qb.desc).limit(MOST_EARLIER)
	receptions = query.where(criteria.readable(DOCTYPE)).run(as_dict=True)
	return {"receptions": receptions, "cases": _cases(name)}


def likely_place(centre: str, visitor_name: str, visitor_phone: str | None = None) -> dict | None:
	"""Where the visitor's matter most likely belongs, inside the centre's area: {unit, unit_name, from_register}.

	The village of the one resident with this name and phone, else the place of the last visit; None when neither is
	known. A proposal: the clerk chooses.
	"""
	name, phone = (visitor_name or "").strip(), papers.normalise_phone(visitor_phone or "")
	area = frappe.db.get_value("Governance Centre", centre, "grid_unit")
	if not area or not name or not phone:
		return None
	resident = _on_register(area, name, phone)
	unit = frappe.db.get_value("Resident", resident, "grid_unit") if resident else _last_place(name, phone)
	unit = (unit or "")[: codes.LENGTHS[VILLAGE]]
	if not codes.contains(area, unit) or unit == area:
		return None
	unit_name, status = frappe.get_cached_value("Grid Unit", unit, ["unit_name", "status"]) or ("", "Closed")
	if status == "Closed":
		return None
	return {"unit": unit, "unit_name": unit_name, "from_register": bool(resident)}


def _last_place(name: str, phone: str) -> str | None:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.event_unit).where(table.visitor_phone == phone)
	query = query.where(table.visitor_name == name).where(criteria.readable(DOCTYPE))
	found = query.orderby(table.received_on, order=frappe.qb.desc).limit(1).run(pluck=True)
	return found[0] if found else None


def _cases(name: str) -> list[dict]:
	if not name or not frappe.has_permission("Dispute Case", "read"):
		return []
	case, party = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Case Party")
	query = frappe.qb.from_(case).join(party).on(party.parent == case.name)
	query = query.select(case.name, case.case_title, case.stage, case.registered_on).distinct()
	query = query.where(party.party_name == name).where(criteria.readable("Dispute Case"))
	return query.orderby(case.registered_on, order=frappe.qb.desc).limit(MOST_EARLIER).run(as_dict=True)


# ---------------------------------------------------------------- how it is dealt with


def answer(name: str, text: str):
	"""Answered at once; returns the reception."""
	if not (text or "").strip():
		_refuse(_("Please write the answer that was given."))
	return _end(_open(name), ANSWERED, answer=text.strip())


def guide(name: str, to: str, text: str | None = None):
	"""The visitor was told where to turn to."""
	if not (to or "").strip():
		_refuse(_("Please write where the visitor was guided to."))
	return _end(_open(name), GUIDED, directed_to=to.strip(), answer=(text or "").strip() or None)


def refer(name: str, outcome: str, to: str, text: str | None = None):
	"""Referred to legal aid or to the petition office, on a referral slip."""
	if outcome not in REFERRALS:
		_refuse(_("{0} is no referral.").format(outcome))
	if not (to or "").strip():
		_refuse(_("Please write the office it is referred to."))
	return _end(_open(name), outcome, directed_to=to.strip(), answer=(text or "").strip() or None)


def to_dispute(
	name: str, category: str, other_party: str, claims: str | None = None, event_unit: str | None = None
):
	"""Register a dispute with everything that was written down; returns the case, under the same number.

	event_unit: where it belongs, when the window knows it better by now.
	"""
	doc = _open(name)
	if event_unit and event_unit != doc.event_unit:
		doc.event_unit = event_unit
		doc.save()
		doc = _open(name)
	others = persons.split_names(other_party)
	if not others:
		_refuse(_("Please write with whom the visitor quarrels."))
	visitor = {
		"side": persons.PARTY_A,
		"kind": "Group" if doc.people_count > 2 else "Person",
		"party_name": doc.visitor_name,
		"contact": doc.visitor_phone,
		"resident": doc.resident,
		"headcount": doc.people_count if doc.people_count > 2 else None,
		"representative": doc.visitor_name if doc.people_count > 2 else None,
	}
	rows = [visitor]
	rows += [{"side": persons.PARTY_B, "kind": "Person", "party_name": other} for other in others]
	case = steps.file_dispute(
		{
			"category": category,
			"grid_unit": doc.event_unit,
			"facts": doc.matter,
			"claims": claims,
			"source": "Application By A Party",
			"difficulty": "Minor Matter",
			"first_receiver": doc.first_receiver,
			"people_involved": max(doc.people_count, 1) + len(others),
			"recurring": int(bool(doc.repeat_count)),
		},
		rows,
		matter_number=doc.matter_number,
	)
	_end(doc, DISPUTE, dispute_case=case.name)
	running.start(limits.REPLY_TO_VISITOR, case)
	return case


def _open(name: str):
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	if doc.outcome != OPEN:
		frappe.throw(
			_(
				"This matter is dealt with already ({0}). Register the visitor anew if there is another one."
			).format(_(doc.outcome)),
			ReceptionError,
			title=_("Dealt With Already"),
		)
	# what was told by phone has its first receiver when somebody at the window takes it up
	doc.first_receiver = doc.first_receiver or workers.own()
	return doc


def _end(doc, outcome: str, **values):
	dealt = {"outcome": outcome, "dealt_on": now(), "dealt_by": frappe.session.user}
	doc.db_set({**dealt, "first_receiver": doc.first_receiver, **values})
	doc.add_comment("Info", _(outcome))
	return doc


def _refuse(text: str) -> None:
	frappe.throw(text, ReceptionError, title=_("Something Is Missing"))


def prepare(doc) -> None:
	"""What the code writes into a new reception: times, first receiver, earlier visits."""
	doc.visitor_phone = papers.normalise_phone(doc.visitor_phone) or None
	doc.repeat_count = len(earlier(doc.visitor_name, doc.visitor_phone)["receptions"])
	doc.update({"received_on": now_datetime(), "outcome": OPEN, "dispute_case": None})
	doc.first_receiver = workers.own()
	doc.resident = doc.resident or _on_register(doc.grid_unit, doc.visitor_name.strip(), doc.visitor_phone)


def _on_register(area: str, name: str, phone: str | None) -> str | None:
	"""The resident of `area` with this name and phone; None when nobody or several have both."""
	if not phone:
		return None
	same = {"resident_name": name, "phone": phone, "status": ["not in", GONE]}
	found = frappe.get_all("Resident", {**same, "grid_unit": ["like", f"{area}%"]}, pluck="name", limit=2)
	return found[0] if len(found) == 1 else None

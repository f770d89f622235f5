"""The window of a governance centre over HTTP: receive a visitor, see earlier visits, deal with the matter.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint, nowdate

from grid_governance import permissions
from grid_governance.cases.handover import feedback
from grid_governance.cases.intake import reception

MOST_WAITING = 20
WAITING = (
	"name",
	"matter_number",
	"visitor_name",
	"way",
	"matter",
	"event_unit",
	"repeat_count",
	"received_on",
)


def _need(ptype: str) -> None:
	if not frappe.has_permission("Reception", ptype):
		frappe.throw(_("You do not serve at a window of a governance centre."), frappe.PermissionError)


@frappe.whitelist()
def window() -> dict:
	"""What the window's screen needs: centres [{value, label, unit}], categories [{value, label}], today, waiting.

	today: batches and persons received today in the user's range; waiting: matters that nobody has dealt with yet,
	the oldest first, at most 20.
	"""
	_need("create")
	centres = frappe.get_list(
		"Governance Centre",
		filters={"status": "Centre Open"},
		fields=["name", "centre_name", "grid_unit"],
		order_by="grid_unit asc",
	)
	names = frappe.get_all("Case Category", {"enabled": 1}, pluck="name", order_by="sort_order")
	today = frappe.get_list(
		"Reception", filters={"received_on": [">=", nowdate()]}, fields=["people_count"], limit_page_length=0
	)
	return {
		"centres": [{"value": row.name, "label": row.centre_name, "unit": row.grid_unit} for row in centres],
		"categories": [{"value": name, "label": _(name)} for name in names],
		"today": {"batches": len(today), "persons": sum(row.people_count for row in today)},
		"waiting": frappe.get_list(
			"Reception",
			filters={"outcome": reception.OPEN},
			fields=list(WAITING),
			order_by="received_on asc",
			limit_page_length=MOST_WAITING,
		),
	}


@frappe.whitelist()
def earlier(visitor_name: str = "", visitor_phone: str = "", centre: str = "") -> dict:
	"""Earlier receptions and disputes of the same person that the user may read: {receptions, cases, place}.

	place: {unit, unit_name, from_register} where the matter likely belongs in the area of `centre`, or null; for those
	who receive there.
	"""
	_need("read")
	found = reception.earlier(visitor_name, visitor_phone)
	receives = centre and permissions.reads("Governance Centre", centre) and _may_receive(centre)
	place = reception.likely_place(centre, visitor_name, visitor_phone) if receives else None
	return {**found, "place": place}


def _may_receive(centre: str) -> bool:
	return permissions.may(
		"Reception", "create", frappe.db.get_value("Governance Centre", centre, "grid_unit")
	)


@frappe.whitelist(methods=["POST"])
def receive(
	centre: str,
	visitor_name: str,
	matter: str,
	visitor_phone: str = "",
	people_count: int = 1,
	event_unit: str | None = None,
	way: str = "Personal Visit",
) -> dict:
	"""Register a visitor; returns {name, matter_number, repeat_count}.

	event_unit: code of the place the matter belongs to (default the centre's own unit).
	"""
	doc = frappe.get_doc(
		doctype="Reception",
		centre=centre,
		visitor_name=visitor_name,
		visitor_phone=visitor_phone,
		people_count=cint(people_count),
		matter=matter,
		event_unit=event_unit,
		way=way,
		grid_unit=frappe.db.get_value("Governance Centre", centre, "grid_unit"),
	).insert()
	return {"name": doc.name, "matter_number": doc.matter_number, "repeat_count": doc.repeat_count}


@frappe.whitelist(methods=["POST"])
def answer(name: str, text: str) -> dict:
	"""The matter was answered at once; returns {outcome}."""
	return {"outcome": reception.answer(name, text).outcome}


@frappe.whitelist(methods=["POST"])
def guide(name: str, to: str, text: str | None = None) -> dict:
	"""The visitor was guided elsewhere; returns {outcome}."""
	return {"outcome": reception.guide(name, to, text).outcome}


@frappe.whitelist(methods=["POST"])
def refer(name: str, outcome: str, to: str, text: str | None = None) -> dict:
	"""Refer the matter: outcome "Referred To Legal Aid" or "Referred To Petition Office"; returns {outcome}."""
	return {"outcome": reception.refer(name, outcome, to, text).outcome}


@frappe.whitelist(methods=["POST"])
def to_dispute(
	name: str, category: str, other_party: str, claims: str | None = None, event_unit: str | None = None
) -> dict:
	"""Register a dispute from the reception under the same number; returns {dispute_case, matter_number}.

	other_party: names, parted by 、 or a comma. event_unit: code of the place, when it is known better by now.
	"""
	case = reception.to_dispute(name, category, other_party, claims, event_unit)
	return {"dispute_case": case.name, "matter_number": case.matter_number}


@frappe.whitelist(methods=["POST"])
def tell(name: str, reply: str, visitor_way: str, told_at: str | None = None) -> dict:
	"""Write down what the visitor was told in the end, once; returns {name}.

	visitor_way: "Told In Person", "Told By Phone", "Told By Message" or "Told In Writing"; told_at: default now.
	"""
	feedback.by_window(name, reply, visitor_way, told_at or None)
	return {"name": name}

"""Disputes for tests: a body with a mediator, cases at any stage, the wage story.

make_body()        调委会 of village A, its mediator posted there
desk_of(world)     that body, its mediator's login and worker
make_case()        registered, two parties, in grid A1
taken_on(case)     accepted by that body and mediator, numbered
in_force(case)     with a written agreement, signed and sealed
"""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.cases import steps
from grid_governance.tests.factories import core

PARTY_A = {
	"side": "Party A",
	"kind": "Person",
	"party_name": "王建国",
	"sex": "Male",
	"nation": "汉族",
	"age": 46,
	"occupation": "建筑工人",
	"contact": "13800001234",
	"address": "甲社区第一网格3栋201",
}
PARTY_B = {
	"side": "Party B",
	"kind": "Organisation",
	"party_name": "宏达建筑有限公司",
	"representative": "李宏达",
	"contact": "13900005678",
	"address": "集里街道工业路8号",
	"consent": "Agrees To Mediation",
	"consent_way": "By Telephone",
}


def make_body(unit: str = core.VILLAGE_A, name: str = "甲社区人民调解委员会", mark: str = "甲社") -> str:
	"""A mediation body of `unit`; returns its name."""
	found = frappe.db.get_value("Mediation Body", {"body_name": name})
	if found:
		return found
	doc = frappe.get_doc(
		doctype="Mediation Body",
		body_name=name,
		kind="Village Body",
		grid_unit=unit,
		enabled=1,
		file_mark=mark,
	)
	return doc.insert(ignore_permissions=True).name


def desk_of(world) -> frappe._dict:
	"""Body, user (login) and mediator (worker) of village A."""
	body = make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	return frappe._dict(body=body, user=user, mediator=world.worker("Mediator", "A"))


def make_case(unit: str = core.GRID_A1, parties: list[dict] | None = None, **values):
	"""A registered Dispute Case, inserted by the session's user."""
	given = {
		"category": "Labour Dispute",
		"grid_unit": unit,
		"event_place": "工业路工地",
		"event_date": nowdate(),
		"facts": "2026年3月至5月王建国在宏达公司工地务工，公司拖欠工资。",
		"claims": "支付拖欠工资50000元",
		"amount": 50000,
		**values,
	}
	return steps.file_dispute(given, parties if parties is not None else [PARTY_A, PARTY_B])


def taken_on(case, mediator: str, body: str | None = None):
	"""The case accepted by `mediator` (Grid Worker name) of `body`."""
	return steps.take_on(case.name, body or make_body(), mediator)


def agreement_for(case, terms: list[dict] | None = None, **values):
	"""A written agreement that is still being drawn up."""
	return steps.draw_up_agreement(
		case.name,
		terms or [{"content": "乙方支付工资", "amount": 50000, "due_date": add_days(nowdate(), 30)}],
		responsibility="乙方承担全部责任。",
		**values,
	)


def in_force(case, terms: list[dict] | None = None, **values):
	"""A written agreement, signed and sealed today."""
	return steps.put_into_effect(agreement_for(case, terms, **values).name, nowdate())

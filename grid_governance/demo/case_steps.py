"""What the demo's cases have in common: registered, taken on, a session, an agreement in force; each by who does it."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.cases import steps
from grid_governance.demo import accounts, bodies, past
from grid_governance.demo.acting import acting_as
from grid_governance.demo.places import VILLAGE

GRID = f"{VILLAGE}001"


def registered(category: str, parties: list[dict], facts: str, claims: str, **values) -> str:
	"""Registered by the grid worker today, or when `past` says; returns the case."""
	given = {"event_place": "西湖村", "event_date": add_days(nowdate(), -1), "grid_unit": GRID, **values}
	with acting_as("gridofficer"):
		return steps.file_dispute(
			{**given, "category": category, "facts": facts, "claims": claims}, parties
		).name


def taken_on(days_ago: int, *told, mediator: str = "mediator", **values) -> str:
	"""Registered, and on the same day accepted by the village's committee; returns the case."""
	with past.on(days_ago, "08:40"):
		case = registered(*told, **values)
	accepted(case, days_ago, mediator)
	return case


def accepted(case: str, days_ago: int, mediator: str) -> None:
	"""Both are asked and the village's committee takes the case on."""
	body = frappe.db.get_value("Mediation Body", {"body_name": bodies.BODY})
	with past.on(days_ago, "10:30"), acting_as(mediator):
		steps.ask_consent(case)
		steps.take_on(case, body, accounts.worker_of(mediator))


def session(case: str, days_ago: int, record: str, result: str, mediator: str = "mediator", **values) -> None:
	"""Held that morning and written down at its end."""
	with past.on(days_ago, "11:00") as day, acting_as(mediator):
		steps.record_session(
			case,
			record,
			starts_on=f"{day} 09:00:00",
			ends_on=f"{day} 10:50:00",
			mediator=accounts.worker_of(mediator),
			venue="西湖村人民调解室",
			rights_told=1,
			result=result,
			**values,
		)


def agreed(
	case: str, days_ago: int, terms: list[dict], responsibility: str, mediator: str = "mediator"
) -> str:
	"""A written agreement, signed by all and sealed on the day; returns it."""
	with past.on(days_ago, "15:00") as day, acting_as(mediator):
		made = steps.draw_up_agreement(case, terms, reached_on=day, responsibility=responsibility)
		steps.put_into_effect(made.name, day)
	return made.name


def performed(
	agreement: str, number: int, days_ago: int, amount: float = 0, mediator: str = "mediator"
) -> None:
	"""Term `number` (from 0): paid, or done when there is no amount."""
	with past.on(days_ago, "16:00") as day, acting_as(mediator):
		term = steps.terms_of(agreement)[number]
		steps.record_performance(agreement, term, day, amount, completed=int(not amount))


def person(side: str, name: str, **values) -> dict:
	return {
		"side": side,
		"kind": "Person",
		"party_name": name,
		"sex": "Male",
		"nation": "汉族",
		"age": 46,
		"contact": "13800000000",
		"address": "西湖村",
		**values,
	}


def in_days(days: int) -> str:
	return str(add_days(nowdate(), days))

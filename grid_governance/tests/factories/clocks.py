"""Clocks for tests: a policy of a unit, a case's clock, time gone by, the sweep of a minute.

holder(world)   body, mediator's login and worker in village A
in_hand(desk)   a neighbours' quarrel that this mediator has taken on
"""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from grid_governance.cases.clocks import limits, sweep, telling
from grid_governance.tests.factories import cases

RULE = {"amount": 3, "unit": "Working Day", "warn_before": 1, "escalate": 1, "extension": "With A Reason"}


def make_policy(rows: list[dict], unit: str | None = None, **values):
	doc = frappe.new_doc("Response Policy")
	doc.update({"policy_name": f"办理时限 {unit} {values}", "grid_unit": unit, "status": "In Use", **values})
	for row in rows:
		doc.append("limits", {"limit_name": limits.MEDIATION, **RULE, **row})
	return doc.insert()


def holder(world) -> frappe._dict:
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	return frappe._dict(body=body, user=user, mediator=world.worker("Mediator", "A"), world=world)


def in_hand(desk, **values):
	return cases.taken_on(
		cases.make_case(**{"category": "Neighbour Dispute", **values}), desk.mediator, desk.body
	)


def clock_of(case, limit: str = limits.MEDIATION):
	name = frappe.db.get_value("Case Clock", {"reference_name": case.name, "limit_name": limit})
	return name and frappe.get_doc("Case Clock", name)


def put_back(clock, **span) -> None:
	"""As if the clock had started earlier by `span`."""
	moved = {
		field: clock.get(field) and get_datetime(clock.get(field)) - timedelta(**span)
		for field in ("started_at", "warn_at", "due_at", "next_at", "first_due_at")
	}
	frappe.db.set_value("Case Clock", clock.name, moved)


def told(user: str) -> list:
	return frappe.get_all(
		"Notification Log", {"for_user": user}, ["subject", "document_name"], order_by="creation"
	)


def sweep_all() -> None:
	while sweep.act(now_datetime()):
		pass
	telling.tell()

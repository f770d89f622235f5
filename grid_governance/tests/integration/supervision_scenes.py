"""The street's supervisor and dispatcher, village A's mediator who holds a case, a leader who takes charge of it."""

from __future__ import annotations

import frappe

from grid_governance.tests.factories import cases


def town(world, as_user) -> frappe._dict:
	body = cases.make_body()
	mediator = world.user("Mediator", "A", mediation_body=body)
	with as_user(mediator):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
	return frappe._dict(
		world=world,
		case=case.name,
		mediator=mediator,
		supervisor=world.user("Supervisor", "street"),
		dispatcher=world.user("Dispatcher", "street"),
	)


def make_charge(town, **values):
	leader = town.world.worker("Leader", "street")
	given = {"dispute_case": town.case, "leader": leader, "office_held": "街道党工委副书记", **values}
	return frappe.get_doc(doctype="Leader In Charge", **given).insert()

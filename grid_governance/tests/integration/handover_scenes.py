"""Village A with a case, a town with a dispatcher, and a department (司法所) whose liaison has the scope Assigned."""

from __future__ import annotations

import frappe

from grid_governance.tests.factories import handovers


def people_of(world) -> dict:
	"""Logins by short names."""
	department = handovers.make_department()
	return frappe._dict(
		village=world.user("Grid Head", "A"),
		officer=world.user("Grid Officer", world.grid_a1),
		town=world.user("Dispatcher", "street"),
		clerk=world.user("Reception Clerk", "street"),
		neighbour=world.user("Grid Head", "B"),
		department=department,
		liaison=world.user("Department Liaison", "street", organisation=department, scope="Assigned"),
	)


def holder(case) -> tuple:
	return frappe.db.get_value("Dispute Case", case.name, ["handling_unit", "department"])


def stage(hop) -> str:
	return frappe.db.get_value("Case Handover", hop.name, "stage")


def clock(hop, limit) -> dict:
	columns = ["clock_state", "charged_unit", "stopped_at", "due_at"]
	return frappe.db.get_value(
		"Case Clock", {"reference_name": hop.name, "limit_name": limit}, columns, as_dict=True
	)


def run(as_user, user, act, *args, **more):
	with as_user(user):
		return act(*args, **more)

"""New records begin in the own place: the smallest unit of a village's worker, the whole area of an office."""

from __future__ import annotations

import frappe

from grid_governance import workspaces
from grid_governance.tests.factories import core


def boot() -> frappe._dict:
	info = frappe._dict(user=frappe._dict(defaults={}))
	workspaces.extend_boot(info)
	return info


def test_a_villages_clerk_and_the_streets_office_begin_where_they_work(world, as_user):
	for duty, place, place_is, unit_is in (
		("Village Points Clerk", "A", core.VILLAGE_A, core.VILLAGE_A),
		("Points Office Member", "street", core.STREET, None),
	):
		with as_user(world.user(duty, place)):
			info = boot()
		assert (info.grid_place, info.user.defaults.get("grid_unit")) == (place_is, unit_is)


def test_posts_beside_each_other_choose_nothing(world, as_user):
	login = world.user("Mediator", "A")
	worker = frappe.get_doc("Grid Worker", {"user": login})
	worker.append("posts", {"duty": "Mediator", "grid_unit": core.VILLAGE_B, "from_date": "2026-01-01"})
	worker.save()
	with as_user(login):
		info = boot()
	assert info.grid_place is None and "grid_unit" not in info.user.defaults

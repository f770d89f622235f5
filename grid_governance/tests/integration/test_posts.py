"""A post is an authority: roles follow posts, and posts say where."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance import permissions
from grid_governance.tests.factories import core


def test_roles_come_with_posts_and_go_with_them(world):
	email = core.make_worker("Mediator", world.village_a)
	assert "Mediator" in frappe.get_roles(email)
	worker = frappe.get_doc("Grid Worker", {"user": email})
	worker.posts[0].update({"from_date": add_days(nowdate(), -9), "to_date": add_days(nowdate(), -1)})
	worker.save()
	assert "Mediator" not in frappe.get_roles(email)


def test_roles_given_by_hand_for_other_reasons_stay(world):
	email = core.make_worker("Mediator", world.village_a)
	frappe.get_doc("User", email).add_roles("Blogger")
	worker = frappe.get_doc("Grid Worker", {"user": email})
	worker.set("posts", [])
	worker.save()
	assert {"Blogger"} <= set(frappe.get_roles(email))
	assert "Mediator" not in frappe.get_roles(email)


def test_posts_count_only_between_their_dates(world):
	email = core.make_worker("Mediator", world.village_a, from_date=add_days(nowdate(), 1))
	assert permissions.posts_of(email) == ()
	permissions.forget_posts()
	frappe.db.set_value("Grid Post", {"grid_unit": world.village_a}, "from_date", nowdate())
	assert [p.unit for p in permissions.posts_of(email)] == [world.village_a]


def test_a_disabled_worker_has_no_posts(world):
	email = core.make_worker("Mediator", world.village_a)
	worker = frappe.get_doc("Grid Worker", {"user": email})
	worker.enabled = 0
	worker.save()
	permissions.forget_posts()
	assert permissions.posts_of(email) == ()
	assert "Mediator" not in frappe.get_roles(email)


def test_a_duty_gives_its_own_role_in_its_own_place_only(world):
	"""Mediator in A, neighbour head in B: no mediator's rights in B."""
	email = core.make_worker("System Operator", world.village_a)
	core.make_worker("Neighbour Head", world.village_b, email=email)
	assert permissions.may("Grid Worker", "write", world.village_a, email)
	assert not permissions.may("Grid Worker", "write", world.village_b, email)


def test_workers_are_seen_inside_the_own_posts_only(world, as_user):
	mine, other = world.worker("Mediator", "A"), world.worker("Mediator", "B")
	with as_user(world.user("System Operator", "A")):
		seen = frappe.get_list("Grid Worker", pluck="name")
		assert mine in seen and other not in seen
		assert frappe.get_doc("Grid Worker", mine).has_permission("write")
		assert not frappe.has_permission("Grid Worker", "read", other)


def test_the_street_sees_both_villages_and_a_user_without_posts_none(world, as_user):
	mine, other = world.worker("Mediator", "A"), world.worker("Mediator", "B")
	with as_user(world.user("System Operator", "street")):
		assert {mine, other} <= set(frappe.get_list("Grid Worker", pluck="name"))
	nobody = core.make_user("nobody@gg.test")
	frappe.get_doc("User", nobody).add_roles("System Operator")
	with as_user(nobody):
		assert frappe.get_list("Grid Worker") == []
		assert not frappe.has_permission("Grid Worker", "read", mine)


def test_a_share_opens_one_record_and_its_removal_closes_it(world, as_user):
	other, operator = world.worker("Mediator", "B"), world.user("System Operator", "A")
	frappe.share.add_docshare("Grid Worker", other, operator, read=1, flags={"ignore_share_permission": True})
	with as_user(operator):
		assert other in frappe.get_list("Grid Worker", pluck="name")
		assert frappe.has_permission("Grid Worker", "read", other)
		assert not frappe.has_permission("Grid Worker", "write", other)
	frappe.share.remove("Grid Worker", other, operator, flags={"ignore_share_permission": True})
	with as_user(operator):
		assert other not in frappe.get_list("Grid Worker", pluck="name")
		assert not frappe.has_permission("Grid Worker", "read", other)


def test_history_of_a_closed_unit_is_read_by_its_successor(world, as_user):
	worker = world.worker("Mediator", "B")
	frappe.db.set_value("Grid Unit", world.village_b, {"status": "Closed", "successor": world.grid_a1})
	with as_user(world.user("System Operator", "A")):
		assert worker in frappe.get_list("Grid Worker", pluck="name")
		assert frappe.has_permission("Grid Worker", "read", worker)
		assert not frappe.has_permission("Grid Worker", "write", worker)


@pytest.mark.parametrize("place", ["B", "street"])
def test_an_operator_gives_no_posts_beyond_the_own_reach(world, as_user, place):
	target = world.worker("Mediator", "A")
	unit = {"B": world.village_b, "street": world.street}[place]
	with as_user(world.user("System Operator", "A")):
		doc = frappe.get_doc("Grid Worker", target)
		doc.append("posts", {"duty": "Mediator", "grid_unit": unit})
		with pytest.raises(frappe.PermissionError):
			doc.save()
		doc = frappe.get_doc("Grid Worker", target)
		doc.append("posts", {"duty": "Grid Officer", "grid_unit": world.grid_a1})
		doc.save()


def test_nobody_changes_the_own_posts(world, as_user):
	email = world.user("System Operator", "A")
	with as_user(email):
		doc = frappe.get_doc("Grid Worker", world.worker("System Operator", "A"))
		doc.append("posts", {"duty": "Mediator", "grid_unit": world.grid_a1})
		with pytest.raises(frappe.PermissionError):
			doc.save()


def test_a_post_without_a_scope_gets_that_of_its_duty(world):
	"""A shop keeper must not see the whole village because nobody chose."""
	worker = frappe.get_doc(
		doctype="Grid Worker",
		worker_name="新来的",
		grid_unit=world.village_a,
		posts=[{"duty": duty, "grid_unit": world.village_a} for duty in ("Shop Keeper", "Mediator")],
	).insert()
	assert [row.scope for row in worker.posts] == ["Assigned", "Range"]

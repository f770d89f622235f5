"""Who opens logins: the operator of the place, for its workers only, and never a login that can do more.

A worker in village A has no login. The operators of A and B, a login of the platform's administrator.
"""

import frappe
import pytest
from frappe.utils.password import check_password

from grid_governance.api.registry import open_login
from grid_governance.tests.factories import core, registry

PHONE = "13900001234"


@pytest.fixture
def worker(world):
	doc = frappe.get_doc(doctype="Grid Worker", worker_name="新来的", phone=PHONE, grid_unit=world.village_a)
	doc.append("posts", {"duty": "Neighbour Head", "grid_unit": world.grid_a1})
	return doc.insert()


def test_the_operator_opens_a_login_for_the_own_worker_and_the_neighbours_operator_does_not(
	world, worker, as_user
):
	with as_user(world.user("System Operator", "B")), pytest.raises(frappe.PermissionError):
		open_login(worker.name)
	assert not frappe.db.get_value("Grid Worker", worker.name, "user")
	with as_user(world.user("System Operator", "A")):
		made = open_login(worker.name)
	assert made["login"] == PHONE
	assert check_password(made["user"], made["password"]) == made["user"]
	user = frappe.get_doc("User", made["user"])
	assert (user.language, user.mobile_no, user.username) == ("zh", PHONE, PHONE)
	assert {row.role for row in user.roles} == {"Neighbour Head"}, (
		"the post gives the role, nothing else does"
	)


def test_who_is_no_operator_opens_no_login(world, worker, as_user):
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.PermissionError):
		open_login(worker.name)


def test_a_worker_with_a_post_beyond_the_own_range_is_left_to_the_level_above(world, worker, as_user):
	worker.append("posts", {"duty": "Mediator", "grid_unit": world.village_b})
	worker.save()
	with as_user(world.user("System Operator", "A")), pytest.raises(frappe.PermissionError):
		open_login(worker.name)
	with as_user(world.user("System Operator", "street")):
		assert open_login(worker.name)["password"]


@pytest.mark.parametrize("role", ["System Manager", "Website Manager"])
def test_a_login_with_other_authority_is_not_linked(world, worker, as_user, role):
	admin = core.make_user("the.admin@gg.test")
	frappe.get_doc("User", admin).add_roles(role)
	with as_user(world.user("System Operator", "A")):
		for login in (admin, "Administrator"):
			with pytest.raises(frappe.PermissionError):
				open_login(worker.name, login)
	assert not frappe.db.get_value("Grid Worker", worker.name, "user")


def test_a_login_of_another_worker_is_not_linked(world, worker, as_user):
	with as_user(world.user("System Operator", "A")), pytest.raises(frappe.PermissionError):
		open_login(worker.name, world.user("Mediator", "B"))


def test_an_existing_login_keeps_its_password_and_a_residents_is_never_reset(world, worker, as_user):
	household = registry.make_household(world.grid_a1)
	theirs = core.make_user("a.resident@gg.test")
	frappe.db.set_value("Resident", household.head, "user", theirs)
	with as_user(world.user("System Operator", "A")):
		assert open_login(worker.name, theirs) == {"user": theirs, "login": theirs, "password": None}
		with pytest.raises(frappe.PermissionError):
			open_login(worker.name)


def test_a_second_time_gives_a_new_password(world, worker, as_user):
	with as_user(world.user("System Operator", "A")):
		first, second = open_login(worker.name, "xiaozhang"), open_login(worker.name)
	assert second["login"] == "xiaozhang" and first["password"] != second["password"]
	assert check_password(second["user"], second["password"])
	with pytest.raises(frappe.AuthenticationError):
		check_password(second["user"], first["password"])


def test_nobody_resets_the_own_login_this_way(world, as_user):
	operator = world.user("System Operator", "A")
	with as_user(operator), pytest.raises(frappe.PermissionError):
		open_login(frappe.db.get_value("Grid Worker", {"user": operator}))


def test_a_malformed_login_changes_nothing(world, worker, as_user):
	operator, before = world.user("System Operator", "A"), frappe.db.count("User")
	with as_user(operator):
		for login in ("张三", "a b", "x", "@", "x@y"):
			with pytest.raises(frappe.ValidationError):
				open_login(worker.name, login)
	assert frappe.db.count("User") == before


def test_the_login_ends_when_the_worker_leaves(world, worker, as_user):
	with as_user(world.user("System Operator", "A")):
		user = open_login(worker.name)["user"]
		doc = frappe.get_doc("Grid Worker", worker.name)
		doc.enabled = 0
		doc.save()
		assert not frappe.db.get_value("User", user, "enabled")
		with pytest.raises(frappe.ValidationError):
			open_login(worker.name)
		doc.reload()
		doc.enabled = 1
		doc.save()
		open_login(worker.name)
	assert frappe.db.get_value("User", user, "enabled")
	assert "Neighbour Head" in frappe.get_roles(user)


def test_a_login_with_other_authority_stays_when_its_worker_leaves(world, as_user):
	user = world.user("Mediator", "A")
	frappe.get_doc("User", user).add_roles("Website Manager")
	with as_user(world.user("System Operator", "A")):
		doc = frappe.get_doc("Grid Worker", {"user": user})
		doc.enabled = 0
		doc.save()
	assert frappe.db.get_value("User", user, "enabled")

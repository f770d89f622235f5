"""Nobody makes himself more than he is: posts, duties, shares, users, roles."""

import frappe
import pytest

from grid_governance import permissions, posts
from grid_governance.tests.factories import core
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock


@pytest.fixture
def operator(world):
	return world.user("System Operator", "A")


def _save_post(worker: str, **post):
	doc = frappe.get_doc("Grid Worker", worker)
	doc.append("posts", post)
	doc.save()


def test_posts_are_given_inside_the_own_range_only(world, operator, as_user):
	worker = world.worker("Mediator", "A")
	with as_user(operator):
		for unit in (world.village_b, world.street, "43", world.grid_b1):
			with pytest.raises(frappe.PermissionError):
				_save_post(worker, duty="Mediator", grid_unit=unit)
		_save_post(worker, duty="Care Officer", grid_unit=world.grid_a1)
	assert "Care Officer" in frappe.get_roles(frappe.db.get_value("Grid Worker", worker, "user"))


def test_nobody_gives_himself_a_post(world, operator, as_user):
	worker = frappe.db.get_value("Grid Worker", {"user": operator})
	with as_user(operator):
		with pytest.raises(frappe.PermissionError):
			_save_post(worker, duty="Care Officer", grid_unit=world.grid_a1)
		with pytest.raises(frappe.PermissionError):  # nor by a second record under the own login
			second = frappe.get_doc(
				doctype="Grid Worker", worker_name="乙", grid_unit=world.village_a, user=operator
			)
			second.append("posts", {"duty": "Leader", "grid_unit": world.village_a})
			second.insert()
		post = frappe.get_doc("Grid Worker", worker).posts[0].name
		for door in (
			lambda: knock.rest("PUT", "Grid Post", post, grid_unit="43"),
			lambda: knock.call(
				"frappe.client.set_value",
				"POST",
				doctype="Grid Post",
				name=post,
				fieldname="grid_unit",
				value="43",
			),
		):
			with pytest.raises(frappe.PermissionError):
				door()


def test_a_post_that_somebody_holds_elsewhere_is_not_taken_away(world, operator, as_user):
	email = core.make_worker("Mediator", world.village_a)
	core.make_worker("Mediator", world.village_b, email=email)
	with as_user(operator):
		worker = frappe.get_doc("Grid Worker", {"user": email})
		worker.set("posts", [row for row in worker.posts if row.grid_unit == world.village_a])
		with pytest.raises(frappe.PermissionError):
			worker.save()


def test_a_duty_carries_no_role_that_runs_the_platform(world):
	for role in posts.NEVER_BY_POST & set(frappe.get_all("Role", pluck="name")):
		with pytest.raises(frappe.ValidationError):
			frappe.get_doc(doctype="Grid Duty", duty_name=f"x {role}", role=role).insert()
	frappe.db.set_value("Grid Duty", "Mediator", "role", "System Manager")  # even past the form
	email = core.make_user("x.admin@gg.test")
	worker = frappe.get_doc(doctype="Grid Worker", worker_name="x", user=email, grid_unit=world.village_a)
	worker.append("posts", {"duty": "Mediator", "grid_unit": world.village_a})
	worker.insert()
	assert "System Manager" not in frappe.get_roles(email)
	assert permissions.posts_of(email) == ()


def test_the_first_worker_on_a_site_does_not_become_its_administrator(world):
	"""The platform gives System Manager to the first desk user saved where only Administrator has it."""
	frappe.db.delete(
		"Has Role", {"role": "System Manager", "parenttype": "User", "parent": ["!=", "Administrator"]}
	)
	frappe.clear_cache()
	email = world.user("Mediator", "A")
	frappe.get_doc("User", email).save()
	assert set(frappe.get_roles(email)) == {"Mediator", "All", "Guest"} | (
		{"Desk User"} & set(frappe.get_roles(email))
	)
	frappe.get_doc("User", email).add_roles("System Manager")  # on purpose it can be given
	assert "System Manager" in frappe.get_roles(email)


def test_an_operator_does_not_write_duties_users_or_roles(world, operator, as_user):
	with as_user(operator):
		assert frappe.has_permission("Grid Worker", "write")
		for doctype in (
			"Grid Duty",
			"Role",
			"User Permission",
			"DocShare",
			"Custom DocPerm",
			"Role Profile",
			"Workflow",
		):
			assert not frappe.has_permission(doctype, "write"), doctype
			assert not frappe.has_permission(doctype, "create"), doctype
		for email in ("Administrator", world.user("Mediator", "B")):
			with pytest.raises(frappe.PermissionError):
				knock.rest("PUT", "User", email, roles=[{"role": "System Manager"}])
		me = frappe.get_doc("User", operator)
		me.append("roles", {"role": "System Manager"})
		with pytest.raises(frappe.PermissionError):
			me.save()


def test_no_login_is_taken_over_by_a_workers_record(world, operator, as_user):
	"""Putting another's login into an own worker's record would hand that person's seat to the own posts."""
	with as_user(operator), pytest.raises((frappe.UniqueValidationError, frappe.PermissionError)):
		worker = frappe.get_doc("Grid Worker", world.worker("Mediator", "A"))
		worker.user = world.user("Mediator", "B")
		worker.save()


def test_a_share_opens_one_row_and_goes_no_further(world, neighbour, as_user):
	shared, other = make_row("Grid Worker", world.village_a), make_row("Grid Worker", world.village_a)
	frappe.share.add_docshare(
		"Grid Worker", shared.name, neighbour, write=1, flags={"ignore_share_permission": True}
	)
	with as_user(neighbour):
		seen = frappe.get_list("Grid Worker", pluck="name", limit_page_length=0)
		assert shared.name in seen and other.name not in seen
		assert frappe.has_permission("Grid Worker", "read", doc=shared.name)
		with pytest.raises(frappe.PermissionError):
			knock.call(
				"frappe.share.add", "POST", doctype="Grid Worker", name=shared.name, user="Guest", read=1
			)
		with pytest.raises(frappe.PermissionError):
			knock.call(
				"frappe.share.set_permission",
				"POST",
				doctype="Grid Worker",
				name=shared.name,
				user=neighbour,
				permission_to="share",
			)
		doc = frappe.get_doc("Grid Worker", shared.name)
		doc.grid_unit = world.village_b
		with pytest.raises(frappe.PermissionError):
			doc.save()
	frappe.share.remove(
		"Grid Worker",
		shared.name,
		neighbour,
		flags={"ignore_permissions": True, "ignore_share_permission": True},
	)
	with as_user(neighbour):
		assert shared.name not in frappe.get_list("Grid Worker", pluck="name", limit_page_length=0)
		assert not frappe.has_permission("Grid Worker", "read", doc=shared.name)


def test_an_empty_unit_is_nowhere_not_everywhere(world):
	email = core.make_worker("Mediator", world.village_a)
	frappe.db.sql(
		"update `tabGrid Post` set grid_unit = '' where parent = %s",
		frappe.db.get_value("Grid Worker", {"user": email}),
	)
	permissions.forget_posts()
	assert permissions.posts_of(email) == ()
	assert permissions.conditions("Grid Worker", email) == permissions.NOTHING
	assert not permissions.may("Grid Worker", "read", "", email)


def test_a_role_without_a_post_sees_nothing(world, as_user):
	"""A role given by hand is a right without a place."""
	email = core.make_user("no.post@gg.test")
	frappe.get_doc("User", email).add_roles("Mediator", "System Operator")
	row = make_row("Grid Worker", world.village_a)
	with as_user(email):
		assert frappe.get_list("Grid Worker") == []
		assert not frappe.has_permission("Grid Worker", "read", doc=row.name)

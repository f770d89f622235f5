"""Every reading door, for every DocType: nothing of village A comes through to village B.

One row stands in village A. The neighbour holds every duty there is, in village B. The staff of A hold
the same duties in A and do get the row wherever their roles read at all, so a door that is simply broken
does not pass for a closed one.
"""

import json

import frappe
import pytest

from grid_governance.scopes import PLACE
from grid_governance.tests.factories import core
from grid_governance.tests.factories.anyrow import Row, make_row
from grid_governance.tests.security import knock, reading

# doors with demands of their own that a generic row, or a role without export, does not meet
NOT_FOR_EVERYBODY = {
	"export",
	"data export",
	"import template",
	"group by assignee",
	"map",
	"goal graph",
	"global search",
	"website list",
}


def _leaks(row, doors) -> list[str]:
	return [name for name, door in doors.items() if knock.comes_through(row, lambda door=door: door(row))]


def test_nothing_comes_through_to_the_neighbour(world, neighbour, as_user):
	for doctype in knock.GUARDED:
		row = make_row(doctype, world.village_a)
		with as_user(neighbour):
			assert _leaks(row, {**reading.LISTS, **reading.RECORDS}) == [], doctype


def test_nothing_comes_through_to_outsiders(world, as_user):
	"""Guests, and desk users whom nobody gave a post: not even in their own village."""
	nobody = core.make_user("nobody@gg.test")
	frappe.get_doc("User", nobody).add_roles("Mediator", "System Manager")
	for doctype in knock.GUARDED:
		row = make_row(doctype, world.village_a)
		for email in ("Guest", nobody):
			with as_user(email):
				assert _leaks(row, {**reading.LISTS, **reading.RECORDS}) == [], (doctype, email)


def test_the_right_people_get_it(world, resident_staff, as_user):
	for doctype in filter(knock.readers, knock.GUARDED):
		row = make_row(doctype, world.village_a)
		doors = {n: d for n, d in {**reading.LISTS, **reading.RECORDS}.items() if n not in NOT_FOR_EVERYBODY}
		doors.pop("share list")
		if not _may(doctype, "print"):
			doors.pop("print")
		with as_user(resident_staff):
			assert sorted(set(doors) - set(_leaks(row, doors))) == [], doctype


def _may(doctype: str, ptype: str) -> bool:
	readers = knock.readers(doctype)
	return any(p.get(ptype) and p.role in readers for p in frappe.get_meta(doctype).permissions)


def test_doors_of_one_record_are_shut_for_the_neighbour(world, neighbour, as_user):
	opened = {}
	for doctype in knock.GUARDED:
		row = make_row(doctype, world.village_a)
		with as_user(neighbour):
			for name, door in reading.DENIED.items():
				try:
					answer = door(row)
				except knock.CLOSED:
					continue
				if row.marker in answer or json.loads(answer)[0]:
					opened[doctype, name] = answer[:200]
	assert opened == {}


def _child_doors(parent: str, child: str, name: str) -> dict:
	call, rest = knock.call, knock.rest
	fields = '["name","owner"]'
	return {
		"list": lambda r: call(
			"frappe.client.get_list", doctype=child, parent=parent, fields=fields, limit_page_length=0
		),
		"REST list": lambda r: rest("GET", child, parent=parent, fields=fields, limit_page_length=0),
		"value": lambda r: call(
			"frappe.client.get_value",
			doctype=child,
			parent=parent,
			fieldname=fields,
			filters=json.dumps({"name": name}),
		),
		"get": lambda r: call("frappe.client.get", doctype=child, name=name, parent=parent),
		"columns of the parent's list": lambda r: call(
			"frappe.desk.reportview.get", doctype=parent, fields=json.dumps([f"`tab{child}`.`owner`"])
		),
		"REST get": lambda r: rest("GET", child, name),
		"count": lambda r: (
			r.marker
			* json.loads(call("frappe.client.get_count", doctype=child, filters=json.dumps({"name": name})))[
				0
			]
		),
	}


def test_child_rows_follow_their_parent(world, neighbour, resident_staff, as_user):
	for parent in (doctype for doctype in knock.GUARDED if knock.SCOPES[doctype].children):
		row = make_row(parent, world.village_a)
		for child, name in row.children.items():
			child_row, doors = Row(child, name, row.marker), _child_doors(parent, child, name)
			with as_user(neighbour):
				assert _leaks(child_row, doors) == [], child
			if knock.readers(parent):
				with as_user(resident_staff):
					assert _leaks(child_row, doors) == list(doors), child


@pytest.mark.parametrize("duty", knock.ACTING_DUTIES)
def test_every_duty_lists_its_own_village_only(duty, world, as_user):
	rows = {
		doctype: (make_row(doctype, world.village_a), make_row(doctype, world.village_b))
		for doctype in knock.GUARDED
		if knock.SCOPES[doctype].place != "name"
	}
	email = world.user(duty, "B", scope="Range")
	role = frappe.db.get_value("Grid Duty", duty, "role")
	with as_user(email):
		for doctype, (away, home) in rows.items():
			doors = {
				"list": reading.LISTS["client.get_list"],
				"count": reading.LISTS["client.get_count"],
				"record": reading.RECORDS["client.get"],
			}
			assert _leaks(away, doors) == [], doctype
			if any(p.role == role and p.read for p in frappe.get_meta(doctype).permissions):
				assert _leaks(home, doors) == list(doors), doctype


def test_assigned_scope_sees_only_what_is_handed_over(world, as_user):
	"""Scope Assigned in the right village: not the village's rows, only the own ones."""
	doors = {"list": reading.LISTS["client.get_list"], "record": reading.RECORDS["client.get"]}
	for doctype, scope in knock.SCOPES.items():
		if scope.kind != PLACE or scope.place == "name" or not knock.readers(doctype):
			continue
		email = world.user(_duty_of(knock.readers(doctype)[0]), "A", scope="Assigned")
		village, own = make_row(doctype, world.village_a), make_row(doctype, world.village_a, owner=email)
		with as_user(email):
			assert _leaks(village, doors) == [], doctype
			assert _leaks(own, doors) == list(doors), doctype


def test_what_is_handed_over_is_seen_inside_the_range_only(world, as_user):
	"""Each assigned column of SCOPES opens its row to the post it names, in the post's unit and nowhere else."""
	doors = {"list": reading.LISTS["client.get_list"], "record": reading.RECORDS["client.get"]}
	for doctype, scope in knock.SCOPES.items():
		for column, what in scope.assigned.items():
			duty = _duty_of(knock.readers(doctype)[0])
			email, worker = world.user(duty, "A", scope="Assigned"), world.worker(duty, "A", scope="Assigned")
			holder = {
				"user": email,
				"worker": worker,
				"body": "body-a",
				"organisation": "office-a",
				"shop": "shop-a",
			}
			ties = {"mediation_body": "body-a", "organisation": "office-a", "points_shop": "shop-a"}
			frappe.db.set_value("Grid Post", {"parent": worker}, ties)
			rows = {"village_a": True, "village_b": False}
			for place, open_there in rows.items():
				frappe.db.savepoint("handed")
				row = make_row(doctype, getattr(world, place), **{column: holder[what]})
				with as_user(email):
					assert _leaks(row, doors) == (list(doors) if open_there else []), (doctype, column, place)
				frappe.db.sql("rollback to savepoint handed")


def _duty_of(role: str) -> str:
	return next(duty for duty, its, _scope in knock.DUTIES if its == role)

"""Every reading door, for every DocType: nothing of village A comes through to village B.

One row stands in village A. The neighbour holds every duty there is, in village B. The staff of A hold
the same duties in A and do get the row wherever their roles read at all, so a door that is simply broken
does not pass for a closed one.
"""

import json

import frappe
import pytest

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


@pytest.mark.parametrize("doctype", knock.GUARDED)
def test_nothing_comes_through_to_the_neighbour(doctype, world, neighbour, as_user):
	row = make_row(doctype, world.village_a)
	with as_user(neighbour):
		assert _leaks(row, {**reading.LISTS, **reading.RECORDS}) == []


@pytest.mark.parametrize("doctype", knock.GUARDED)
def test_the_right_people_get_it(doctype, world, resident_staff, as_user):
	if not knock.readers(doctype):
		return
	row = make_row(doctype, world.village_a)
	doors = {n: d for n, d in {**reading.LISTS, **reading.RECORDS}.items() if n not in NOT_FOR_EVERYBODY}
	doors.pop("share list")
	if not _may(doctype, "print"):
		doors.pop("print")
	with as_user(resident_staff):
		assert sorted(set(doors) - set(_leaks(row, doors))) == []


def _may(doctype: str, ptype: str) -> bool:
	readers = knock.readers(doctype)
	return any(p.get(ptype) and p.role in readers for p in frappe.get_meta(doctype).permissions)


@pytest.mark.parametrize("doctype", knock.GUARDED)
def test_doors_of_one_record_are_shut_for_the_neighbour(doctype, world, neighbour, as_user):
	row = make_row(doctype, world.village_a)
	with as_user(neighbour):
		opened = {}
		for name, door in reading.DENIED.items():
			try:
				answer = door(row)
			except knock.CLOSED:
				continue
			if row.marker in answer or json.loads(answer)[0]:
				opened[name] = answer[:200]
		assert opened == {}


@pytest.mark.parametrize("doctype", [d for d in knock.GUARDED if knock.SCOPES[d].children])
def test_child_rows_follow_their_parent(doctype, world, neighbour, resident_staff, as_user):
	row = make_row(doctype, world.village_a)
	for child, name in row.children.items():
		child_row = Row(child, name, row.marker)
		doors = {
			"list": lambda c=child: knock.call("frappe.client.get_list", doctype=c, parent=doctype, fields='["name","owner"]', limit_page_length=0),
			"REST list": lambda c=child: knock.rest("GET", c, parent=doctype, fields='["name","owner"]'),
			"value": lambda c=child, n=name: knock.call("frappe.client.get_value", doctype=c, parent=doctype, fieldname='["name","owner"]', filters=json.dumps({"name": n})),
			"get": lambda c=child, n=name: knock.call("frappe.client.get", doctype=c, name=n, parent=doctype),
			"columns of the parent's list": lambda c=child: knock.call("frappe.desk.reportview.get", doctype=doctype, fields=json.dumps([f"`tab{c}`.`owner`"])),
			"REST get": lambda c=child, n=name: knock.rest("GET", c, n),
			"count": lambda c=child, n=name: row.marker * json.loads(knock.call("frappe.client.get_count", doctype=c, filters=json.dumps({"name": n})))[0],
		}
		with as_user(neighbour):
			assert [what for what, door in doors.items() if knock.comes_through(child_row, door)] == []
		if knock.readers(doctype):
			with as_user(resident_staff):
				assert [what for what, door in doors.items() if not knock.comes_through(child_row, door)] == []


@pytest.mark.parametrize("duty", knock.ACTING_DUTIES)
def test_every_duty_lists_its_own_village_only(duty, world, as_user):
	rows = {doctype: (make_row(doctype, world.village_a), make_row(doctype, world.village_b)) for doctype in knock.GUARDED if knock.SCOPES[doctype].place != "name"}
	email = world.user(duty, "B", scope="Range")
	role = frappe.db.get_value("Grid Duty", duty, "role")
	with as_user(email):
		for doctype, (away, home) in rows.items():
			doors = {"list": reading.LISTS["client.get_list"], "count": reading.LISTS["client.get_count"], "record": reading.RECORDS["client.get"]}
			assert _leaks(away, doors) == [], doctype
			if any(p.role == role and p.read for p in frappe.get_meta(doctype).permissions):
				assert _leaks(home, doors) == list(doors), doctype


@pytest.mark.parametrize("doctype", [d for d in knock.GUARDED if knock.SCOPES[d].kind == "place"])
def test_assigned_scope_sees_only_what_is_handed_over(doctype, world, as_user):
	"""Scope Assigned in the right village: not the village's rows, only the own ones."""
	scope = knock.SCOPES[doctype]
	if scope.place == "name" or not knock.readers(doctype):
		return
	email = world.user(_duty_of(knock.readers(doctype)[0]), "A", scope="Assigned")
	village, own = make_row(doctype, world.village_a), make_row(doctype, world.village_a, owner=email)
	with as_user(email):
		doors = {"list": reading.LISTS["client.get_list"], "record": reading.RECORDS["client.get"]}
		assert _leaks(village, doors) == []
		assert _leaks(own, doors) == list(doors)


def _duty_of(role: str) -> str:
	return next(duty for duty, its, _scope in knock.DUTIES if its == role)

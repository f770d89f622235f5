"""Every writing door, for every DocType: the neighbour changes nothing in village A and leaves nothing on it."""

import frappe

from grid_governance import permissions
from grid_governance.scopes import CHILD_PARENTS
from grid_governance.tests.factories.anyrow import Row, make_row
from grid_governance.tests.security import knock, writing


def _try(door) -> str | None:
	"""The error's class name, or None when the door said yes."""
	frappe.db.savepoint("door")
	try:
		door()
	except Exception as error:
		frappe.db.rollback(save_point="door")
		return type(error).__name__
	return None


def test_the_neighbour_changes_nothing(world, neighbour, as_user):
	for doctype in knock.GUARDED:
		row = make_row(doctype, world.village_a)
		before, hanging = row.stored(), writing.traces(row)
		with as_user(neighbour):
			for name, door in writing.doors(row, world.village_b, neighbour).items():
				_try(door)
				assert row.stored() == before, (doctype, name)
				assert writing.traces(row) == hanging, (doctype, name)


def test_who_may_write_is_not_stopped_by_place(world, resident_staff, neighbour, as_user):
	"""The same role rights: refused in B's hands for the place alone."""
	held = set(frappe.get_roles(resident_staff))
	for doctype in knock.GUARDED:
		writers = {p.role for p in frappe.get_meta(doctype).permissions if p.write} & held
		doc = frappe.get_doc(doctype, make_row(doctype, world.village_a).name)
		assert not frappe.has_permission(doctype, "write", doc=doc, user=neighbour)
		with as_user(resident_staff):
			assert frappe.has_permission(doctype, "write", doc=doc) == bool(writers), doctype


def test_child_rows_are_not_written_by_themselves(world, resident_staff, as_user):
	"""Not even by those who may write the parent: its controller would never see it."""
	for child, parents in CHILD_PARENTS.items():
		row = make_row(parents[0], world.village_a)
		child_row = Row(child, row.children[child], row.marker)
		before = child_row.stored()
		with as_user(resident_staff):
			for door in _child_doors(child_row, before[0]):
				assert _try(door) is not None, child
				assert child_row.stored() == before
				assert frappe.db.count(child, {"parent": row.name}) == 1


def _child_doors(row: Row, stored: dict) -> list:
	child, name = row.doctype, row.name
	fields = {key: stored[key] for key in ("parent", "parenttype", "parentfield")}
	sent = frappe.as_json({**stored, "doctype": child, "idx": 7})
	return [
		lambda: knock.rest("PUT", child, name, owner="x", idx=7),
		lambda: knock.rest("DELETE", child, name),
		lambda: knock.rest("POST", child, **fields),
		lambda: knock.call("frappe.client.save", "POST", doc=sent),
	]


def test_a_childs_row_cannot_be_pulled_over_by_its_name(world, resident_staff, as_user):
	"""A parent of mine that carries the name of a neighbour's child row would move that row to me."""
	strange = make_row("Grid Worker", world.village_b)
	victim = strange.children["Grid Post"]
	worker = frappe.get_doc("Grid Worker", world.worker("Mediator", "A"))
	with as_user(resident_staff):
		sent = worker.as_dict(convert_dates_to_str=True)
		sent["posts"].append(
			{"doctype": "Grid Post", "name": victim, "duty": "Mediator", "grid_unit": world.village_a}
		)
		answer = _try(lambda: knock.call("frappe.client.save", "POST", doc=frappe.as_json(sent)))
		assert answer == "PermissionError"
		assert frappe.db.get_value("Grid Post", victim, "parent") == strange.name
		sent["posts"].pop()
		assert _try(lambda: knock.call("frappe.client.save", "POST", doc=frappe.as_json(sent))) is None


def test_a_record_is_not_put_into_the_neighbours_village(world, resident_staff, as_user):
	with as_user(resident_staff):
		for place, expected in ((world.village_b, "PermissionError"), (world.grid_a1, None)):
			door = lambda place=place: knock.rest("POST", "Grid Worker", worker_name="甲", grid_unit=place)  # noqa: E731
			assert _try(door) == expected


def test_the_place_that_is_written_counts_not_the_one_that_was_asked(world, resident_staff, as_user):
	"""A controller that derives the place elsewhere is stopped when the row is about to be written."""
	with as_user(resident_staff):
		doc = frappe.get_doc(doctype="Grid Worker", worker_name="甲", grid_unit=world.village_a)
		doc.before_validate = lambda: doc.set("grid_unit", world.village_b)
		assert _try(doc.insert) == "PermissionError"


def test_names_that_are_filters_are_no_names(world, resident_staff, as_user):
	mine = frappe.get_doc("Grid Worker", world.worker("Mediator", "A"))
	with as_user(resident_staff):
		assert mine.has_permission("read")
		mine.name = {"name": ["!=", ""]}
		assert not permissions.has_permission(mine, "read")

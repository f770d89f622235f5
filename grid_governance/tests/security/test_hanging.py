"""What the platform hangs on our records (comments, versions, files, assignments, …) follows the record."""

import random

import frappe
import pytest

from grid_governance.doors import references
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock


@pytest.fixture
def record(world):
	return make_row("Grid Worker", world.village_a)


def _hang(doctype: str, on) -> str:
	"""A bare row of a platform DocType that names `on`."""
	of_type, of_name = references.REFERENCES[doctype]
	name = str(random.randrange(10**9, 10**10))  # some have numbers for names
	frappe.db.sql(
		f"insert into `tab{doctype}` (name, owner, creation, modified, `{of_type}`, `{of_name}`)"
		" values (%s, 'nobody@gg.test', now(), now(), %s, %s)",
		(name, on.doctype, on.name),
	)
	if doctype == "File":
		frappe.db.set_value(doctype, name, "is_private", 1, update_modified=False)
	if doctype == "ToDo":
		frappe.db.set_value(doctype, name, "allocated_to", frappe.session.user, update_modified=False)
	return name


def test_rows_are_listed_with_their_record_only(world, record, neighbour, resident_staff, as_user):
	def seen(user: str) -> bool:
		with as_user(user):
			condition = references.conditions(doctype, user).replace("%", "%%")
			found = frappe.db.sql(f"select name from `tab{doctype}` where name = %s and {condition}", name)
			allowed = references._parents_allow(frappe.get_doc(doctype, name), "read", user)
		assert bool(found) == allowed, doctype
		return allowed

	for doctype in references.REFERENCES:
		name = _hang(doctype, record)
		assert not seen(neighbour), doctype
		assert seen(resident_staff), doctype


@pytest.mark.parametrize("doctype", ["File", "Tag Link"])
def test_lists_that_everybody_may_open_hold_nothing_of_the_neighbours(
	doctype, world, record, neighbour, resident_staff, as_user
):
	name = _hang(doctype, record)
	for email, there in ((neighbour, False), (resident_staff, True)):
		with as_user(email):
			assert (name in map(str, frappe.get_list(doctype, pluck="name", limit_page_length=0))) is there


def test_a_system_manager_is_no_reader_of_residents_data(world, record, as_user):
	admin = "platform.admin@gg.test"
	from grid_governance.tests.factories import core

	core.make_user(admin)
	frappe.get_doc("User", admin).add_roles("System Manager")
	hanging = {
		doctype: _hang(doctype, record)
		for doctype in ("Version", "Comment", "Deleted Document", "Access Log")
	}
	with as_user(admin):
		for doctype, name in hanging.items():
			assert name not in map(str, frappe.get_list(doctype, pluck="name", limit_page_length=0))
			assert not frappe.has_permission(doctype, "read", doc=name)
		assert not frappe.has_permission("Grid Worker", "read", doc=record.name)
		assert "Home" in frappe.get_list("File", pluck="name", limit_page_length=0)


# ---------------------------------------------------------------- files


def _file(on=None, **values):
	link = {"attached_to_doctype": on.doctype, "attached_to_name": on.name} if on else {}
	doc = frappe.get_doc(doctype="File", file_name=f"{frappe.generate_hash(length=8)}.txt", **link, **values)
	return doc.insert()


def test_files_on_our_records_become_private(world, record):
	doc = _file(record, content="甲", is_private=0)
	doc.reload()
	assert doc.is_private and doc.file_url.startswith("/private/")
	assert not _file(content="乙", is_private=0).is_private
	with pytest.raises(frappe.PermissionError):
		doc.is_private = 0
		doc.save()


def test_files_are_downloaded_with_their_record_only(world, record, neighbour, resident_staff, as_user):
	doc = _file(record, content="秘密")
	with as_user(neighbour):
		with pytest.raises(frappe.PermissionError):
			knock.call("download_file", file_url=doc.file_url)
		with pytest.raises(frappe.PermissionError):
			knock.call("frappe.handler.download_file", file_url=doc.file_url)
	with as_user(resident_staff):
		assert "秘密" in knock.call("frappe.handler.download_file", file_url=doc.file_url)


def test_a_private_file_is_not_borrowed_by_its_address(world, record, neighbour, as_user):
	"""A File row of one's own that names the neighbour's address would make one its owner."""
	doc = _file(record, content="秘密")
	with as_user(neighbour):
		with pytest.raises(frappe.PermissionError):
			_file(file_url=doc.file_url)
		own = _file(content="own", is_private=1)
		for changes in ({"file_url": doc.file_url}, {"file_url": doc.file_url, "is_private": 1}):
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("File", own.name).update(changes).save()
		assert "own" in knock.call("frappe.handler.download_file", file_url=own.file_url)


def test_a_file_is_hung_on_and_taken_off_by_those_who_may_write(
	world, record, neighbour, resident_staff, as_user
):
	with as_user(neighbour), pytest.raises(frappe.PermissionError):
		_file(record, content="x")
	with as_user(resident_staff):
		doc = _file(record, content="x")
	with as_user(neighbour), pytest.raises(frappe.PermissionError):
		frappe.delete_doc("File", doc.name)
	with as_user(resident_staff):
		frappe.delete_doc("File", doc.name)


def test_nobody_of_the_team_gets_mails_about_followed_records(world):
	user = frappe.get_doc("User", world.user("Mediator", "A"))
	user.document_follow_notify = 1
	user.save()
	assert not user.document_follow_notify

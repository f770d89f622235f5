"""What hangs on a record of ours gets no public address, whichever row of the platform holds its content.

World: a grid officer of village A with a case and its photo; the neighbour in village B; an officer with a site page.
"""

from __future__ import annotations

import os

import frappe
import pytest

from grid_governance.tests.factories import case_file as make
from grid_governance.tests.factories import cases, core
from grid_governance.tests.security import knock

CLOSED = (frappe.PermissionError, frappe.ValidationError)


@pytest.fixture
def officer(world):
	return world.user("Grid Officer", core.GRID_A1)


@pytest.fixture
def guarded(world, officer, as_user):
	"""A photo on a case of grid A1: its File, content and place on the disk."""
	content = make.png(colour())
	with as_user(officer):
		case = cases.make_case()
		file = hang(content, case)
	yield frappe._dict(file=file, case=case, content=content, path=file.get_full_path())
	if os.path.exists(file.get_full_path()):
		os.remove(file.get_full_path())


def colour() -> str:
	return f"#{int(frappe.generate_hash(length=6), 16):06x}"


def hang(content: bytes, on=None, **values):
	link = {"attached_to_doctype": on.doctype, "attached_to_name": on.name} if on else {}
	name = f"{frappe.generate_hash(length=8)}.png"
	return frappe.get_doc(
		doctype="File", file_name=name, content=content, **{"is_private": 1, **link, **values}
	).insert()


def lies_open(guarded) -> list[str]:
	"""Public files on the disk or in the list with this content."""
	folder = frappe.get_site_path("public", "files")
	found = [name for name in os.listdir(folder) if _content(os.path.join(folder, name)) == guarded.content]
	rows = frappe.get_all(
		"File", {"content_hash": guarded.file.content_hash, "is_private": 0}, pluck="file_url"
	)
	return found + rows


def _content(path: str) -> bytes:
	if not os.path.isfile(path):
		return b""
	with open(path, "rb") as file:
		return file.read()


def refused(change) -> None:
	frappe.db.savepoint("file_contents")
	with pytest.raises(CLOSED):
		change()
	frappe.db.rollback(save_point="file_contents")


@pytest.mark.parametrize("by_administrator", [False, True])
def test_a_twin_hung_elsewhere_is_not_made_public(guarded, officer, as_user, by_administrator):
	with as_user("Administrator" if by_administrator else officer):
		twin = hang(guarded.content)
		assert twin.file_url == guarded.file.file_url
		refused(lambda: twin.update({"is_private": 0}).save())
		refused(lambda: knock.rest("PUT", "File", twin.name, is_private=0))
		refused(lambda: frappe.get_doc("File", twin.name).optimize_file())
	assert not lies_open(guarded) and _content(guarded.path) == guarded.content


def test_a_public_copy_is_not_put_up(guarded, officer, world, as_user):
	for user in (officer, world.user("Grid Officer", core.GRID_B1), "Administrator"):
		with as_user(user):
			refused(lambda: hang(guarded.content, is_private=0))
	assert not lies_open(guarded)


def test_an_address_named_in_another_record_shows_nothing_of_the_file(guarded, officer, world, as_user):
	"""The platform hangs what an Attach field names on the record, and would copy it to the open side."""
	neighbour, address = world.user("Grid Officer", core.GRID_B1), guarded.file.file_url

	def name_it_in_a_row(unit):
		party = {**cases.PARTY_A, "kind": "Agent", "acts_for": "王建国", "authority_paper": address}
		return cases.make_case(unit, [cases.PARTY_A, cases.PARTY_B, party])

	with as_user(neighbour):
		refused(lambda: frappe.get_doc("User", neighbour).update({"user_image": address}).save())
		refused(lambda: name_it_in_a_row(core.GRID_B1))
		assert not frappe.get_list("File", {"file_url": address})
	assert not lies_open(guarded)
	with as_user(officer):  # who reads the file may name it
		assert name_it_in_a_row(core.GRID_A1).parties[2].authority_paper == address


def test_a_file_is_not_read_by_an_address_that_leads_out_of_its_folder(officer, as_user):
	with as_user(officer):
		refused(lambda: frappe.get_doc(doctype="File", file_url="/files/../../site_config.json").insert())
		user = frappe.get_doc("User", officer)
		refused(lambda: user.update({"user_image": "/files/../../site_config.json"}).save())
	assert "site_config.json" not in os.listdir(frappe.get_site_path("public", "files"))


def test_a_file_of_a_record_is_not_taken_off_to_be_published(guarded, officer, as_user):
	free = {"attached_to_doctype": None, "attached_to_name": None}
	with as_user(officer):
		for changes in (free, {**free, "is_private": 0}, {"attached_to_doctype": "ToDo"}):
			refused(lambda changes=changes: frappe.get_doc("File", guarded.file.name).update(changes).save())
		frappe.get_doc("File", guarded.file.name).update({"content_hash": "0" * 32}).save()
		refused(lambda: hang(guarded.content, is_private=0))
	assert not lies_open(guarded)


def test_pictures_in_comments_and_tasks_about_a_case_stay_private(guarded, officer, as_user):
	from base64 import b64encode

	picture = f'<img src="data:image/png;base64,{b64encode(make.png(colour())).decode()}">'
	with as_user(officer):
		task = frappe.get_doc(
			doctype="ToDo",
			description=picture,
			allocated_to=officer,
			reference_type="Dispute Case",
			reference_name=guarded.case.name,
		).insert()
	assert "/private/files/" in task.description


def test_own_files_go_public_and_change_as_before(officer, as_user):
	with as_user(officer):
		free = hang(make.png(colour()), is_private=0)
		assert free.file_url.startswith("/files/")
		own = hang(make.png(colour()))
		own.update({"is_private": 0}).save()
		assert own.file_url.startswith("/files/")
		for file in (free, own):
			frappe.delete_doc("File", file.name)


def test_what_lay_open_before_stays_usable(world, officer, as_user):
	"""The village's picture of a site page, attached to a case as well: a file of its own there, the page keeps its."""
	content = make.png(colour())
	with as_user("Administrator"):
		page = hang(content, is_private=0)
	with as_user(officer):
		on_case = hang(content, cases.make_case(), is_private=0)
		assert on_case.is_private and on_case.file_url.startswith("/private/")
	with as_user("Administrator"):
		again = hang(content, is_private=0)
		assert again.file_url == page.file_url
		frappe.get_doc("File", page.name).update({"file_name": "village.png"}).save()
		refused(lambda: frappe.get_doc("File", page.name).update({"is_private": 1}).save())
	assert os.path.exists(page.get_full_path())
	os.remove(page.get_full_path())

"""What cannot be laid into the file of a case is named, and nothing is lost."""

import frappe
import pytest

from grid_governance.cases import steps
from grid_governance.cases.case_file import completeness, slots, uploads, volumes
from grid_governance.tests.factories import case_file as make


@pytest.fixture
def closed(world, as_user):
	return make.closed(world, as_user)


@pytest.mark.parametrize(
	("name", "content", "message"),
	[
		("木马.exe", b"MZ\x90", "no kind of file"),
		("假的.pdf", b"not a pdf", "damaged"),
		("加锁.pdf", make.pdf_of(1, password="geheim"), "password"),
		("坏图.jpg", b"\xff\xd8\xff broken", "no picture"),
		("空.pdf", b"", "empty"),
		("网页.txt", b"<script>", "no kind of file"),
		("<b>x</b>.exe", b"MZ", "&lt;b&gt;"),
	],
)
def test_a_file_that_cannot_be_filed_is_named_and_nothing_is_lost(closed, as_user, name, content, message):
	count = frappe.db.count("File")
	with as_user(closed.user):
		kept = make.identity(closed.case).name
		with pytest.raises(frappe.ValidationError, match=message) as refused:
			uploads.add(closed.case, slots.EVIDENCE, name, content)
		if not name.startswith("<"):
			assert name in str(refused.value)
		# the sidebar of the form is no way round it (the platform itself stumbles over a broken picture)
		with pytest.raises((frappe.ValidationError, OSError)):
			frappe.get_doc(
				doctype="File",
				file_name=name,
				attached_to_doctype="Dispute Case",
				attached_to_name=closed.case.name,
				content=content or "x",
			).insert()
	assert frappe.db.exists("File", kept) and frappe.db.count("File") == count + 1


def test_a_file_beyond_the_limit_is_named_with_the_limit(closed, as_user, monkeypatch):
	monkeypatch.setattr(uploads, "get_max_file_size", lambda: 1 << 20)
	with as_user(closed.user), pytest.raises(frappe.ValidationError, match="larger than 1 MB"):
		uploads.add(closed.case, slots.EVIDENCE, "大.pdf", b"%PDF" + b"0" * (1 << 20))


def test_a_file_that_went_bad_is_named_when_the_volume_is_bound(closed, as_user):
	with as_user(closed.user):
		bad = make.identity(closed.case)
		with open(bad.get_full_path(), "wb") as file:
			file.write(b"nothing")
		with pytest.raises(frappe.ValidationError, match="身份证复印件"):
			volumes.bind_for_review(closed.case)
		steps.file_case(closed.case.name)
		volumes.seal_volume(completeness.file_of(closed.case.name).name)
	file = completeness.file_of(closed.case.name)
	assert "身份证复印件" in file.binding_problem and not file.volumes[0].file
	assert frappe.db.exists("File", bad.name)

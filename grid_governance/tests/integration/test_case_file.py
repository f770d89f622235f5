"""The file of a case: what is missing and what helps, one PDF in order with true page numbers, filed, reopened."""

import io
import re
from itertools import pairwise

import frappe
import pytest
from frappe.utils import nowdate
from pypdf import PdfReader

from grid_governance.api import case_file as api
from grid_governance.cases import steps
from grid_governance.cases.case_file import completeness, slots, uploads, volumes
from grid_governance.tests.factories import case_file as make
from grid_governance.tests.factories import cases


@pytest.fixture
def closed(world, as_user):
	return make.closed(world, as_user)


def first_option(doctype: str, field: str) -> str:
	return frappe.get_meta(doctype).get_field(field).options.strip().split("\n")[0]


def states(case) -> dict[str, str]:
	return {
		slot.name: slot.state for slot in completeness.check_list(frappe.get_doc("Dispute Case", case.name))
	}


def stage(case) -> str:
	return frappe.db.get_value("Dispute Case", case.name, "stage")


def pages(url: str) -> list[str]:
	content = frappe.get_doc("File", {"file_url": url}).get_content()
	return [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def sealed_pages(case) -> list[str]:
	file = completeness.file_of(case.name)
	volumes.seal_volume(file.name)
	return pages(completeness.file_of(case.name).volumes[-1].file)


def test_filing_refuses_with_each_missing_slot_and_what_helps(closed, as_user):
	with as_user(closed.user):
		frappe.db.set_value("Mediation Session", closed.session, "rights_told", 0)
		frappe.db.set_value("Dispute Case", closed.case.name, "rights_told_on", None)
		with pytest.raises(frappe.ValidationError) as refused:
			steps.file_case(closed.case.name)
	assert "2. Notice Of Rights And Duties" in str(refused.value)
	assert "3. Proof Of Identity" in str(refused.value) and "Upload copies" in str(refused.value)
	assert "7." not in str(refused.value) and stage(closed.case) == "Case Closed"


def test_a_slot_is_filled_by_a_record_or_by_a_file(closed, as_user):
	with as_user(closed.user):
		before = states(closed.case)
		assert before[slots.MEDIATION] == before[slots.AGREEMENT] == before[slots.RIGHTS] == "there"
		assert before[slots.IDENTITY] == "missing" and before[slots.AUTHORITY] == "empty"
		make.identity(closed.case)
		assert states(closed.case)[slots.IDENTITY] == "there"
		assert steps.file_case(closed.case.name).stage == "Filed"


def test_the_original_seen_may_stand_for_the_copy_with_its_reason(closed, as_user):
	with as_user(closed.user):
		uploads.excuse(closed.case, slots.IDENTITY, "已核对身份证原件，未留存复印件")
		assert states(closed.case)[slots.IDENTITY] == "excused"
		with pytest.raises(frappe.ValidationError, match="must be in the file"):
			uploads.excuse(closed.case, slots.MEDIATION, "没有")
		uploads.excuse(closed.case, slots.IDENTITY, "")
		assert states(closed.case)[slots.IDENTITY] == "missing"


def test_an_oral_agreement_stands_in_for_the_other_papers(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		agreement = steps.draw_up_agreement(
			case.name, [{"content": "道歉", "due_date": nowdate()}], agreement_form="Oral"
		)
		steps.put_into_effect(agreement.name)
		steps.record_performance(agreement.name, steps.terms_of(agreement.name)[0], nowdate())
		steps.close_case(case.name)
		assert not completeness.missing(frappe.get_doc("Dispute Case", case.name))
		assert steps.file_case(case.name).stage == "Filed"


def test_one_pdf_with_papers_in_order_and_true_page_numbers(closed, as_user):
	with as_user(closed.user):
		uploads.add(closed.case, slots.EVIDENCE, "合同.pdf", make.pdf_of(3, 842, 595))
		make.identity(closed.case)
		uploads.add(closed.case, slots.EVIDENCE, "录音.mp3", b"ID3sound")
		steps.file_case(closed.case.name)
		found = sealed_pages(closed.case)
	file = completeness.file_of(closed.case.name)
	lines = frappe.parse_json(file.volumes[0].contents)
	assert [line["slot"] for line in lines] == sorted((line["slot"] for line in lines), key=slots.SLOTS.index)
	numbers = [(line["from"], line["to"]) for line in lines if line["from"]]
	assert numbers[0][0] == 1 and all(a[1] + 1 == b[0] for a, b in pairwise(numbers))
	assert numbers[-1][1] == file.volumes[0].pages
	front = next(n for n, text in enumerate(found) if "人民调解受理登记表" in text and "目录" not in text)
	contents = "".join(found[1:front])
	for line in lines:
		if line["from"] and line["title"].startswith("人民调解"):
			page = found[front + line["from"] - 1]
			assert page.startswith(str(line["from"])) or page.endswith(str(line["from"])), page
	assert "录音" in contents and "另存" in contents and "合同" in contents
	assert closed.case.file_number in found[0] and "陈秀英" in found[0] and "立卷人" in found[0]
	assert "封底" in found[-1]
	boxes = {
		(round(page.mediabox.width), round(page.mediabox.height))
		for page in PdfReader(
			io.BytesIO(frappe.get_doc("File", {"file_url": file.volumes[0].file}).get_content())
		).pages
	}
	assert boxes == {(595, 842)}


def test_the_signed_scan_takes_the_place_of_the_print(closed, as_user):
	with as_user(closed.user):
		scan = frappe.get_doc(
			doctype="File",
			file_name="扫描.pdf",
			attached_to_doctype="Mediation Agreement",
			attached_to_name=closed.agreement,
			is_private=1,
			content=make.pdf_of(2),
		).insert()
		agreement = frappe.get_doc("Mediation Agreement", closed.agreement)
		agreement.signed_scan = scan.file_url
		agreement.save()
		papers = api.get_slots(closed.case.name)["slots"][7]["papers"]
	assert [(paper["title"], paper["paper"]) for paper in papers] == [("Written Mediation Agreement", None)]


def test_papers_change_places_and_slots(closed, as_user):
	with as_user(closed.user):
		first = uploads.add(closed.case, slots.EVIDENCE, "一.jpg", make.jpeg("red"))
		second = uploads.add(closed.case, slots.EVIDENCE, "二.jpg", make.jpeg("blue"))
		api.order_papers(closed.case.name, [second.name, first.name, "nothing of this case"])
		papers = api.get_slots(closed.case.name)["slots"][5]["papers"]
		assert [paper["title"] for paper in papers] == ["二", "一"]
		api.move_paper(closed.case.name, first.name, slots.PERFORMANCE)
		found = api.get_slots(closed.case.name)["slots"]
		assert [paper["title"] for paper in found[5]["papers"]] == ["二"]
		assert "一" in [paper["title"] for paper in found[8]["papers"]]


def test_bound_for_review_is_replaced_and_gone_from_the_sealed_file(closed, as_user):
	with as_user(closed.user):
		make.identity(closed.case)
		assert api.bind(closed.case.name)["state"] == "bound"
		first = completeness.file_of(closed.case.name).draft
		url = api.bind(closed.case.name)["file_url"]
		assert (
			frappe.db.count(
				"File", {"attached_to_field": "bound_volume", "attached_to_name": closed.case.name}
			)
			== 1
		)
		assert url and (first == url or not frappe.db.exists("File", {"file_url": first}))
		steps.file_case(closed.case.name)
		sealed_pages(closed.case)
	volume = completeness.file_of(closed.case.name).volumes[0]
	bound = {"attached_to_field": "bound_volume", "attached_to_name": closed.case.name}
	assert frappe.get_all("File", bound, pluck="file_url") == [volume.file]
	assert not [line["title"] for line in frappe.parse_json(volume.contents) if "预览" in line["title"]]


def test_a_long_file_is_bound_in_the_background(closed, as_user, monkeypatch):
	waiting = []
	monkeypatch.setattr(volumes, "MOST_AT_ONCE", 1)
	monkeypatch.setattr(
		volumes.jobs, "enqueue_once", lambda method, record, **values: waiting.append((method, values))
	)
	with as_user(closed.user):
		assert api.bind(closed.case.name) == {"state": "waiting", "file_url": None}
		(method, values) = waiting[0]
		method(**values)
	assert completeness.file_of(closed.case.name).draft


def test_a_filed_case_is_reopened_with_a_reason_and_the_next_volume_is_a_supplement(closed, as_user, world):
	with as_user(closed.user):
		make.identity(closed.case)
		case = steps.file_case(closed.case.name)
		sealed = sealed_pages(case)
		closed_on = case.closed_on
		with pytest.raises(frappe.ValidationError, match="reason"):
			api.reopen(case.name, " ")
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		api.reopen(case.name, "越权")
	with as_user(closed.user):
		assert api.reopen(case.name, "当事人补交收条")["stage"] == "Case Closed"
		file = {"dispute_case": case.name}
		assert not frappe.db.get_value("Case File", file, "archived_on"), "no longer shown as filed"
		case.reload()
		uploads.add(case, slots.PERFORMANCE, "收条.jpg", make.jpeg("yellow"))
		assert steps.file_case(case.name).stage == "Filed"
		supplement = sealed_pages(case)
	file = completeness.file_of(case.name)
	assert [row.volume for row in file.volumes] == [1, 2] and pages(file.volumes[0].file) == sealed
	assert [line["title"] for line in frappe.parse_json(file.volumes[1].contents)] == ["收条"]
	assert "续卷" in supplement[0] and len(supplement) < len(sealed)
	(row,) = file.reopenings
	assert (row.reason, row.reopened_by) == ("当事人补交收条", closed.user) and row.filed_again_on
	assert frappe.db.get_value("Dispute Case", case.name, "closed_on") == closed_on


def test_what_only_the_code_writes_is_not_written_by_a_request(closed, as_user):
	with as_user(closed.user):
		file = uploads.open_file(closed.case)
		file.append("reopenings", {"reason": "erfunden", "reopened_on": "2020-01-01"})
		file.update(
			{"draft": "/private/files/x.pdf", "volume_number": "（1999）第1号", "situation_note": "缺页"}
		)
		file.save()
	file.reload()
	assert not file.reopenings and not file.draft and file.volume_number == closed.case.file_number
	assert file.situation_note == "缺页"


def test_lost_jobs_are_taken_up_again(closed, as_user, monkeypatch):
	waiting = []
	with as_user(closed.user):
		make.identity(closed.case)
		steps.file_case(closed.case.name)
	monkeypatch.setattr(volumes.jobs, "enqueue_once", lambda method, record, **values: waiting.append(record))
	volumes.seal_unfinished()
	assert completeness.file_of(closed.case.name).name in waiting


def test_a_return_visit_planned_before_filing_is_recorded_later_and_follows_as_a_supplement(closed, as_user):
	with as_user(closed.user):
		make.identity(closed.case)
		case = steps.file_case(closed.case.name)
		sealed_pages(case)
		planned = frappe.get_all("Return Visit", {"dispute_case": case.name}, pluck="name", order_by="due_on")
		visit = frappe.get_doc("Return Visit", planned[0])
		visit.update(
			{
				"visit_status": "Visit Done",
				"visited_on": nowdate(),
				"visited_party": "王建国",
				**{
					field: first_option("Return Visit", field)
					for field in ("way", "performance", "satisfaction")
				},
			}
		)
		visit.save()
		sealed_pages(case)
		file = completeness.file_of(case.name)
		assert [line["slot"] for line in frappe.parse_json(file.volumes[1].contents)] == [slots.VISITS]
		visit.reload()
		visit.opinion = "事后改写"
		with pytest.raises(frappe.ValidationError):
			visit.save()

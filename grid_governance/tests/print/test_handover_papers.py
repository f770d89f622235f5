"""The letter of a handover with its answer slip and the window's referral slip, read back; blank ones too."""

import io
import re

import frappe
import pytest
from pypdf import PdfReader

from grid_governance.api import papers as api
from grid_governance.api import reception as window
from grid_governance.cases import owner
from grid_governance.cases.handover import acts
from grid_governance.tests.factories import cases, core, handovers


def read(call, *args) -> tuple[str, int]:
	call(*args)
	pdf = PdfReader(io.BytesIO(frappe.local.response.filecontent))
	text = "".join(page.extract_text() for page in pdf.pages)
	return re.sub(r"\s+", "", text), len(pdf.pages)


def letter(hop) -> str:
	text, _pages = read(api.download_pdf, "Case Handover", hop.name, "Handover Letter")
	assert "{{" not in text and "None" not in text
	return text


@pytest.mark.parametrize(("kind", "title"), [(owner.REPORT_UP, "上报函"), (owner.ASSISTANCE, "请求协办函")])
def test_the_letter_says_who_asks_whom_for_what_with_its_answer_slip(world, as_user, kind, title):
	with as_user(world.user("Grid Head", "A")):
		case = cases.make_case()
		hop = handovers.send(case, kind=kind, asked="请<b>核查</b>欠薪")
		text = letter(hop)
	street = frappe.db.get_value("Grid Unit", core.STREET, "unit_name")
	for words in (
		title,
		street,
		"王建国/宏达建筑有限公司",
		"劳动",
		"支付拖欠工资50000元",
		"请<b>核查</b>欠薪",
		"回执",
	):
		assert words in text, words
	with as_user(world.user("Dispatcher", "street")):
		acts.sign(hop.name)
		acts.handle(hop.name, "公司已付清")
		acts.feed_back(hop.name, "公司已付清", "工资已到账", "Told By Phone")
		text = letter(hop)
	assert "公司已付清" in text and "工资已到账（电话告知" in text
	with as_user(world.user("Grid Head", "B")), pytest.raises(frappe.PermissionError):
		letter(hop)


def test_the_letter_says_why_it_was_handed_back_and_what_the_centre_decided(world, as_user):
	village, town = world.user("Grid Head", "A"), world.user("Dispatcher", "street")
	with as_user(village):
		case = cases.make_case()
	for reason in ("材料不全", "属村级职责"):
		with as_user(village):
			hop = handovers.send(case)
		with as_user(town):
			acts.hand_back(hop.name, reason)
			text = letter(hop)
			assert "退回理由" in text and reason in text and "中心裁定意见" not in text
	with as_user(town):
		text = letter(handovers.send(case, decision="属街道事权，由街道承办"))
	assert "中心裁定意见属街道事权，由街道承办" in text and "退回理由" not in text


def test_the_referral_slip_goes_along_with_the_visitor(world, as_user):
	centre = frappe.get_doc(
		doctype="Governance Centre", centre_name="集里街道综治中心", grid_unit=core.STREET, number_mark="转"
	).insert(ignore_permissions=True)
	with as_user(world.user("Reception Clerk", "street")):
		name = window.receive(centre.name, "周桂英", "请求法律援助", "13900000009")["name"]
		window.refer(name, "Referred To Legal Aid", "浏阳市法律援助中心", "请携带身份证")
		text, pages = read(api.download_pdf, "Reception", name, "Referral Slip")
	for words in (
		"转介单",
		"浏阳市法律援助中心：",
		"周桂英",
		"请求法律援助",
		"请携带身份证",
		"集里街道综治中心",
		"回执",
	):
		assert words in text, words
	assert pages <= 2 and "None" not in text


@pytest.mark.parametrize("paper", ["Handover Letter", "Referral Slip"])
def test_blank_papers_have_their_labels(world, as_user, paper):
	text, _pages = read(api.blank_form, paper)
	assert "回执" in text and "None" not in text and "{{" not in text

"""An invited outsider reads the one case, only while he is invited, and changes nothing; a neighbour reads nothing.

Village A has two cases in mediation; the legal adviser of village B is invited to the first.
"""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import aftercare, mediation
from grid_governance.cases import steps
from grid_governance.cases.mediation import invitations
from grid_governance.tests.factories import cases


@pytest.fixture
def file(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	outsider = world.user("Legal Adviser", "B")
	with as_user(user):
		first, other = (
			cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body) for _ in range(2)
		)
		session = steps.record_session(first.name, "双方陈述", rights_told=1)
		agreement = cases.in_force(first)
		confirmation = aftercare.prepare_confirmation(agreement.name, "浏阳市人民法院")["name"]
		invitation = frappe.get_doc(
			doctype="Case Invitation",
			dispute_case=first.name,
			invited_name="外聘律师",
			invited_as="Lawyer",
			login=outsider,
			until=add_days(nowdate(), 3),
			parties_agree=1,
		).insert()
	return frappe._dict(
		user=user,
		outsider=outsider,
		invitation=invitation.name,
		case=first.name,
		other=other.name,
		session=session.name,
		agreement=agreement.name,
		term=agreement.terms[0].name,
		confirmation=confirmation,
	)


def readable(doctype, name):
	return bool(frappe.has_permission(doctype, "read", doc=name)) and name in frappe.get_list(
		doctype, pluck="name"
	)


def test_the_invited_outsider_reads_this_case_and_no_other(file, as_user):
	with as_user(file.outsider):
		for doctype, name in (
			("Dispute Case", file.case),
			("Mediation Session", file.session),
			("Mediation Agreement", file.agreement),
		):
			assert readable(doctype, name), doctype
		assert not readable("Dispute Case", file.other)
		assert frappe.get_list("Dispute Case", pluck="name") == [file.case]
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Dispute Case", file.other).check_permission("read")


def test_he_changes_nothing_in_it(file, as_user):
	calls = (
		lambda: mediation.urge(file.agreement, file.term),
		lambda: mediation.plan_session(file.case, f"{add_days(nowdate(), 1)} 09:00:00"),
		lambda: mediation.send_message_about_term(file.agreement, file.term),
		lambda: mediation.end_invitation(file.invitation),
		lambda: aftercare.prepare_confirmation(file.agreement, "x"),
		lambda: aftercare.apply_for_confirmation(file.confirmation),
		lambda: steps.record_session(file.case, "越权"),
		lambda: frappe.get_doc("Dispute Case", file.case).save(),
	)
	with as_user(file.outsider):
		for number, call in enumerate(calls):
			with pytest.raises(frappe.PermissionError):
				call()
				pytest.fail(f"call {number} went through")
	with as_user(file.user):
		assert mediation.urge(file.agreement, file.term)


def test_what_is_written_while_he_is_invited_is_his_to_read_too(file, as_user):
	with as_user(file.user):
		later = steps.record_session(file.case, "第二次调解")
	with as_user(file.outsider):
		assert readable("Mediation Session", later.name)


@pytest.mark.parametrize("how", ["by hand", "by its last day", "by the end of the case"])
def test_after_the_invitation_the_case_is_closed_to_him(file, as_user, how):
	with as_user(file.user):
		if how == "by hand":
			mediation.end_invitation(file.invitation)
		elif how == "by the end of the case":
			steps.close_case(file.case, "Claim Given Up", "甲方放弃")
	if how == "by its last day":
		frappe.db.set_value("Case Invitation", file.invitation, "until", add_days(nowdate(), -1))
		invitations.end_due()
	assert not frappe.db.count("DocShare", {"user": file.outsider})
	with as_user(file.outsider):
		for doctype, name in (("Dispute Case", file.case), ("Mediation Session", file.session)):
			assert not readable(doctype, name)
	with as_user(file.user):
		assert readable("Dispute Case", file.case)


def test_a_share_for_another_reason_outlives_the_invitation(file, as_user):
	with as_user(file.user):
		mediation.end_invitation(file.invitation)
	frappe.share.add_docshare(
		"Dispute Case", file.case, file.outsider, read=1, flags={"ignore_share_permission": True}
	)
	with as_user(file.user):
		again = frappe.copy_doc(frappe.get_doc("Case Invitation", file.invitation))
		again.insert()
		mediation.end_invitation(again.name)
	assert frappe.db.exists("DocShare", {"user": file.outsider, "share_name": file.case})


def test_who_is_invited_cannot_lengthen_or_write_an_invitation(file, as_user):
	with as_user(file.outsider):
		doc = frappe.get_doc("Case Invitation", file.invitation)
		doc.until = add_days(nowdate(), 300)
		with pytest.raises(frappe.PermissionError):
			doc.save()
		with pytest.raises(frappe.PermissionError):
			frappe.copy_doc(doc).insert()


def test_the_shares_of_an_invitation_are_the_codes_own(file, world, as_user):
	"""Names typed into the hidden field would be removed at its end."""
	foreign = frappe.share.add_docshare(
		"Dispute Case", file.other, world.user("Leader", "B"), read=1, flags={"ignore_share_permission": True}
	)
	with as_user(file.user):
		doc = frappe.get_doc("Case Invitation", file.invitation)
		doc.update({"shares": f'["{foreign.name}"]', "status": "Invitation Over", "task": "提供法律意见"})
		doc.save()
		assert doc.status == "Invitation In Force"
		mediation.end_invitation(file.invitation)
	assert frappe.db.exists("DocShare", foreign.name)


def test_the_neighbour_gets_nothing_by_the_new_calls(file, world, as_user):
	with as_user(file.user):
		steps.close_case(file.case, "Claim Given Up", "甲方放弃")
	visit = frappe.get_all("Return Visit", {"dispute_case": file.case}, pluck="name")[0]
	calls = (
		lambda: mediation.offered_phrases(file.case, ["Facts"]),
		lambda: mediation.planned_session(file.case),
		lambda: mediation.open_terms(file.agreement),
		lambda: mediation.message_about_term(file.agreement, file.term),
		lambda: mediation.urge(file.agreement, file.term),
		lambda: aftercare.decide_confirmation(
			file.confirmation, "Confirmed By The Court", document_number="x"
		),
		lambda: aftercare.visit_form(visit),
		lambda: aftercare.record_visit(visit, "Satisfied"),
		lambda: aftercare.open_recurrence(visit, "x"),
	)
	with as_user(world.user("Mediator", "B")):
		for call in calls:
			with pytest.raises(frappe.PermissionError):
				call()
		assert not aftercare.visits_due(add_days(nowdate(), 400))
		assert not mediation.session_events("Mediation Session", "2000-01-01", "2100-01-01")
	with as_user(file.user):
		assert len(aftercare.visits_due(add_days(nowdate(), 400))) == 3


def test_a_visit_planted_on_a_neighbours_case_is_refused(file, world, as_user):
	with as_user(file.user):
		steps.close_case(file.case, "Claim Given Up", "甲方放弃")
	row = {
		"doctype": "Return Visit",
		"dispute_case": file.case,
		"grid_unit": world.village_b,
		"satisfaction": "Satisfied",
	}
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(row).insert()
	with as_user(file.user):
		visit = frappe.get_doc({**row, "grid_unit": world.village_a, "visit_status": "Visit Due"}).insert()
	assert (visit.grid_unit, visit.visit_status) == (world.grid_a1, "Visit Done"), "no plans by hand"

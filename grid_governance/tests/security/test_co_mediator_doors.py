"""A co-mediator does on the one case what its mediator may do; on others, and before and after, nothing.

Two mediators of village A work on what is handed to them (scope Assigned, no body on their posts).
"""

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.cases import steps
from grid_governance.tests.factories import cases, core

DOCTYPES = ("Dispute Case", "Mediation Session", "Mediation Agreement", "Term Performance")


@pytest.fixture
def file(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	second = core.make_worker(
		"Professional Mediator", world.village_a, email="second@gg.test", scope="Assigned"
	)
	with as_user(user):
		rows = []
		for _n in range(2):
			case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
			session = steps.record_session(case.name, "双方陈述", rights_told=1)
			agreement = cases.in_force(case)
			done = steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 100)
			rows.append(
				dict(zip(DOCTYPES, (case.name, session.name, agreement.name, done.name), strict=True))
			)
	worker = frappe.db.get_value("Grid Worker", {"user": second})
	return frappe._dict(user=user, second=second, worker=worker, mine=rows[0], other=rows[1])


def seen(doctype):
	return set(frappe.get_list(doctype, pluck="name"))


def join(file, *workers):
	case = frappe.get_doc("Dispute Case", file.mine["Dispute Case"])
	case.set("co_mediators", [{"mediator": worker} for worker in workers])
	case.save()


def test_who_has_not_joined_finds_nothing(file, as_user):
	with as_user(file.second):
		for doctype in DOCTYPES:
			assert not seen(doctype)
			assert not frappe.has_permission(doctype, "read", doc=file.mine[doctype])
		with pytest.raises(frappe.PermissionError):
			steps.record_session(file.mine["Dispute Case"], "越权")


def test_who_joins_reads_and_records_on_this_case_only(file, as_user):
	with as_user(file.user):
		join(file, file.worker)
	with as_user(file.second):
		for doctype in DOCTYPES:
			assert seen(doctype) == {file.mine[doctype]}, doctype
			assert frappe.has_permission(doctype, "read", doc=file.mine[doctype])
			assert not frappe.has_permission(doctype, "read", doc=file.other[doctype])
		session = steps.record_session(file.mine["Dispute Case"], "单独谈话", session_form="Separate Talks")
		assert session.case_mediator != file.worker
		with pytest.raises(frappe.PermissionError):
			steps.record_session(file.other["Dispute Case"], "越权")
		row = frappe.get_all("Agreement Term", {"parent": file.mine["Mediation Agreement"]}, pluck="name")[0]
		assert steps.record_performance(file.mine["Mediation Agreement"], row, nowdate(), 100)


def test_who_leaves_finds_nothing_again(file, as_user):
	with as_user(file.user):
		join(file, file.worker)
		join(file)
	with as_user(file.second):
		for doctype in DOCTYPES:
			assert not seen(doctype)
			assert not frappe.has_permission(doctype, "write", doc=file.mine[doctype])


def test_nobody_joins_a_case_by_himself(file, world, as_user):
	"""Neither by the form, nor by naming the case in a row of his own, nor from another village."""
	with as_user(file.second):
		with pytest.raises(frappe.PermissionError):
			join(file, file.worker)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(
				doctype="Case Co-Mediator",
				parent=file.mine["Dispute Case"],
				parenttype="Dispute Case",
				parentfield="co_mediators",
				mediator=file.worker,
			).insert()
	away = world.user("Mediator", "B", scope="Assigned")
	with as_user(file.user):
		join(file, world.worker("Mediator", "B"))
	with as_user(away):
		for doctype in DOCTYPES:
			assert not seen(doctype), "the post reaches village B only"
			assert not frappe.has_permission(doctype, "read", doc=file.mine[doctype])

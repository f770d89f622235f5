"""A Webhook of the platform hears of every stage of a case, whoever brought it there.

It tells *which* case changed: the platform calls once a request, with the record as it was at the first change in it.
The receiver asks for the case (docs/api.md).
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.cases import stages, steps
from grid_governance.tests.factories import cases
from grid_governance.workflows.move import move


@pytest.fixture
def heard(world, monkeypatch) -> list[str]:
	"""The case of every call that the webhook would make; cases are made before it is switched on."""
	found = []

	def enqueue(method, *args, **kwargs):
		if str(method).endswith("enqueue_webhook"):
			found.append(kwargs["doc"].name)

	monkeypatch.setattr(frappe, "enqueue", enqueue)
	yield found
	frappe.flags.webhooks = frappe.flags.webhooks_executed = None
	frappe.cache.delete_value("webhooks")


def switch_on(event: str = "on_change", condition: str = "") -> None:
	frappe.get_doc(
		doctype="Webhook",
		name="Stages Of Cases",
		webhook_doctype="Dispute Case",
		webhook_docevent=event,
		condition=condition,
		request_url="http://127.0.0.1:9/stages",
		request_method="POST",
		request_structure="JSON",
		webhook_json='{"case": "{{ doc.name }}"}',
		enabled=1,
		timeout=5,
	).insert(ignore_permissions=True)
	frappe.flags.webhooks = frappe.flags.webhooks_executed = None
	frappe.cache.delete_value("webhooks")


def test_a_step_that_a_person_takes_is_told(heard, world, as_user):
	case = cases.make_case()
	switch_on()
	with as_user(world.user("Dispatcher")):
		steps.end_case(case.name, "Do Not Take On", "不属于人民调解受理范围")
	assert heard == [case.name]


def test_a_step_that_the_code_takes_is_told(heard):
	case = cases.make_case()
	frappe.db.set_value("Dispute Case", case.name, "settlement", "当场和好。")
	switch_on()
	move(frappe.get_doc("Dispute Case", case.name), stages.ON_THE_SPOT)
	assert heard == [case.name]


def test_a_condition_tells_of_chosen_stages_only(heard):
	case = cases.make_case()
	switch_on(condition='doc.stage == "Case Closed"')
	frappe.db.set_value("Dispute Case", case.name, "settlement", "当场和好。")
	move(frappe.get_doc("Dispute Case", case.name), stages.ON_THE_SPOT)
	assert heard == []

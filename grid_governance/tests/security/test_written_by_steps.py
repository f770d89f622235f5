"""Numbers, days and answers that steps record: no form and no request writes them, whoever may write the record."""

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.api import reception as window
from grid_governance.api import supervision
from grid_governance.grid_governance.doctype.dispute_case.dispute_case import BY_STEPS
from grid_governance.grid_governance.doctype.reception.reception import LATER
from grid_governance.tests.factories import cases
from grid_governance.tests.integration import supervision_scenes as scenes
from grid_governance.tests.security import knock

FORGED = {
	"file_number": "（2026）甲社人调字第999号",
	"file_year": 2019,
	"file_sequence": 999,
	"source_reply": "已答复",
	"routing_note": "x",
	"taken_on": "2020-02-02",
	"closed_on": "2020-02-02",
	"filed_on": "2020-02-02",
	"source_replied_at": "2020-02-02 02:02:02",
	"registered_on": "2020-02-02 02:02:02",
	"raised_on": "2020-02-02",
}


def _stored(case: str) -> dict:
	return frappe.db.get_value("Dispute Case", case, [*BY_STEPS, "registered_on", "raised_on"], as_dict=True)


def test_number_and_days_of_a_case_are_not_sent_along(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.make_case()
		for step in ("registered", "taken on"):
			before = _stored(case.name)
			knock.rest("PUT", "Dispute Case", case.name, **FORGED, claims=f"请求{step}")
			assert _stored(case.name) == before, step
			assert frappe.db.get_value("Dispute Case", case.name, "claims") == f"请求{step}"
			if step == "registered":
				case = cases.taken_on(
					frappe.get_doc("Dispute Case", case.name), world.worker("Mediator", "A"), body
				)
		assert _stored(case.name).file_number and str(_stored(case.name).taken_on) == nowdate()


def test_a_new_case_brings_no_number_and_no_holder_along(world, as_user):
	with as_user(world.user("Mediator", "A")):
		values = cases.make_case().as_dict()
		sent = {
			key: values[key]
			for key in ("category", "grid_unit", "facts", "claims", "difficulty", "event_date")
		}
		parties = [
			{"side": row.side, "kind": row.kind, "party_name": row.party_name} for row in values.parties
		]
		forged = {key: value for key, value in FORGED.items() if key != "registered_on"}
		doc = frappe.get_doc({"doctype": "Dispute Case", **sent, **forged, "parties": parties}).insert()
	assert not any(_stored(doc.name)[column] for column in (*BY_STEPS, "raised_on"))


def test_a_visit_is_not_registered_with_its_answer(world, as_user):
	user = world.user("Reception Clerk", "A")
	with as_user(user):
		centre = frappe.get_doc(
			doctype="Governance Centre",
			centre_name="甲村综治中心",
			grid_unit=world.village_a,
			status="Centre Open",
		).insert(ignore_permissions=True)
		visit = {
			"centre": centre.name,
			"grid_unit": world.village_a,
			"visitor_name": "张三",
			"matter": "邻里噪音",
			"way": "Personal Visit",
		}
		forged = {
			"dealt_on": "2026-02-02 02:02:02",
			"dealt_by": "Administrator",
			"answer": "已答复",
			"came_of_it": "已办结",
			"told_way": "Told In Writing",
			"told_at": "2026-02-02 02:02:02",
		}
		doc = frappe.get_doc({"doctype": "Reception", **visit, "people_count": 1, **forged}).insert()
		stored = frappe.db.get_value("Reception", doc.name, LATER, as_dict=True)
		assert not any(stored.values())
		assert window.answer(doc.name, "已当场答复")["outcome"] != "Being Received"


def test_the_result_of_a_charge_is_not_written_by_hand(world, as_user):
	town = scenes.town(world, as_user)
	with as_user(town.supervisor):
		charge = scenes.make_charge(town)
		knock.rest("PUT", "Leader In Charge", charge.name, result="已化解", ended_on="2020-02-02")
		assert not any(frappe.db.get_value("Leader In Charge", charge.name, ["result", "ended_on"]))
		supervision.end_charge(charge.name, "已化解")
	assert str(frappe.db.get_value("Leader In Charge", charge.name, "ended_on")) == nowdate()


def test_a_case_is_not_put_upon_the_neighbour_by_writing_its_unit_into_it(world, as_user):
	with as_user(world.user("Mediator", "A")):
		case = cases.make_case()
		with pytest.raises(frappe.ValidationError, match="Send the case there"):
			knock.rest("PUT", "Dispute Case", case.name, handling_unit=world.village_b)
		assert frappe.db.get_value("Dispute Case", case.name, "handling_unit") == world.village_a
		knock.rest("PUT", "Dispute Case", case.name, handling_unit=world.street)
		assert frappe.db.get_value("Dispute Case", case.name, "handling_unit") == world.street

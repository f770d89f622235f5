"""Cloud mediation over HTTP: two people far apart settle by video, and the court confirms in time.

Every step is a request of its login against the running server; what the database holds is read afterwards.
"""

from __future__ import annotations

import frappe
import pytest
import requests
from frappe.utils import add_days, add_to_date, now_datetime, nowdate

from grid_governance.cases.mediation import confirmation
from grid_governance.tests.ui.town import PASSWORD


class Login:
	"""One login's session: call(path, **arguments) returns the message, refused(…) the status."""

	def __init__(self, url: str, email: str):
		self.url, self.session = url, requests.Session()
		answer = self.session.post(
			f"{url}/api/method/login", data={"usr": email, "pwd": PASSWORD}, timeout=60
		)
		assert answer.ok, answer.text
		me = self.session.get(f"{url}/app", timeout=60).text
		self.token = me.split('csrf_token = "')[1].split('"')[0] if 'csrf_token = "' in me else None

	def _post(self, path: str, arguments: dict) -> requests.Response:
		headers = {
			"Accept": "application/json",
			**({"X-Frappe-CSRF-Token": self.token} if self.token else {}),
		}
		return self.session.post(f"{self.url}/api/method/{path}", json=arguments, headers=headers, timeout=60)

	def call(self, path: str, **arguments):
		answer = self._post(f"grid_governance.api.{path}", arguments)
		assert answer.ok, answer.text[-800:]
		return answer.json().get("message")

	def refused(self, path: str, **arguments) -> int:
		return self._post(f"grid_governance.api.{path}", arguments).status_code

	def action(self, case: str, action: str, **values) -> dict:
		doc = self.session.get(f"{self.url}/api/resource/Dispute Case/{case}", timeout=60).json()["data"]
		return self._post(
			"frappe.model.workflow.apply_workflow", {"doc": {**doc, **values}, "action": action}
		)


@pytest.fixture
def logins(url, town):
	committee = town.committee()
	officer = town.user("Grid Officer", town.grid_a1)
	neighbour = town.user("Mediator", "B")
	town.commit()
	return frappe._dict(
		body=committee.body,
		worker=committee.mediator,
		mediator=Login(url, committee.user),
		officer=Login(url, officer),
		neighbour=Login(url, neighbour),
	)


def test_a_loan_is_settled_by_video_and_confirmed_by_the_court_in_time(logins, town):
	desk = logins.mediator
	case = logins.officer.call(
		"cases.file_dispute",
		category="Contract Dispute",
		grid_unit=town.grid_a1,
		facts="乙方在外地务工，借款到期未还。",
		claims="归还借款12000元",
		amount=12000,
		parties=[
			{"side": "Party A", "kind": "Person", "party_name": "周明", "contact": "13900000001"},
			{
				"side": "Party B",
				"kind": "Person",
				"party_name": "吴刚",
				"contact": "13900000002",
				"consent": "Agrees To Mediation",
				"consent_way": "By Message",
			},
		],
	)["name"]
	taken = desk._post(
		"frappe.client.set_value",
		{
			"doctype": "Dispute Case",
			"name": case,
			"fieldname": {"mediation_body": logins.body, "mediator": logins.worker},
		},
	)
	assert taken.ok, taken.text[-500:]
	taken = desk.action(case, "Take On")
	assert taken.ok, taken.text[-500:]

	# planned as a video meeting, then held: the plan becomes the record
	tomorrow = str(add_to_date(now_datetime(), days=1))[:19]
	plan = desk.call(
		"mediation.plan_session",
		dispute_case=case,
		starts_on=tomorrow,
		session_form="By Video",
		venue="云调解室 meeting 8862",
	)
	assert logins.neighbour.refused("mediation.planned_session", dispute_case=case) == 403
	events = desk.call(
		"mediation.session_events", doctype="Mediation Session", start=nowdate(), end=add_days(nowdate(), 3)
	)
	assert plan in [event["name"] for event in events]
	opening = desk.call("mediation.offered_phrases", dispute_case=case, used_for=["Opening Words"])["phrases"]
	video = next(phrase for phrase in opening if "视频" in phrase["title"])
	held = desk.session.put(
		f"{desk.url}/api/resource/Mediation Session/{plan}",
		json={
			"session_status": "Held",
			"starts_on": str(now_datetime())[:19],
			"record": video["text"],
			"rights_told": 1,
		},
		headers={"X-Frappe-CSRF-Token": desk.token or ""},
		timeout=60,
	)
	assert held.ok, held.text[-500:]

	# the agreement in two instalments from the phrase, signed on one day
	parts = desk.call("cases.split_into_instalments", total=12000, count=2, first_due=add_days(nowdate(), 20))
	phrase = next(
		row
		for row in desk.call("mediation.offered_phrases", dispute_case=case, used_for=["Terms"])["phrases"]
		if row["title"] == "归还欠款"
	)
	agreement = desk.call(
		"cases.draw_up_agreement",
		dispute_case=case,
		terms=[{"content": phrase["template"], "obligor": "Party B", **part} for part in parts],
	)
	in_force = desk.call("cases.put_into_effect", agreement=agreement, signed_on=nowdate())
	assert in_force["status"] == "In Force"

	# one side alone is refused; with consent it is handed in within the thirty days and confirmed
	asked = desk.call(
		"aftercare.prepare_confirmation",
		agreement=agreement,
		court="西宁市城北区人民法院",
		applied_by="Party A With The Consent Of Party B",
		consent_note="视频中当面同意",
	)
	assert desk.refused("aftercare.apply_for_confirmation", name=asked["name"]) == 417
	assert logins.neighbour.refused("aftercare.apply_for_confirmation", name=asked["name"]) == 403
	handed_in = desk.call("aftercare.apply_for_confirmation", name=asked["name"], consent_given=1)
	assert handed_in["status"] == "Applied To The Court" and not handed_in["late"]
	confirmed = desk.call(
		"aftercare.decide_confirmation",
		name=asked["name"],
		status="Confirmed By The Court",
		document_number="（2026）青0105民特3号",
	)
	assert confirmed["enforceable"]

	town.fresh()
	doc = frappe.get_doc("Mediation Agreement", agreement)
	assert [row.content for row in doc.terms] and "6,000元（大写：陆仟元整）" in doc.terms[0].content
	assert doc.terms[0].due_date != doc.terms[1].due_date and "{" not in doc.terms[1].content
	assert doc.confirmation_last_day == confirmation.last_day(doc.effective_date)
	assert frappe.db.get_value("Dispute Case", case, "stage") == "Agreement Reached"
	session = frappe.get_doc("Mediation Session", plan)
	assert (session.session_status, session.session_form) == ("Held", "By Video") and "周明" in session.record
	assert frappe.db.get_value("Case Clock", {"reference_name": asked["name"]}, "clock_state") == "Met"

	# paid, closed, and the visits stand in the officer's list
	for row in doc.terms:
		desk.call(
			"cases.record_performance",
			agreement=agreement,
			term=row.name,
			performed_on=nowdate(),
			amount=row.amount,
		)
	closed = desk.action(case, "Close Case")
	assert closed.ok, closed.text[-500:]
	due = logins.officer.call("aftercare.visits_due", until=add_days(nowdate(), 100))
	due = [row for row in due if row["dispute_case"] == case]  # other stories of the town have their own
	assert len(due) == 3
	done = logins.officer.call("aftercare.record_visit", name=due[0]["name"], satisfaction="Very Satisfied")
	assert done == {"visit_status": "Visit Done", "performance": "Fully Performed"}

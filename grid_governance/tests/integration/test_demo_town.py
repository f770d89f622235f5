"""The demo town is made by the real rules: what it shows is what its stories tell, and a second run adds nothing."""

from __future__ import annotations

from collections import Counter

import frappe
import pytest

from grid_governance.demo import build, disputes, handed_on, month_end, places, window
from grid_governance.points.ledger import verify
from grid_governance.portal import signing_in

SMALL = {"VILLAGE_HOUSEHOLDS": 60, "VILLAGE_PEOPLE": 200, "VILLAGE_MICRO_GRIDS": 4}


@pytest.fixture
def accounts(savepoint, monkeypatch):
	"""The town with few households, in the test's own transaction; returns what `demo-town` prints."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	for figure, value in SMALL.items():
		monkeypatch.setattr(places, figure, value)
	return build.run("village")


def test_the_town_shows_each_of_its_stories_and_is_not_made_twice(accounts, capsys):
	assert frappe.db.count("Household", {"grid_unit": ["like", f"{places.VILLAGE}%"]}) == 60
	logins = {row["user"].split("@")[0]: row for row in accounts}
	assert {"gridhead", "reception", "dispatcher", "mediator", "supervisor", "leader"} <= logins.keys()
	assert all(row["password"] and row["unit"] for row in accounts)
	assert signing_in.known(accounts[-1]["user"]), "the last one is a resident, with the phone for the portal"
	_wages()
	_court()
	_filed()
	_handed_on()
	_month_end()
	assert frappe.db.count("Reception", {"centre": ["is", "set"]}) >= len(window.VISITORS)
	assert not verify.verify().findings
	before = _everything()
	build.run("village")
	assert _everything() == before
	assert "没有任何改动" in capsys.readouterr().out


def _case(facts: str):
	return frappe.get_doc("Dispute Case", {"facts": facts})


def _wages() -> None:
	"""50,000 owed, 20,000 paid the next day, 30,000 still open."""
	case = _case(disputes.WAGES)
	agreement = frappe.get_doc("Mediation Agreement", {"dispute_case": case.name})
	assert [(row.amount, row.stage) for row in agreement.terms] == [
		(20_000, "Performed"),
		(30_000, "Not Due"),
	]
	assert frappe.get_all("Term Performance", {"dispute_case": case.name}, pluck="amount") == [20_000]
	assert (
		frappe.db.get_value("Judicial Confirmation", {"dispute_case": case.name}, "status")
		== "Applied To The Court"
	)


def _court() -> None:
	"""Confirmed inside thirty days, performed, closed, visited and rated."""
	asked = frappe.get_doc("Judicial Confirmation", {"status": "Confirmed By The Court"})
	assert asked.applied_on <= asked.last_day
	assert frappe.db.get_value("Dispute Case", asked.dispute_case, "stage") == "Case Closed"
	assert frappe.db.exists("Case Rating", {"dispute_case": asked.dispute_case, "satisfaction": "Satisfied"})


def _filed() -> None:
	case = frappe.get_doc("Dispute Case", {"stage": "Filed", "way_of_settlement": "People's Mediation"})
	with pytest.raises(frappe.ValidationError):
		case.update({"claims": "另一项请求"}).save()


def _handed_on() -> None:
	"""Up, to the department and back; signed by nobody in time; with the department, listed."""
	hops = [
		frappe.get_all(
			"Case Handover", {"dispute_case": _case(facts).name}, pluck="stage", order_by="hop_number"
		)
		for facts in (handed_on.BANK, handed_on.WORKSHOP, handed_on.LAND_MONEY)
	]
	assert hops[:2] == [["Struck Off", "Struck Off"], ["Deemed Signed"]]
	assert hops[2][0] == "In Hand"
	listed = {"dispute_case": _case(handed_on.LAND_MONEY).name, "kind": "List For Supervision"}
	assert frappe.db.exists("Supervision Order", listed)
	assert {"Running", "Met", "Breached"} <= set(frappe.get_all("Case Clock", pluck="clock_state"))


def _month_end() -> None:
	quarrels = {"facts": ["in", [row[3] for row in month_end.ROWS]]}
	stages = Counter(frappe.get_all("Dispute Case", quarrels, pluck="stage"))
	assert stages == {"Settled On The Spot": 4, "Filed": 3}  # last week's list; last quarter's, bound
	assert frappe.db.count("Quarterly Case File") == 1
	assert frappe.db.get_value("Monthly Return", {"grid_unit": places.VILLAGE}, "handed_in_on")


def _everything() -> dict[str, int]:
	"""How many rows each of the app's tables has."""
	tables = {"module": "Grid Governance", "issingle": 0, "is_virtual": 0}
	return {name: frappe.db.count(name) for name in frappe.get_all("DocType", tables, pluck="name")}

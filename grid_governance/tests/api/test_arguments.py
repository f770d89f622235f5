"""An integrator who leaves out an argument, or sends words for a number, reads which one it is."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import set_request

from grid_governance.api import arguments, cases

FILE = "grid_governance.api.cases.file_dispute"
WHOLE = {"category": "Neighbour Dispute", "grid_unit": "1", "facts": "x", "parties": "[]"}


def sent(path: str, form: dict) -> None:
	set_request(method="POST", path=f"/api/method/{path}")
	frappe.local.form_dict = frappe._dict(form)
	arguments.check_request()


def test_a_missing_argument_is_named():
	with pytest.raises(frappe.ValidationError, match="parties"):
		sent(FILE, {name: value for name, value in WHOLE.items() if name != "parties"})


@pytest.mark.parametrize("amount", ["abc", "1,200", ["1"], {"a": 1}])
def test_what_is_no_number_is_refused(amount):
	with pytest.raises(frappe.ValidationError, match="amount"):
		sent(FILE, {**WHOLE, "amount": amount})


@pytest.mark.parametrize("amount", [None, "", 12, 12.5, "12.5", "-1"])
def test_what_is_a_number_or_left_open_comes_through(amount):
	sent(FILE, {**WHOLE, "amount": amount})


def test_a_tick_of_the_browser_is_a_number_and_functions_of_others_are_left_alone():
	sent(FILE, {**WHOLE, "may_escalate": "true"})
	sent("frappe.client.get_count", {})
	sent("grid_governance.api.cases.no_such_function", {})


@pytest.mark.parametrize("parties", ["abc", '{"side": "Party A"}', '["a"]', [1]])
def test_a_list_of_rows_is_asked_for_and_nothing_is_written(parties, world, as_user):
	before = frappe.db.count("Dispute Case")
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.ValidationError, match="parties"):
		cases.file_dispute("Neighbour Dispute", world.grid_a1, "x", parties)
	assert frappe.db.count("Dispute Case") == before


@pytest.mark.parametrize("value", [["like", "%"], {"stage": "Registered"}])
def test_a_name_that_came_as_a_filter_is_refused(value):
	with pytest.raises(frappe.ValidationError, match="name"):
		sent("grid_governance.api.cases.get_case", {"name": value})


def test_a_text_that_came_as_a_number_is_a_text():
	sent("grid_governance.api.portal.sign_in", {"phone": 13800000000, "code": 12345})
	assert frappe.local.form_dict == {"phone": "13800000000", "code": "12345"}

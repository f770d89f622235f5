"""Two dispatchers at the same moment, in real processes: one sends, the other hears why not; one owner remains."""

from __future__ import annotations

import frappe
import pytest

from grid_governance.cases import owner
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.processes import results, spawn

SEND = """
import time
from grid_governance.cases.handover import acts
from grid_governance.cases.handover.chain import HandoverError
from grid_governance.cases.owner import Holder
case, unit, user = sys.argv[2:5]
frappe.set_user(user)
frappe.db.get_value("Dispute Case", case, "stage")  # an old snapshot, as a request has
try:
	acts.send(case, "Assign Down", Holder(unit), "请办理")
	time.sleep(0.3)
	frappe.db.commit()
	print("sent")
except HandoverError as error:
	frappe.db.rollback()
	print("refused:", error)
"""
SIGN = """
from grid_governance.cases.handover import acts
from grid_governance.cases.handover.chain import HandoverError
hop, user, act = sys.argv[2:5]
frappe.set_user(user)
try:
	getattr(acts, act)(hop)
	frappe.db.commit()
	print("done")
except HandoverError as error:
	frappe.db.rollback()
	print("refused:", error)
"""
MADE = ("Dispute Case", "Case Handover", "Case Clock", "Grid Worker", "User", "Grid Unit", "DocShare")


@pytest.fixture
def town(site):
	"""A case at the street with two dispatchers, committed and taken away again."""
	before = {doctype: set(frappe.get_all(doctype, pluck="name")) for doctype in MADE}
	core.make_world()
	dispatchers = [
		core.make_worker("Dispatcher", core.STREET, email=f"dispatcher{n}@gg.test") for n in range(2)
	]
	village = core.make_worker("Grid Head", core.VILLAGE_A, email="head.a@gg.test")
	case = cases.make_case()
	case.db_set("handling_unit", core.STREET)
	frappe.db.commit()
	yield frappe._dict(case=case.name, dispatchers=dispatchers, village=village)
	frappe.db.rollback()
	for doctype in MADE:
		new = list(set(frappe.get_all(doctype, pluck="name")) - before[doctype]) or [""]
		if doctype in ("Dispute Case", "Case Handover", "Case Clock"):
			frappe.db.delete("Comment", {"reference_name": ["in", new]})
			frappe.db.delete("Version", {"docname": ["in", new]})
			frappe.db.delete("Notification Log", {"document_name": ["in", new]})
		for child in ("Case Party", "Grid Post", "Has Role"):
			frappe.db.delete(child, {"parent": ["in", new]})
		frappe.db.delete(doctype, {"name": ["in", new]})
	frappe.db.commit()


def test_two_dispatchers_send_at_once_and_one_of_them_is_told(town):
	goals = (core.VILLAGE_A, core.VILLAGE_B)
	outputs = results(
		[spawn(SEND, town.case, unit, user) for unit, user in zip(goals, town.dispatchers, strict=True)]
	)
	assert sorted(output.split(":")[0].strip() for output in outputs) == ["refused", "sent"]
	assert "Recall it first" in next(output for output in outputs if output.startswith("refused"))
	frappe.db.rollback()
	assert frappe.db.count("Case Handover", {"dispute_case": town.case}) == 1
	assert frappe.db.get_value("Dispute Case", town.case, "handling_unit") == core.STREET


def test_recalled_and_signed_at_once_leaves_one_owner(town):
	hop = handovers.send(town.case, owner.Holder(core.VILLAGE_A), owner.ASSIGN_DOWN)
	frappe.db.commit()
	outputs = results(
		[spawn(SIGN, hop.name, town.village, "sign"), spawn(SIGN, hop.name, town.dispatchers[0], "recall")]
	)
	assert sorted(output.split(":")[0].strip() for output in outputs) == ["done", "refused"]
	frappe.db.rollback()
	signed = frappe.db.get_value("Case Handover", hop.name, "stage") == owner.SIGNED
	holder = frappe.db.get_value("Dispute Case", town.case, "handling_unit")
	assert holder == (core.VILLAGE_A if signed else core.STREET)

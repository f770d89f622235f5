"""Handovers for tests: a department with its liaison, a case of village A, hops at any stage.

make_department(unit)      司法所 of the street, a government organ
send(case, to, kind)       from whoever has it, as the session's user
"""

from __future__ import annotations

import frappe

from grid_governance.cases import owner
from grid_governance.cases.handover import acts
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import core

TOWN, VILLAGE, NEIGHBOUR = Holder(core.STREET), Holder(core.VILLAGE_A), Holder(core.VILLAGE_B)


def make_department(unit: str = core.STREET, name: str = "集里街道司法所") -> str:
	found = frappe.db.get_value("Local Organisation", {"organisation_name": name})
	if found:
		return found
	doc = frappe.get_doc(
		doctype="Local Organisation",
		organisation_name=name,
		organisation_class="Party Or Government Organ",
		grid_unit=unit,
		status="Operating",
	)
	return doc.insert(ignore_permissions=True).name


def send(case, to: Holder = TOWN, kind: str = owner.REPORT_UP, asked: str = "请协调处理", **more):
	return acts.send(case if isinstance(case, str) else case.name, kind, to, asked, **more)

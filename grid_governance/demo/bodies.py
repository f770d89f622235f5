"""What the demo's posts are tied to: a department, a volunteer team, a points shop, a mediation body."""

from __future__ import annotations

import frappe

from grid_governance.demo import accounts
from grid_governance.demo.places import STREET, VILLAGE

DEPARTMENT = "集里街道司法所"
TEAM = "西湖村志愿服务队"
SHOP = "西湖村积分超市"
BODY = "浏阳市集里街道西湖村人民调解委员会"


def ties() -> dict[str, str]:
	"""Column of Grid Post → record, each made once."""
	_once(
		"Local Organisation",
		"organisation_name",
		TEAM,
		organisation_class="Volunteer Team",
		grid_unit=VILLAGE,
	)
	department = _once(
		"Local Organisation",
		"organisation_name",
		DEPARTMENT,
		organisation_class="Party Or Government Organ",
		grid_unit=STREET,
	)
	shop = _once("Points Shop", "shop_name", SHOP, grid_unit=VILLAGE, opening_hours="周一至周五 9:00-17:00")
	return {"organisation": department, "points_shop": shop}


def mediation_body() -> int:
	"""The village's committee with its three mediators; 1 when it was made now."""
	if frappe.db.exists("Mediation Body", {"body_name": BODY}):
		return 0
	mediators = [accounts.worker_of(login) for login in ("mediator", "mediator2", "mediator3")]
	_once(
		"Mediation Body",
		"body_name",
		BODY,
		kind="Village Body",
		file_mark="西湖",
		grid_unit=VILLAGE,
		chair=mediators[0],
		mediators=[{"mediator": mediator} for mediator in mediators],
	)
	return 1


def _once(doctype: str, field: str, value: str, **values) -> str:
	name = frappe.db.get_value(doctype, {field: value})
	if not name:
		doc = frappe.get_doc(doctype=doctype, **{field: value}, **values)
		name = doc.insert(ignore_permissions=True).name
	return name

"""The demo village's own rules, adopted and waiting for the township's filing, and a campaign waiting for approval.

Nothing of it holds yet: whoever tries the town out files and approves, and sees the points change.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.demo.acting import acting_as
from grid_governance.demo.pictures import photo
from grid_governance.demo.places import VILLAGE
from grid_governance.demo.points import CLEAN_UP

TITLE, CAMPAIGN, READY_SET = "西湖村积分管理细则", "冬季环境整治百日行动", "农村常用清单"
DEDUCTIONS = ("K01", "K02", "K08")
ASSEMBLY = {
	"opinions_summary": "收到意见6条，采纳4条，未采纳的已当面说明理由。",
	"assembly_kind": "Meeting Of Villagers' Representatives",
	"assembly_place": "西湖村村部会议室",
	"members_due": 46,
	"members_present": 41,
	"votes_for": 38,
	"votes_against": 1,
	"votes_abstained": 2,
}


def build() -> int:
	"""Make what is missing; returns how many records are new."""
	return _rules() + _campaign()


def _rules() -> int:
	ready = frappe.db.get_value("Points Item Set", {"set_name": READY_SET})
	if not ready or frappe.db.exists("Points Rules", {"rules_title": TITLE, "grid_unit": VILLAGE}):
		return 0
	clean_up = frappe.db.get_value("Points Item", {"item_code": CLEAN_UP})
	deductions = frappe.get_all("Deduction Item", {"item_code": ["in", DEDUCTIONS]}, pluck="name")
	with acting_as("pointsclerk"):
		doc = frappe.get_doc(
			doctype="Points Rules",
			rules_title=TITLE,
			grid_unit=VILLAGE,
			rows=[
				{"item": row.item, **({"points": 6, "caps": "月3次"} if row.item == clean_up else {})}
				for row in frappe.get_doc("Points Item Set", ready).rows
			],
			deductions=[{"item": item} for item in deductions],
		).insert()
		doc.update({"opinions_from": add_days(nowdate(), -10), "opinions_to": add_days(nowdate(), -3)})
		apply_workflow(doc.save(), "Seek Opinions")
		doc.reload()
		doc.update(
			{**ASSEMBLY, "assembly_date": add_days(nowdate(), -2), "minutes_photo": photo("细则表决会议记录")}
		)
		apply_workflow(doc.save(), "Record Assembly")
	frappe.db.commit()
	return 1


def _campaign() -> int:
	if frappe.db.exists("Points Campaign", {"campaign_name": CAMPAIGN, "grid_unit": VILLAGE}):
		return 0
	with acting_as("pointsclerk"):
		doc = frappe.get_doc(
			doctype="Points Campaign",
			campaign_name=CAMPAIGN,
			grid_unit=VILLAGE,
			purpose="冬季集中清理村内积存垃圾，鼓励各户参加。",
			from_date=add_days(nowdate(), 7),
			to_date=add_days(nowdate(), 97),
			items=[{"item": frappe.db.get_value("Points Item", {"item_code": CLEAN_UP}), "multiplier": 1.5}],
		).insert()
		apply_workflow(doc, "Ask Approval")
	frappe.db.commit()
	return 1

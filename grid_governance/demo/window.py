"""The demo's window: the street's governance centre and a morning's visitors, dealt with in five ways."""

from __future__ import annotations

import frappe

from grid_governance.demo.acting import acting_as
from grid_governance.demo.places import STREET, VILLAGE

CENTRE = "集里街道综治中心"
GUIDED = {"to": "物业服务中心", "text": "已电话联系物业，当日检修"}
QUARREL = {"category": "Neighbour Dispute", "other_party": "彭满生"}
AID = {"outcome": "Referred To Legal Aid", "to": "浏阳市法律援助中心"}
VISITORS = (
	("陈桂香", "13907310011", 1, "咨询高龄津贴办理条件", "answer", {"text": "已告知申领条件和所需材料"}),
	("刘长根", "13907310012", 1, "小区电梯停运两天无人修", "guide", GUIDED),
	("欧阳德", "13907310013", 1, "与邻居因屋后排水沟发生争执", "to_dispute", QUARREL),
	("周满秀", "13907310014", 3, "拖欠工资三个月，咨询如何起诉", "refer", AID),
	("刘长根", "13907310012", 1, "电梯仍未修好，再次反映", None, {}),
)


def build() -> int:
	"""Make what is missing; returns how many receptions are new."""
	from grid_governance.api import reception as window

	if frappe.db.exists("Governance Centre", {"centre_name": CENTRE}):
		return 0
	centre = frappe.get_doc(
		doctype="Governance Centre",
		centre_name=CENTRE,
		grid_unit=STREET,
		number_mark="集综",
		phone="0731-83000000",
	).insert(ignore_permissions=True)
	with acting_as("reception"):
		for name, phone, people, matter, act, more in VISITORS:
			made = window.receive(centre.name, name, matter, phone, people, VILLAGE)
			if act:
				getattr(window, act)(made["name"], **more)
	return len(VISITORS)

"""The demo's window: the street's governance centre, who sits there, a morning's visitors, a matter told by phone."""

from __future__ import annotations

import frappe

from grid_governance.demo import accounts, bodies, past
from grid_governance.demo.acting import acting, acting_as
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
WORKDAYS = {day: 1 for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
# who, how often, at which window, on which days
ROSTER = (
	("reception", "Permanently Present", "1号综合受理窗口", WORKDAYS),
	("dispatcher", "Permanently Present", "2号分流窗口", WORKDAYS),
	("liaison", "In Rotation", "3号司法行政窗口", {"monday": 1, "wednesday": 1, "friday": 1}),
	("lawyer", "On Call", "法律咨询室", {}),
)
TOLD_BEFORE = "组里的路灯坏了一周，晚上接孩子看不清路。"
TOLD_TODAY = "屋后山坡雨后有裂缝，担心塌方，请来看看。"


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
		opening_hours="周一至周五 9:00-12:00，13:30-17:00",
	).insert(ignore_permissions=True)
	with acting_as("dispatcher"):
		_roster(centre.name)
	with acting_as("reception"):
		for name, phone, people, matter, act, more in VISITORS:
			made = window.receive(centre.name, name, matter, phone, people, VILLAGE)
			if act:
				getattr(window, act)(made["name"], **more)
	return len(VISITORS) + _by_phone()


def _roster(centre: str) -> None:
	department = frappe.db.get_value("Local Organisation", {"organisation_name": bodies.DEPARTMENT})
	for login, presence, window_name, days in ROSTER:
		frappe.get_doc(
			doctype="Duty Roster",
			centre=centre,
			presence=presence,
			window_name=window_name,
			department=department if login == "liaison" else None,
			worker=accounts.worker_of(login),
			duty_phone="0731-83000001",
			from_date=accounts.SINCE,
			**days,
		).insert()


def resident() -> frappe._dict:
	"""The resident whose phone the demo shows: the head with a phone whose household has most points."""
	home, person = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")
	account = frappe.qb.DocType("Points Account")
	rows = (
		frappe.qb.from_(person)
		.join(home)
		.on(home.head == person.name)
		.left_join(account)
		.on((account.subject == home.name) & (account.subject_doctype == "Household"))
		.select(person.name, person.resident_name, person.phone, home.grid_unit)
		.where(home.grid_unit.like(f"{VILLAGE}%") & (person.phone.notnull()) & (person.phone != ""))
		.orderby(account.balance, order=frappe.qb.desc)
		.orderby(home.address_order)
		.limit(1)
		.run(as_dict=True)
	)
	return rows[0]


def _by_phone() -> int:
	"""Two matters told on the portal: one answered and rated, one of today that waits."""
	from grid_governance.api import reception as window
	from grid_governance.portal import matters, people, signing_in

	who = resident()
	login = signing_in.login_of(who.phone)
	with past.on(6, "20:10"), acting(login):
		told = matters.tell(people.require(who.name), TOLD_BEFORE)
	with past.on(5, "09:30"), acting_as("reception"):
		window.answer(told["name"], "已联系供电所，路灯当天修复，电话告知来访人。")
	with acting(login):
		matters.rate("reception", told["name"], "Very Satisfied", "第二天就修好了，谢谢。")
		matters.tell(people.require(who.name), TOLD_TODAY)
	return 2

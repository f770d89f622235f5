"""The demo's cases that go from hand to hand, and what the street asks about them.

A river bank: village → street → department and back. A noisy workshop: nobody signed in time. Land money: the
department has it, a leader is in charge, it is listed and was before a joint conference.
"""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime

from grid_governance.cases import owner, workers
from grid_governance.cases.clocks import sweep
from grid_governance.cases.handover import acts
from grid_governance.cases.owner import Holder
from grid_governance.cases.supervision import conferences, orders, words
from grid_governance.demo import accounts, bodies, past
from grid_governance.demo.acting import acting_as
from grid_governance.demo.case_steps import accepted, in_days, person, registered
from grid_governance.demo.disputes import HOMESTEAD
from grid_governance.demo.places import STREET

BANK = "上游村民在河岸填土建棚，下游农田连年受淹，两组村民多次争执。"
WORKSHOP = "家具作坊夜间开机，噪声和粉尘影响周边六户居民。"
LAND_MONEY = "高速连接线征地补偿款分配方案未达成一致，十一户村民要求重新核算青苗费。"


def build() -> int:
	"""Make the stories once; returns how many cases are new."""
	if frappe.db.exists("Dispute Case", {"facts": BANK}):
		return 0
	department = Holder(
		STREET, frappe.db.get_value("Local Organisation", {"organisation_name": bodies.DEPARTMENT})
	)
	_bank(department)
	_workshop()
	_homestead()
	_land_money(department)
	_sweep()  # what came due since, as the sweep of each minute would have found it
	return 3


def _step(days_ago: int, time: str, login: str, act, *args):
	"""One step of a handover by `login` at its moment; returns the hop's name."""
	with past.on(days_ago, time), acting_as(login):
		return act(*args).name


def _bank(department: Holder) -> None:
	parties = [
		person("Party A", "汤铁生", contact="13907310021"),
		person("Party B", "向阳春", contact="13907310022"),
	]
	with past.on(30, "15:20"):
		case = registered(
			"Forest And Land Dispute",
			parties,
			BANK,
			"清除填土，恢复河岸",
			difficulty="Minor Matter",
			people_involved=14,
		)
	up = _step(
		29,
		"09:10",
		"gridhead",
		acts.send,
		case,
		owner.REPORT_UP,
		Holder(STREET),
		"涉及两个村民小组，请街道协调",
	)
	_step(28, "10:00", "dispatcher", acts.sign, up)
	down = _step(
		28, "10:20", "dispatcher", acts.send, case, owner.kind_between(Holder(STREET), department), department,
		"请牵头勘查河岸，提出处理意见",
	)  # fmt: skip
	_step(27, "09:30", "liaison", acts.sign, down)
	_step(27, "11:00", "liaison", acts.take_in_hand, down)
	_step(19, "16:00", "liaison", acts.handle, down, "会同水利站勘界，填土已清除，双方在勘界图上签字")
	_step(18, "09:00", "liaison", acts.feed_back, down, "处理完毕，现场照片随件反馈")
	_step(17, "10:00", "dispatcher", acts.strike_off, down, "电话回访双方，情况属实")
	_step(16, "09:20", "dispatcher", acts.handle, up, "由司法所牵头处理完毕，河岸已恢复")
	_step(16, "09:40", "dispatcher", acts.feed_back, up, "请村里组织双方签订协议，跟踪一个月")
	_step(15, "09:00", "gridhead", acts.strike_off, up, "到现场看过，河岸已恢复")
	accepted(case, 15, "mediator3")


def _workshop() -> None:
	parties = [
		person("Party A", "贺小梅", sex="Female", contact="13907310031"),
		person("Party B", "伍建华", contact="13907310032"),
	]
	with past.on(12, "10:00"):
		case = registered(
			"Pollution Dispute",
			parties,
			WORKSHOP,
			"夜间停工，加装除尘设备",
			difficulty="Minor Matter",
			people_involved=8,
		)
	_step(12, "11:00", "gridhead", acts.send, case, owner.REPORT_UP, Holder(STREET), "作坊证照需街道核查")
	with past.on(6, "08:01"):
		_sweep()  # two working days have gone by: deemed signed, late


def _homestead() -> None:
	"""The mediation's limit has run out: the street supervises, the mediator has replied, the street examines."""
	case = frappe.db.get_value("Dispute Case", {"facts": HOMESTEAD[2]})
	with past.on(7, "08:01"):
		_sweep()
	order = _step(
		6, "09:30", "supervisor", orders.issue, case, words.SUPERVISE,
		"请说明超期原因和下一步安排，五个工作日内书面回复", "调解期限已满，未达成协议，也未办理延期",
	)  # fmt: skip
	reply = "一方在外务工，约定三日内网上视频再次调解；调解不成即终止，并告知诉讼途径。"
	_step(3, "15:00", "mediator", orders.reply, order, reply)


def _land_money(department: Holder) -> None:
	parties = [
		person("Party A", "柳国平", contact="13907310041"),
		{
			"side": "Party B",
			"kind": "Organisation",
			"party_name": "西湖村经济合作社（演示）",
			"representative": "邹伟",
			"contact": "13907310042",
		},
	]
	with past.on(15, "14:00"):
		case = registered(
			"Land Acquisition Dispute", parties, LAND_MONEY, "重新核算青苗费",
			amount=186_000, difficulty="Major Matter", people_involved=26,
		)  # fmt: skip
	hop = _step(
		14, "09:00", "dispatcher", acts.send, case, owner.kind_between(Holder(STREET), department), department,
		"请牵头核对丈量数据，组织双方协商",
	)  # fmt: skip
	_step(14, "14:30", "liaison", acts.sign, hop)
	_step(13, "09:00", "liaison", acts.take_in_hand, hop)
	with past.on(10), acting_as("supervisor"):
		charge = frappe.get_doc(
			doctype="Leader In Charge",
			dispute_case=case,
			leader=accounts.worker_of("leader"),
			office_held="街道党工委副书记",
			from_date=in_days(0),
			to_date=in_days(60),
			goal="核清青苗费，十一户全部签字领款",
		)
		charge.append("progress", {"noted_on": in_days(0), "note": "入户走访六户，收集丈量底册"})
		charge.insert()
	_step(
		9, "10:00", "supervisor", orders.issue, case, words.LISTED,
		"挂牌期间每半月报告一次进展，化解后申请销号", "涉及人数多，可能引发群体性上访",
	)  # fmt: skip
	with past.on(5, "17:00") as day, acting_as("supervisor"):
		conferences.conclude(_conference(case, department, day))


def _conference(case: str, department: Holder, day: str) -> str:
	meeting = frappe.get_doc(
		doctype="Joint Conference",
		conference_title="西湖村征地补偿分配联席会议",
		grid_unit=STREET,
		held_at=f"{day} 14:30:00",
		venue="集里街道综治中心会议室",
		chaired_by=workers.name_of(accounts.worker_of("leader")),
		recorder=workers.name_of(accounts.worker_of("supervisor")),
	)
	for name, unit, office in (
		("邱敏", "集里街道司法所", "所长"),
		("阳志刚", "自然资源所", "副所长"),
		("邹伟", "西湖村村民委员会", "主任"),
	):
		meeting.append("attendees", {"attendee_name": name, "unit_name": unit, "office_held": office})
	talked = "自然资源所通报丈量数据；村里说明分配方案的表决经过；村民代表要求公开底册。"
	meeting.append("matters", {"dispute_case": case, "discussion": talked})
	meeting.append(
		"conclusions",
		{
			"conclusion": "司法所牵头，十日内逐户核对青苗数量并张榜公布",
			"dispute_case": case,
			"to_unit": department.unit,
			"to_department": department.department,
			"due": in_days(10),
		},
	)
	meeting.append("conclusions", {"conclusion": "村里在村务公开栏公布丈量底册和分配方案"})
	return meeting.insert().name


def _sweep() -> None:
	while sweep.act(now_datetime()):
		pass

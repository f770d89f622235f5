"""The demo's disputes: the wage story of the field report, an agreement confirmed by the court, a filed case,
cases whose clocks run, warn and have run out, quarrels settled on the spot."""

from __future__ import annotations

import frappe

from grid_governance.cases import steps
from grid_governance.cases.case_file import slots, uploads
from grid_governance.demo import past, window
from grid_governance.demo.acting import acting, acting_as
from grid_governance.demo.case_steps import (
	GRID,
	agreed,
	in_days,
	performed,
	person,
	session,
	taken_on,
)

WAGES = "2026年3月至5月，王建国在宏达公司工地务工，公司拖欠工资50000元。"
COURT = "浏阳市人民法院"
ON_THE_SPOT = (
	("Neighbour Dispute", "刘建军", "周桂英", "屋檐滴水淋到邻家院墙。", "刘建军当天加装檐沟，双方握手言和。"),
	("Neighbour Dispute", "何志强", "唐小兰", "夜间打牌声音过大，影响邻居休息。", "约定晚上十点后不再打牌。"),
	("Marriage And Family Dispute", "李海波", "陈秀云", "夫妻因家务琐事争吵。", "经劝解双方互致歉意。"),
	("Neighbour Dispute", "黄国华", "彭玉兰", "散养的鸡啄食邻家菜地。", "黄国华圈养鸡群并补种菜苗。"),
	("Property Management Dispute", "罗丽", "蒋伟", "车辆堵住单元门口。", "蒋伟当场挪车，今后停到划线车位。"),
)
HOMESTEAD = (
	"Housing And Homestead Dispute",
	[person("Party A", "曾庆和"), person("Party B", "曾庆平")],
	"兄弟对老屋宅基地界址有争议，各执一词。",
	"确认界址，停止砌墙",
)
COLLISION = (
	"Damage Compensation Dispute",
	[person("Party A", "谭新华"), person("Party B", "袁磊", age=29)],
	"电动车剐倒行人致轻伤，对赔偿数额有分歧。",
	"赔偿医药费及误工费",
)
PADDY = (
	"Forest And Land Dispute",
	[person("Party A", "邓国强"), person("Party B", "易春生")],
	"承包地田埂被挖，水路改道。",
	"恢复田埂和水路",
)
HEARD = "分别听取双方陈述，核实现场，约定下次再谈。"


def build() -> int:
	"""Make the stories once; returns how many cases are new."""
	if frappe.db.exists("Dispute Case", {"facts": WAGES}):
		return 0
	_wages()
	_loan()
	_fence()
	_under_way()
	for number, row in enumerate(ON_THE_SPOT):
		with past.on(3 * number, "08:10") as day, acting_as("gridofficer"):
			steps.settle_on_the_spot(row[0], GRID, *row[1:], event_date=day)
	return 6 + len(ON_THE_SPOT)


def _wages() -> None:
	"""50,000 yuan of wages owed: agreed, 20,000 paid the next day, 30,000 open until their day; asked to confirm."""
	parties = [
		person("Party A", "王建国", occupation="建筑工人", contact="13800001234"),
		{
			"side": "Party B",
			"kind": "Organisation",
			"party_name": "宏达建筑有限公司（演示）",
			"representative": "李宏达",
			"contact": "13800005678",
			"address": "集里街道工业路8号",
		},
	]
	case = taken_on(
		14,
		"Labour Dispute",
		parties,
		WAGES,
		"支付拖欠的工资50000元",
		amount=50_000,
		difficulty="Minor Matter",
		may_escalate=1,
		reported_to="Township",
		reported_at=f"{in_days(-14)} 08:30:00",
	)
	session(
		case,
		12,
		"双方核对考勤和工资表，确认欠薪50000元。公司当场表示先付一部分，余款分期。",
		"Agreement In Sight",
	)
	agreement = agreed(
		case,
		12,
		[
			{"content": "乙方支付工资20000元", "amount": 20_000, "due_date": in_days(-11)},
			{"content": "乙方支付剩余工资30000元", "amount": 30_000, "due_date": in_days(18)},
		],
		"乙方对拖欠工资承担全部责任。",
	)
	performed(agreement, 0, 11, 20_000)
	_asked_to_confirm(agreement, 8)


def _asked_to_confirm(agreement: str, days_ago: int) -> str:
	from grid_governance.cases.mediation import confirmations

	with past.on(days_ago, "10:00") as day, acting_as("mediator"):
		asked = confirmations.prepare(agreement, COURT).name
		confirmations.apply(asked, day)
	return asked


def _loan() -> None:
	"""Confirmed by the court in time, performed, closed; one return visit made, the next one due; rated by phone."""
	from grid_governance.api import aftercare
	from grid_governance.cases.mediation import confirmation, confirmations
	from grid_governance.portal import matters, signing_in

	who = window.resident()
	case = taken_on(
		48,
		"Contract Dispute",
		[
			person("Party A", who.resident_name, resident=who.name, contact=who.phone),
			person("Party B", "龙卫平", age=52),
		],
		"龙卫平2025年借款8000元购买农机，约定一年归还，到期未还。",
		"归还借款8000元",
		amount=8_000,
	)
	session(case, 45, "龙卫平认可借款事实，因农机维修一时周转不开，愿意分两次归还。", "Agreement In Sight")
	half = {"amount": 4_000, "method": "Bank Transfer"}
	agreement = agreed(
		case,
		45,
		[
			{**half, "content": "乙方归还借款4000元", "due_date": in_days(-35)},
			{**half, "content": "乙方归还剩余借款4000元", "due_date": in_days(-22)},
		],
		"乙方承担还款责任，甲方放弃利息。",
	)
	asked = _asked_to_confirm(agreement, 41)
	with past.on(36, "15:00") as day, acting_as("mediator"):
		confirmations.decide(asked, confirmation.CONFIRMED, day, document_number="（2026）湘0181民特演示1号")
	performed(agreement, 0, 35, 4_000)
	performed(agreement, 1, 22, 4_000)
	with past.on(21), acting_as("mediator"):
		steps.close_case(case)
	visit = frappe.get_all("Return Visit", {"dispute_case": case}, pluck="name", order_by="due_on", limit=1)[
		0
	]
	with past.on(14, "10:20") as day, acting_as("mediator"):
		aftercare.record_visit(
			visit, "Satisfied", "Fully Performed", visited_on=day, visited_party=who.resident_name,
			opinion="钱已还清，两家来往如常。",
		)  # fmt: skip
	with acting(signing_in.login_of(who.phone)):
		matters.rate("case", case, "Satisfied", "调解员跑了好几趟，事情解决了。")


def _fence() -> None:
	"""One case through to the file."""
	parties = [person("Party A", "张桂花", sex="Female"), person("Party B", "肖长庚")]
	facts = "肖长庚修围墙占用公共通道，张桂花出入不便。"
	case = taken_on(23, "Neighbour Dispute", parties, facts, "拆除占道部分")
	session(case, 20, "现场丈量，肖长庚承认占道0.6米，同意拆除。", "Agreement In Sight")
	agreement = agreed(
		case,
		20,
		[
			{
				"content": "肖长庚拆除占道的围墙并恢复通道",
				"due_date": in_days(-15),
				"method": "Performance By Act",
			}
		],
		"肖长庚承担拆除费用。",
	)
	performed(agreement, 0, 16)
	with past.on(15), acting_as("mediator"):
		steps.close_case(case)
		reason = "已核对双方身份证原件，按当事人要求未留存复印件。"
		uploads.excuse(frappe.get_doc("Dispute Case", case), slots.IDENTITY, reason)
	with past.on(13, "14:00"), acting_as("mediator"):
		steps.file_case(case)


def _under_way() -> None:
	"""Three limits: one has run out, one is near, one has time."""
	from grid_governance.api import mediation

	late = taken_on(38, *HOMESTEAD)
	session(late, 30, HEARD, "To Be Continued")
	with acting_as("mediator"):
		mediation.plan_session(late, f"{in_days(2)} 14:30:00", "By Video", "综治中心视频调解室（网上）")
	near = taken_on(27, *COLLISION, amount=6_800, mediator="mediator2")
	session(near, 20, HEARD, "To Be Continued", mediator="mediator2")
	fresh = taken_on(4, *PADDY)
	session(fresh, 1, HEARD, "To Be Continued", next_session=f"{in_days(5)} 09:00:00")

"""The demo's disputes: the wage story of the field report, quarrels settled on the spot, cases under way."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.cases import steps
from grid_governance.cases.case_file import slots, uploads
from grid_governance.demo import accounts, bodies
from grid_governance.demo.acting import acting_as
from grid_governance.demo.places import VILLAGE

GRID = f"{VILLAGE}001"
ON_THE_SPOT = (
	("Neighbour Dispute", "刘建军", "周桂英", "屋檐滴水淋到邻家院墙。", "刘建军当天加装檐沟，双方握手言和。"),
	("Neighbour Dispute", "何志强", "唐小兰", "夜间打牌声音过大，影响邻居休息。", "约定晚上十点后不再打牌。"),
	("Marriage And Family Dispute", "李海波", "陈秀云", "夫妻因家务琐事争吵。", "经劝解双方互致歉意。"),
	("Neighbour Dispute", "黄国华", "彭玉兰", "散养的鸡啄食邻家菜地。", "黄国华圈养鸡群并补种菜苗。"),
	("Property Management Dispute", "罗丽", "蒋伟", "车辆堵住单元门口。", "蒋伟当场挪车，今后停到划线车位。"),
)
UNDER_WAY = (
	(
		"Housing And Homestead Dispute",
		"曾庆和",
		"曾庆平",
		"兄弟对老屋宅基地界址有争议，各执一词。",
		"确认界址，停止砌墙",
		0,
	),
	(
		"Damage Compensation Dispute",
		"谭新华",
		"袁磊",
		"电动车剐倒行人致轻伤，对赔偿数额有分歧。",
		"赔偿医药费及误工费",
		6800,
	),
	("Forest And Land Dispute", "邓国强", "易春生", "承包地田埂被挖，水路改道。", "恢复田埂和水路", 0),
)


def build() -> int:
	"""Make the stories once; returns how many cases are new."""
	if frappe.db.exists("Dispute Case", {"grid_unit": ["like", f"{VILLAGE}%"]}):
		return 0
	_wages()
	_fence()
	for row in UNDER_WAY:
		_under_way(*row)
	for number, row in enumerate(ON_THE_SPOT):
		with acting_as("gridofficer"):
			steps.settle_on_the_spot(row[0], GRID, *row[1:], event_date=add_days(nowdate(), -3 * number))
	return 2 + len(UNDER_WAY) + len(ON_THE_SPOT)


def _wages() -> None:
	"""50,000 yuan of wages owed: agreed, 20,000 paid the next day, 30,000 open until their day."""
	agreed = add_days(nowdate(), -12)
	parties = [
		_person("Party A", "王建国", occupation="建筑工人", contact="13800001234"),
		{
			"side": "Party B",
			"kind": "Organisation",
			"party_name": "宏达建筑有限公司（演示）",
			"representative": "李宏达",
			"contact": "13800005678",
			"address": "集里街道工业路8号",
		},
	]
	case = _taken_on(
		"Labour Dispute",
		parties,
		"2026年3月至5月，王建国在宏达公司工地务工，公司拖欠工资50000元。",
		"支付拖欠的工资50000元",
		50_000,
		difficulty="Minor Matter",
		may_escalate=1,
		reported_to="Township",
		reported_at=f"{agreed} 10:00:00",
	)
	with acting_as("mediator"):
		_session(
			case,
			agreed,
			"双方核对考勤和工资表，确认欠薪50000元。公司当场表示先付一部分，余款分期。",
			"Agreement In Sight",
		)
		agreement = steps.draw_up_agreement(
			case,
			[
				{"content": "乙方支付工资20000元", "amount": 20_000, "due_date": add_days(agreed, 1)},
				{"content": "乙方支付剩余工资30000元", "amount": 30_000, "due_date": add_days(nowdate(), 18)},
			],
			reached_on=agreed,
			responsibility="乙方对拖欠工资承担全部责任。",
		)
		steps.put_into_effect(agreement.name, agreed)
		first = steps.terms_of(agreement.name)[0]
		steps.record_performance(agreement.name, first, add_days(agreed, 1), 20_000)


def _fence() -> None:
	"""One case through to the file."""
	agreed = add_days(nowdate(), -20)
	parties = [_person("Party A", "张桂花"), _person("Party B", "肖长庚")]
	facts = "肖长庚修围墙占用公共通道，张桂花出入不便。"
	case = _taken_on("Neighbour Dispute", parties, facts, "拆除占道部分", 0)
	with acting_as("mediator"):
		_session(case, agreed, "现场丈量，肖长庚承认占道0.6米，同意拆除。", "Agreement In Sight")
		agreement = steps.draw_up_agreement(
			case,
			[
				{
					"content": "肖长庚拆除占道的围墙并恢复通道",
					"due_date": add_days(agreed, 5),
					"method": "Performance By Act",
				}
			],
			reached_on=agreed,
			responsibility="肖长庚承担拆除费用。",
		)
		steps.put_into_effect(agreement.name, agreed)
		steps.record_performance(
			agreement.name, steps.terms_of(agreement.name)[0], add_days(agreed, 4), completed=1
		)
		steps.close_case(case)
		reason = "已核对双方身份证原件，按当事人要求未留存复印件。"
		uploads.excuse(frappe.get_doc("Dispute Case", case), slots.IDENTITY, reason)
		steps.file_case(case)


def _under_way(category: str, a: str, b: str, facts: str, claims: str, amount: int) -> None:
	case = _taken_on(category, [_person("Party A", a), _person("Party B", b)], facts, claims, amount)
	with acting_as("mediator"):
		_session(
			case, add_days(nowdate(), -1), "分别听取双方陈述，核实现场，约定下次再谈。", "To Be Continued"
		)


def _taken_on(category: str, parties: list[dict], facts: str, claims: str, amount: int, **values) -> str:
	"""Registered by the grid worker, accepted by the village's committee; returns the case."""
	with acting_as("gridofficer"):
		given = {"category": category, "grid_unit": GRID, "facts": facts, "claims": claims, **values}
		case = steps.file_dispute({**given, "amount": amount, "event_place": "西湖村"}, parties)
	body = frappe.db.get_value("Mediation Body", {"body_name": bodies.BODY})
	with acting_as("mediator"):
		steps.ask_consent(case.name)
		steps.take_on(case.name, body, accounts.worker_of("mediator"))
	return case.name


def _session(case: str, day: str, record: str, result: str) -> None:
	steps.record_session(
		case,
		record,
		starts_on=f"{day} 09:00:00",
		mediator=accounts.worker_of("mediator"),
		venue="西湖村人民调解室",
		rights_told=1,
		result=result,
	)


def _person(side: str, name: str, **values) -> dict:
	return {
		"side": side,
		"kind": "Person",
		"party_name": name,
		"sex": "Male",
		"nation": "汉族",
		"age": 46,
		"contact": "13800000000",
		"address": "西湖村",
		**values,
	}

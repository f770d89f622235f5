"""The demo's month end: a list of small quarrels, last quarter's file, sweeps, the return of last month handed in."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, add_months, date_diff, get_first_day, getdate, nowdate

from grid_governance.cases.case_file import quarterly
from grid_governance.cases.intake import quarrels
from grid_governance.cases.statistics import returns
from grid_governance.demo import bodies, past
from grid_governance.demo.acting import acting_as
from grid_governance.demo.places import VILLAGE
from grid_governance.figures.spans import of_quarter

ROWS = (
	("邻里纠纷", "旷春梅", "胡大勇", "楼道堆放杂物", "当天清走，互相道歉"),
	("邻里纠纷", "成立新", "向小军", "宅旁竹根伸入菜地", "约定挖沟隔开，费用各半"),
	("婚姻家庭纠纷", "卢海英", "卢海强", "赡养费分摊", "每月各付三百元，由老人收取"),
	("损害赔偿纠纷", "廖建文", "欧阳明", "羊群啃食油菜", "赔偿一百五十元，当场付清"),
	("邻里纠纷", "孔令芳", "戴小红", "广场舞音量", "晚上九点前结束，音量调低"),
	("消费纠纷", "姚志远", "村口超市", "售出过期牛奶", "退款并补偿一箱"),
)


def build() -> int:
	"""Make the records once; returns how many are new."""
	if frappe.db.exists("Monthly Return", {"grid_unit": VILLAGE}):
		return 0
	first, last = of_quarter(getdate(nowdate())).before.days()
	made = _quarrels(date_diff(nowdate(), last), ROWS[3:])
	body = frappe.db.get_value("Mediation Body", {"body_name": bodies.BODY})
	with acting_as("mediator"):
		quarterly.bind_pdf(quarterly.bind_quarter(body, first.year, (first.month + 2) // 3))
	# only now: in the first days of a quarter they lie in the one that was bound
	made += _quarrels(1, ROWS[:4])
	with acting_as("mediator"):
		month = get_first_day(add_months(nowdate(), -1))
		frappe.get_doc(
			doctype="Dispute Sweep",
			grid_unit=VILLAGE,
			swept_on=add_days(month, 14),
			occasion="Regular Sweep",
			times=2,
			disputes_found=5,
			disputes_prevented=2,
		).insert()
		returns.hand_in(
			frappe.get_doc(doctype="Monthly Return", grid_unit=VILLAGE, month=month).insert().name
		)
	return made + 3


def _quarrels(days_ago: int, rows: tuple) -> int:
	"""Entered in one go on that day; each was settled one day before the next."""
	with past.on(days_ago, "16:30") as day, acting_as("gridhead"):
		filled = [
			dict(
				zip(
					("day", "category", "party_a", "party_b", "facts", "settlement"),
					(str(add_days(day, -number)), *row),
					strict=True,
				)
			)
			for number, row in enumerate(rows)
		]
		return len(quarrels.save(filled, VILLAGE))

"""The demo's visits: a quarter of weekly rounds by the grid officer and a neighbour head, as they tick them off."""

from __future__ import annotations

import random

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.demo.acting import acting_as
from grid_governance.demo.places import SEED, VILLAGE

GRID = f"{VILLAGE}001"
WEEKS = 12
WHO = (("gridofficer", GRID, 6), ("neighbour", f"{GRID}001", 3))  # login, where, homes a week
NOTES = (
	"提醒用火用电安全。",
	"老人独自在家，已留联系电话。",
	"反映路灯不亮，已记下位置。",
	"宣传反诈知识，已下载反诈应用。",
	"核对家庭成员信息，无变化。",
)


def build() -> int:
	"""Make the visits once, each by the rights of who made it; returns how many are new."""
	if frappe.db.exists("Visit Log", {"grid_unit": ["like", f"{VILLAGE}%"]}):
		return 0
	dice, made = random.Random(SEED), 0
	for login, unit, homes_a_week in WHO:
		with acting_as(login):
			homes = frappe.get_list(
				"Household",
				filters={"grid_unit": ["like", f"{unit}%"], "status": "On Register"},
				order_by="address_order",
				limit_page_length=WEEKS * homes_a_week,
				pluck="name",
			)
			for number, home in enumerate(homes):
				_visit(home, 7 * (number // homes_a_week) + dice.randrange(5), dice)
				made += 1
	return made


def _visit(home: str, days_ago: int, dice: random.Random) -> None:
	empty = dice.random() < 0.1
	frappe.get_doc(
		doctype="Visit Log",
		household=home,
		visit_date=add_days(nowdate(), -days_ago),
		nobody_home=int(empty),
		information_checked=int(not empty),
		safety_told=int(not empty and dice.random() < 0.7),
		policy_told=int(not empty and dice.random() < 0.3),
		note=None if empty or dice.random() < 0.5 else dice.choice(NOTES),
	).insert()

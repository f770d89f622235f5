"""The demo's points: activities from deed over public notice to ledger, a filled shop, redemptions.

Two notices are over and credited: they are brought in with the day that stands on the old sheet, as their deeds
are. The third hangs since today, with an objection that waits for the committee.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.api import notices as notice_desk
from grid_governance.demo import bodies
from grid_governance.demo.acting import acting_as
from grid_governance.demo.pictures import photo
from grid_governance.demo.places import VILLAGE
from grid_governance.points.notice import notices
from grid_governance.points.redemption import shop, stock_papers

BOOK, CLEAN_UP, PATROL = "家庭积分", "B01", "C01"
ACTIVITIES = (
	("村庄清洁行动", CLEAN_UP, 40, -40, -38),
	("秋季治安巡逻", PATROL, 24, -35, -33),
	("“清洁家园”周末行动", CLEAN_UP, 36, -2, None),
)
REWARDS = (
	("洗衣液", "瓶", 8, 12.0, 60),
	("食用盐", "袋", 2, 2.5, 200),
	("毛巾", "条", 4, 6.0, 100),
	("大米(5公斤)", "袋", 25, 32.0, 30),
	("菜籽油(5升)", "桶", 40, 65.0, 20),
)


def build() -> int:
	"""Make what is missing; returns how many records are new."""
	return _activities() + _shelf() + _redemptions()


def _activities() -> int:
	book = frappe.db.get_value("Points Book", {"book_name": BOOK})
	made = 0
	for activity, code, people, days, posted in ACTIVITIES:
		if frappe.db.exists("Points Batch", {"activity": activity, "grid_unit": VILLAGE}):
			continue
		item = frappe.db.get_value("Points Item", {"item_code": code})
		with acting_as("pointsclerk"):
			batch = frappe.get_doc(
				doctype="Points Batch",
				activity=activity,
				book=book,
				item=item,
				grid_unit=VILLAGE,
				deed_date=add_days(nowdate(), days),
				place="西湖村村部",
				evidence=[{"file": photo(activity), "note": "活动现场照片（演示）"}],
				people=[{"subject": name} for name in _households(people)],
			).insert()
			apply_workflow(batch, "Declare")
		with acting_as("gridhead"):
			apply_workflow(frappe.get_doc("Points Batch", batch.name), "Check As True")
		with acting_as("appraisal"):
			apply_workflow(frappe.get_doc("Points Batch", batch.name), "Endorse")
		frappe.db.commit()
		_notice(activity, posted)
		made += people
	return made


def _notice(activity: str, posted: int | None) -> None:
	"""Hang what was endorsed on the board; an old sheet (posted so many days ago) is closed as well."""
	with acting_as("pointsclerk"):
		notice = frappe.get_doc(
			doctype="Public Notice",
			kind="Points",
			grid_unit=VILLAGE,
			title=f"西湖村积分公示（{activity}）",
			planned_start=add_days(nowdate(), posted or 0),
			object_to="西湖村村务监督委员会",
			object_place="西湖村村部二楼",
			posted_at="西湖村村务公开栏",
		).insert()
		notices.publish(notice.name)
		sheet = photo(activity)
		if posted is None:
			notices.start_days(notice.name, [sheet])
			row = frappe.db.get_value("Notice Row", {"notice": notice.name}, order_by="position")
			notice_desk.object_on_paper(notice.name, "李群众", "当天没有看到该户参加。", [row])
		else:
			notices.start_days(notice.name, [sheet], posted_on=getdate(add_days(nowdate(), posted)))
			notices.close(notice.name)
	frappe.db.commit()
	if posted is not None:
		notices.close_job(notice.name)  # what the background would do next


def _households(count: int) -> list[str]:
	"""The first households of the village whose members hold no office there (staff do not award themselves)."""
	worker, resident = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Resident")
	offices = (
		frappe.qb.from_(worker)
		.join(resident)
		.on(resident.name == worker.resident)
		.select(resident.household)
		.where(worker.user.isnotnull())
		.run(pluck=True)
	)
	names = frappe.get_all(
		"Household",
		{"grid_unit": ["like", f"{VILLAGE}001%"]},
		pluck="name",
		order_by="address_order",
		limit=count + len(offices),
	)
	return [name for name in names if name not in offices][:count]


def _shelf() -> int:
	place, goods = frappe.db.get_value("Points Shop", {"shop_name": bodies.SHOP}), []
	for name, measure, price, money, quantity in REWARDS:
		if frappe.db.exists("Reward Item", {"item_name": name, "grid_unit": VILLAGE}):
			continue
		item = frappe.get_doc(
			doctype="Reward Item",
			item_name=name,
			kind="Goods",
			grid_unit=VILLAGE,
			points_price=price,
			measure_unit=measure,
			money_value=money,
		).insert(ignore_permissions=True)
		goods.append({"item": item.name, "quantity": quantity, "unit_price": money})
	if goods:
		stock_papers.book_in(_delivery(place, goods))
	return len(goods)


def _delivery(place: str, goods: list[dict]) -> str:
	"""The first delivery, paid by the county's subsidy; returns the receipt that is to be booked in."""
	fund = frappe.get_doc(
		doctype="Points Fund", fund_name="2026年积分兑换补助资金", grid_unit=VILLAGE, source="Government Subsidy",
		amount=20000, received_on=add_days(nowdate(), -30), given_by="浏阳市集里街道办事处", voucher_no="2026-118",
	).insert(ignore_permissions=True)  # fmt: skip
	supplier = frappe.get_doc(
		doctype="Reward Supplier", supplier_name="集里供销合作社", grid_unit=VILLAGE, enabled=1
	).insert(ignore_permissions=True)
	receipt = frappe.get_doc(
		doctype="Stock Receipt", shop=place, supplier=supplier.name, receipt_no="XH-0901", fund=fund.name,
		received_on=add_days(nowdate(), -7), rows=goods,
	)  # fmt: skip
	return receipt.insert(ignore_permissions=True).name


def _redemptions() -> int:
	"""Six households fetch salt and towels, one has rice kept for later."""
	place = frappe.db.get_value("Points Shop", {"shop_name": bodies.SHOP})
	if frappe.db.exists("Points Redemption", {"shop": place}):
		return 0
	salt, towel, liquid = (
		frappe.db.get_value("Reward Item", {"item_name": name, "grid_unit": VILLAGE})
		for name in ("食用盐", "毛巾", "洗衣液")
	)
	accounts = frappe.get_all(
		"Points Account",
		{"grid_unit": ["like", f"{VILLAGE}%"], "balance": [">=", 8]},
		pluck="name",
		order_by="balance desc, name",
		limit=7,
	)
	with acting_as("shopkeeper"):
		for account in accounts[:6]:
			goods = [{"item": salt, "quantity": 2}, {"item": towel, "quantity": 1}]
			shop.redeem_on_the_spot(place, account, goods, f"demo:{account}")
		for account in accounts[6:]:
			shop.reserve(place, account, [{"item": liquid, "quantity": 1}], f"demo:{account}")
	return len(accounts)

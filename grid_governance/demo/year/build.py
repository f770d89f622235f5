"""`demo-town --year`: the last whole year of every village of the town, then its settlement."""

from __future__ import annotations

import time
from collections import Counter

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.demo import accounts
from grid_governance.demo.accounts import DOMAIN, Account
from grid_governance.demo.places import STREET, Village
from grid_governance.demo.progress import Progress
from grid_governance.demo.year import end, meeting, plan, play
from grid_governance.points.ledger import standings
from grid_governance.points.redemption import stock_papers
from grid_governance.points.rulebook import catalogue

BOOK, MORAL_BOOK = "家庭积分", "道德储蓄银行"
CHECKERS = 4
CLEAN_UP, ROUND_ITEMS = "B01", ("B02", "C02")
# the street's own people: one office enters, checks and endorses for the villages that have no accounts here
STAFF = (
	Account("yearclerk", "Village Points Clerk", STREET),
	*(Account(f"yearhead{number}", "Grid Head", STREET) for number in range(1, CHECKERS + 1)),
	Account("yearcommittee", "Supervisory Committee Member", STREET),
)
OFFICE = play.Office(
	clerk=f"yearclerk@{DOMAIN}",
	checkers=tuple(f"yearhead{number}@{DOMAIN}" for number in range(1, CHECKERS + 1)),
	endorser=f"pointsoffice@{DOMAIN}",
	committee=f"yearcommittee@{DOMAIN}",
)
SHOP = "集里街道流动积分超市"


def run(villages: list[Village], progress: Progress) -> int:
	"""Play the last whole year where it was not played yet; returns how much was done. Commits each month."""
	year = getdate(nowdate()).year - 1
	accounts.make({}, STAFF)
	stage, done = _stage(year), Counter()
	for village in villages:
		started = time.monotonic()
		if frappe.db.exists(
			"Points Batch", {"grid_unit": village.code, "kind": "Appraisal Round", "book": stage.book}
		):
			continue
		before = sum(done.values())
		homes = _households(village.code)
		play.village(stage, OFFICE, village.code, homes, done)
		meeting.hold(OFFICE, *_moral(), village.code, homes, getdate(nowdate()), done)
		frappe.db.commit()
		progress.say(
			f"{year}年度积分 {village.name}: {sum(done.values()) - before:,} 项", time.monotonic() - started
		)
	if not frappe.db.exists("Points Settlement", {"book": stage.book, "grid_unit": STREET, "year": year}):
		started = time.monotonic()
		end.settle(stage, OFFICE, STREET)
		done["honors"] = end.honor(stage, OFFICE, STREET)
		progress.say(f"{year}年度结算, 荣誉表彰 {done['honors']} 项", time.monotonic() - started)
	report = standings.compare()
	if report.wrong:
		raise RuntimeError(f"standings differ from the ledger: {report.wrong[:3]}")
	return sum(done.values())


def _stage(year: int) -> play.Stage:
	book = frappe.db.get_value("Points Book", {"book_name": BOOK})
	place, reward = _shop()
	return play.Stage(
		year=year,
		book=book,
		items=choices(book),
		activity=_item(CLEAN_UP),
		round_items=[_item(code) for code in ROUND_ITEMS],
		shop=place,
		reward=reward,
	)


def _moral() -> tuple[str, list[str]]:
	"""The moral savings bank, whose deeds a meeting endorses, and items of its class with points of their own."""
	book = frappe.db.get_value("Points Book", {"book_name": MORAL_BOOK})
	return book, [choice.name for choice in choices(book) if not choice.high and not choice.levels]


def _item(code: str) -> str:
	return frappe.db.get_value("Points Item", {"item_code": code})


def choices(book: str) -> list[plan.Choice]:
	"""What can be declared in `book` everywhere: items of its class without an owner unit, none sensitive."""
	field = catalogue.CLASS_FIELDS[catalogue.book(book).subject_class]
	names = frappe.get_all(
		"Points Item",
		{"status": "In Use", field: 1, "sensitive": 0, "grid_unit": ["is", "not set"]},
		pluck="name",
		order_by="item_code",
	)
	items = [catalogue.item(name) for name in names]
	return [plan.Choice(i.name, i.points, i.low, i.high, tuple(i.levels)) for i in items]


def _households(village: str) -> list[str]:
	return frappe.get_all(
		"Household",
		{"grid_unit": ["like", f"{village}%"], "status": "On Register", "head": ["is", "set"]},
		pluck="name",
		order_by="address_order",
		limit=400,
	)


def _shop() -> tuple[str, str]:
	"""The street's travelling shop with salt for the fairs; (shop, item)."""
	place = frappe.db.get_value("Points Shop", {"shop_name": SHOP})
	if not place:
		place = (
			frappe.get_doc(doctype="Points Shop", shop_name=SHOP, grid_unit=STREET, hold_days=7).insert().name
		)
	reward = frappe.db.get_value("Reward Item", {"item_name": "食用盐", "grid_unit": STREET})
	if not reward:
		values = {"kind": "Goods", "points_price": 2, "measure_unit": "袋", "money_value": 2.5}
		reward = (
			frappe.get_doc(doctype="Reward Item", item_name="食用盐", grid_unit=STREET, **values)
			.insert()
			.name
		)
		stock_papers.book_in(_delivery(place, [{"item": reward, "quantity": 2000, "unit_price": 2.5}]))
	return place, reward


def _delivery(place: str, rows: list[dict]) -> str:
	values = {"supplier_name": "集里街道供销社", "grid_unit": STREET, "enabled": 1}
	supplier = frappe.get_doc(doctype="Reward Supplier", **values).insert().name
	values = {"receipt_no": "XH-0001", "received_on": nowdate()}
	return (
		frappe.get_doc(doctype="Stock Receipt", shop=place, supplier=supplier, rows=rows, **values)
		.insert()
		.name
	)

"""The year's people at work: declare, check, endorse, publish, object, credit, redeem. Every step by its own duty.

What a rule refuses (a cap reached, the own household) is counted and left out, as an office would. Deeds and
notices bear the dates of the year; entries are posted on the day on which the year is played.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe
from frappe.model.workflow import apply_workflow

from grid_governance import permissions
from grid_governance.api import notices as notices_api
from grid_governance.demo.acting import acting
from grid_governance.demo.pictures import one_photo
from grid_governance.demo.year import plan
from grid_governance.points.declaring import batches, rounds
from grid_governance.points.notice import notice_rows, notices, objections
from grid_governance.points.redemption import shop
from grid_governance.points.rulebook import catalogue


@dataclass(frozen=True)
class Office:
	"""Logins of the year: who enters, who check in turn, who endorses and serves at fairs, who decides objections."""

	clerk: str
	checkers: tuple[str, ...]
	endorser: str
	committee: str


@dataclass(frozen=True)
class Stage:
	"""Where the year is played. items: what is declared; activity, round_items: names of Points Items."""

	year: int
	book: str
	items: Sequence[plan.Choice]
	activity: str
	round_items: Sequence[str]
	shop: str | None = None
	reward: str | None = None
	size: plan.Size = field(default_factory=plan.Size)


def village(stage: Stage, office: Office, unit: str, households: list[str], done: Counter) -> None:
	"""Twelve months of one village; commits after each month."""
	chance = plan.chance_of(unit, stage.year)
	planned = plan.declarations(chance, stage.year, stage.size, households, list(stage.items))
	for month in plan.MONTHS:
		for deed in planned[month]:
			_declaration(stage, office, deed, done)
		if month in stage.size.activity_months:
			people = plan.some(chance, households, stage.size.activity_people)
			_activity(stage, office, unit, plan.day_in(chance, stage.year, month), people, done)
		if month in stage.size.round_months:
			day = plan.day_in(chance, stage.year, month)
			_round(stage, office, unit, day, households[: stage.size.round_households], done)
			_notice(stage, office, unit, month, done)
		if month in stage.size.fair_months and stage.shop:
			_fair(stage, office, unit, month, done)
		frappe.db.commit()


@contextmanager
def attempt(done: Counter, what: str):
	"""Count what worked; what a rule refuses leaves nothing behind and is counted too."""
	frappe.db.savepoint("attempt")
	try:
		yield
		done[what] += 1
	except (frappe.ValidationError, frappe.PermissionError):
		frappe.set_user("Administrator")
		permissions.forget_posts()
		frappe.db.rollback(save_point="attempt")
		frappe.clear_messages()
		done[f"{what} refused"] += 1


def _declaration(stage: Stage, office: Office, deed: plan.Deed, done: Counter) -> None:
	with attempt(done, "declarations"):
		declared(
			office, stage.book, deed.household, deed.item, deed.day, points=deed.points, level=deed.level
		)


def declared(
	office: Office,
	book: str,
	household: str,
	item: str,
	day: date,
	steps: Sequence[str] = ("Check As True", "Endorse"),
	**worth,
) -> None:
	"""A household's deed as the clerk enters it, through `steps` by the others. worth: points or level."""
	with acting(office.clerk):
		doc = frappe.get_doc(
			doctype="Points Declaration",
			book=book,
			subject_doctype="Household",
			subject=household,
			grid_unit=frappe.db.get_value("Household", household, "grid_unit"),
			item=item,
			deed_date=day,
			evidence=[{"file": one_photo("佐证")}],
			**worth,
		).insert()
		apply_workflow(doc, "Declare")
	_sign(office, "Points Declaration", doc.name, steps)


def _sign(
	office: Office, doctype: str, name: str, steps: Sequence[str] = ("Check As True", "Endorse")
) -> None:
	"""The checkers take turns, by the key of the record."""
	checker = office.checkers[zlib.crc32(name.encode()) % len(office.checkers)]
	for action in steps:
		with acting(checker if action == "Check As True" else office.endorser):
			apply_workflow(frappe.get_doc(doctype, name), action)


def _activity(stage: Stage, office: Office, unit: str, day: date, people: list[str], done: Counter) -> None:
	with attempt(done, "activities"):
		with acting(office.clerk):
			doc = frappe.get_doc(
				doctype="Points Batch",
				activity=f"{day.month}月村庄清洁行动",
				book=stage.book,
				item=stage.activity,
				grid_unit=unit,
				deed_date=day,
				evidence=[{"file": one_photo("活动现场")}],
				people=[{"subject": name} for name in people],
			).insert()
			apply_workflow(doc, "Declare")
		_sign(office, "Points Batch", doc.name)
		_credit_without_notice(doc.name)


def _round(stage: Stage, office: Office, unit: str, day: date, homes: list[str], done: Counter) -> None:
	with attempt(done, "rounds"):
		with acting(office.clerk):
			name = rounds.create(
				stage.book, unit, day.isoformat(), f"{day.month}月入户评比", stage.round_items
			)
			cells = [
				rounds.Cell(home, item, catalogue.item(item).points)
				for number, home in enumerate(homes)
				for item in stage.round_items
				if (number + len(item) + day.month) % 4  # one in four does not pass
			]
			rounds.save_cells(name, cells, skip_wrong=True)
			doc = frappe.get_doc("Points Batch", name)
			doc.append("evidence", {"file": one_photo("入户评比表")})
			doc.save()
			apply_workflow(doc, "Declare")
		_sign(office, "Points Batch", name)
		_credit_without_notice(name)


def _credit_without_notice(batch: str) -> None:
	if frappe.db.get_value("Points Batch", batch, "stage") == "Endorsed":
		book = frappe.db.get_value("Points Batch", batch, "book")
		if not catalogue.book(book).notice_days:
			frappe.db.commit()
			batches.credit_job(batch)  # what the background would do next


def _notice(stage: Stage, office: Office, unit: str, month: int, done: Counter) -> None:
	"""Publish what the quarter has brought, one objection, the photo of the board, the days, the ledger."""
	if not catalogue.book(stage.book).notice_days:
		return
	with attempt(done, "notices"):
		with acting(office.clerk):
			doc = frappe.get_doc(
				doctype="Public Notice",
				kind="Points",
				title=f"{stage.year}年第{month // 3}季度积分公示",
				grid_unit=unit,
				book=stage.book,
				days=catalogue.book(stage.book).notice_days,
			).insert()
			notices.publish(doc.name)
		_objection(office, doc.name, done)
		# the sheet hung in the year that is played: only a historic load may say so
		posted = date(stage.year, month, 28) + timedelta(days=5)
		notices.start_days(doc.name, [one_photo("公示张贴照片")], posted_on=posted)
		with acting(office.clerk):
			notices.close(doc.name)
	frappe.db.commit()
	notices.close_job(doc.name)


def _objection(office: Office, notice: str, done: Counter) -> None:
	rows = notice_rows.read(notice)
	if len(rows) < 5:
		return
	number = len(rows) // 2
	row = rows[number]
	with attempt(done, "objections"):
		with acting(office.clerk):
			facts = f"第{number + 1}行的得分与实际不符，请核查。"
			notices_api.object_on_paper(notice, "村民来信", facts, rows=[row.name])
		name = frappe.db.get_value(objections.DOCTYPE, {"notice": notice})
		with acting(office.committee):
			objections.examine(name)
			upheld = number % 2
			decision = (objections.REFUSED, None) if upheld else (objections.STANDS, None)
			answer = "经入户核查，该项得分不成立，已取消。" if upheld else "经入户核查，该项得分属实。"
			objections.decide(name, {row.name: decision}, answer)


def _fair(stage: Stage, office: Office, unit: str, month: int, done: Counter) -> None:
	price = frappe.db.get_value("Reward Item", stage.reward, "points_price")
	account = frappe.qb.DocType("Points Account")
	query = frappe.qb.from_(account).select(account.name)
	query = query.where((account.book == stage.book) & account.grid_unit.like(f"{unit}%"))
	query = query.where(account.balance >= price).orderby(account.name).limit(stage.size.fair_people)
	for name in query.run(pluck=True):
		with attempt(done, "redemptions"), acting(office.endorser):
			goods = [{"item": stage.reward, "quantity": 1}]
			key = f"year:{stage.year}:{month}:{name}"
			shop.redeem_on_the_spot(stage.shop, name, goods, key, mode=shop.FAIR)

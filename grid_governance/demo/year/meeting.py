"""The last meeting of the year: good deeds of the moral savings bank, checked, appraised and minuted."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import frappe

from grid_governance.api import appraisal as api
from grid_governance.demo.acting import acting
from grid_governance.demo.pictures import one_photo
from grid_governance.demo.year import play
from grid_governance.points.review import appraisal

DEEDS = 6  # of so many households; the meeting refuses the last one
CAPACITY = "村（居）民代表"
TITLE = "道德储蓄积分评议会"


def hold(
	office: play.Office, book: str, items: list[str], unit: str, homes: list[str], day: date, done: Counter
) -> None:
	"""Declare the deeds of the days before `day`, check them, and let three representatives decide about them.

	items: fixed points of the book's class. The representatives are the heads of the last three homes.
	"""
	if len(homes) < DEEDS + 3 or not items:
		return
	for number, home in enumerate(homes[:DEEDS]):
		with play.attempt(done, "deeds for the meeting"):
			deed = day - timedelta(days=1 + number % 5)
			play.declared(office, book, home, items[number % len(items)], deed, steps=("Check As True",))
	with play.attempt(done, "meetings"), acting(office.clerk):
		doc = _meeting(book, unit, _heads(homes[-3:]), day)
		api.draw_deeds(doc.name)
		doc.reload()
		if len(doc.rows) > 1:
			doc.rows[-1].update({"result": appraisal.REFUSED, "reason": "入户了解，与申报情况不符"})
			doc.save()
		api.conclude(doc.name)


def _meeting(book: str, unit: str, names: list[str], day: date):
	"""Whoever belongs to the appraisal group is listed by itself; the representatives come along."""
	doc = frappe.get_doc(
		doctype="Appraisal Meeting",
		meeting_name=TITLE,
		grid_unit=unit,
		book=book,
		meeting_date=day,
		members=[row for row in appraisal.candidates(unit) if row.pop("due")],
		minutes=[{"file": one_photo("评议会记录")}],
	)
	known = {member.member_name for member in doc.members}
	for name in names:
		if name not in known:
			doc.append("members", {"member_name": name, "capacity": CAPACITY})
	for member in doc.members:
		member.present = 1
	doc.chaired_by = doc.members[0].member_name
	return doc.insert()


def _heads(homes: list[str]) -> list[str]:
	house, person = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")
	query = frappe.qb.from_(house).join(person).on(person.name == house.head).select(person.resident_name)
	return list(
		dict.fromkeys(query.where(house.name.isin(homes)).orderby(house.address_order).run(pluck=True))
	)

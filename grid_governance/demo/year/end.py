"""The end of the year: the settlement of the book over the whole street, then honors from its ranks."""

from __future__ import annotations

import frappe

from grid_governance.demo.acting import acting
from grid_governance.demo.year.play import Office, Stage
from grid_governance.points.year_end import honors, settlement, settlement_jobs

TITLE = "积分之星"
FIRST_PLACES = 3


def settle(stage: Stage, office: Office, unit: str) -> str:
	"""Settle `stage.year` of the book in `unit`; returns the settlement. Commits."""
	with acting(office.endorser):
		doc = frappe.get_doc(
			doctype="Points Settlement",
			book=stage.book,
			grid_unit=unit,
			year=stage.year,
			accept_open=1,
			accept_reason="年度资料补录,未办结事项转入下一年度办理",
		).insert()
		settlement.start(doc)
	frappe.db.commit()
	settlement_jobs.run_job(doc.name)  # what the background would do next
	return doc.name


def honor(stage: Stage, office: Office, unit: str) -> int:
	"""Propose the first three of each village and award them; returns how many. Commits."""
	rule = frappe.db.get_value("Honor Rule", {"honor_title": TITLE, "book": stage.book})
	if not rule:
		values = {"level": "Village", "chosen_by": "First Places", "first_places": FIRST_PLACES}
		rule = frappe.get_doc(
			doctype="Honor Rule", honor_title=TITLE, book=stage.book, grid_unit=unit, **values
		)
		rule = rule.insert(ignore_permissions=True).name
	with acting(office.endorser):
		honors.propose(rule, stage.year, unit)
		names = frappe.get_all("Honor Award", {"rule": rule, "year": stage.year}, pluck="name")
		honors.decide(names, True)
	frappe.db.commit()
	return len(names)

"""The ground of ./dev bench cases: a county of its own with cases and their clocks; `grow` brings it to so many.

One case in five is open, and each has one clock; 1,000 clocks are due, whatever the size. The rows come from the
server's own sequence tables: making them is not what is measured.
"""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime

from grid_governance.tests.factories import core

COUNTY = "990201"
TOWNS, VILLAGES_OF_TOWN = 20, 20
DUE = 1000
OPEN_SHARE = 5
CATEGORIES = 4
LIMIT = "Mediation"
DOCTYPES = ("Case Clock", "Dispute Case")


class Ground:
	def __init__(self):
		self.clear()
		for code, name in ((COUNTY[:2], "测量省"), (COUNTY[:4], "测量市"), (COUNTY, "测量县")):
			core.make_unit(code, name)
		self.town = f"{COUNTY}001"
		core.make_unit(self.town, "测量镇")
		self.village = f"{self.town}200"
		core.make_unit(self.village, "测量村")
		self.categories = frappe.get_all(
			"Case Category", pluck="name", order_by="sort_order", limit=CATEGORIES
		)
		self.cases = 0
		frappe.db.commit()

	def grow(self, cases: int) -> None:
		first, self.cases = self.cases + 1, cases
		frappe.db.sql(_CASES.format(first=first, last=cases), self._values())
		frappe.db.sql(_CLOCKS.format(first=first, last=cases), self._values())
		frappe.db.commit()
		frappe.db.sql("analyze table `tabDispute Case`, `tabCase Clock`")

	def make_due(self) -> None:
		"""1,000 clocks of open cases, spread over the county, ended a minute ago; all others have time."""
		step = self.cases // OPEN_SHARE // DUE * OPEN_SHARE
		frappe.db.sql(
			"""update `tabCase Clock` clock join seq_1_to_{1} due
				on clock.name = concat('bench-', lpad(due.seq * {0}, 9, '0'))
			set clock_state = 'Running', breached_at = null, to_tell = null,
				due_at = %(now)s - interval 1 minute, next_at = %(now)s - interval 1 minute""".format(
				step, DUE
			),
			{"now": now_datetime()},
		)
		frappe.db.commit()

	def _values(self) -> dict:
		return {
			"county": COUNTY,
			"now": now_datetime(),
			"categories": ",".join(self.categories),
			"limit": LIMIT,
		}

	@staticmethod
	def clear() -> None:
		frappe.db.rollback()
		for doctype in DOCTYPES:
			frappe.db.delete(doctype, {"name": ["like", "bench-%"]})
			frappe.db.commit()
		frappe.db.delete("Grid Unit", {"name": ["like", f"{COUNTY[:2]}%"]})
		frappe.db.commit()


# seq is the case's number: its village, kind, stage and days follow from it
_UNIT = (
	f"""concat(%(county)s, lpad(seq %% {TOWNS} + 1, 3, '0'), 200 + seq div {TOWNS} %% {VILLAGES_OF_TOWN})"""
)
_OPEN = f"seq %% {OPEN_SHARE} = 0"
_NAME = "concat('bench-', lpad(seq, 9, '0'))"
_DAY = "date_sub(date(%(now)s), interval seq %% 1000 day)"
_END = f"date_add({_DAY}, interval 20 day)"
_STAGE = f"if(seq <= 500, 'Screening', if({_OPEN}, 'In Mediation', 'Case Closed'))"
_CHANGED = "date_sub(%(now)s, interval 86400000 - seq second)"
_CASES = f"""
	insert into `tabDispute Case` (name, owner, creation, modified, modified_by, grid_unit, handling_unit, case_title,
		category, difficulty, way_of_settlement, source, stage, workflow_state, facts, settlement, party_names, amount,
		people_involved, registered_on, taken_on, closed_on, outcome, accepted_on, mediation_ended_on, mediation_result,
		ended_as, handling_level)
	select {_NAME}, 'Administrator', {_DAY}, {_CHANGED}, 'Administrator', {_UNIT}, {_UNIT}, {_NAME},
		substring_index(substring_index(%(categories)s, ',', 1 + seq %% {CATEGORIES}), ',', -1),
		elt(1 + seq %% 4, 'Trifle', 'Minor Matter', 'Major Matter', 'Hard Matter'), "People's Mediation",
		'Application By A Party', {_STAGE}, {_STAGE}, '测量', if({_OPEN}, null, '测量'), '测量', 1000,
		2, {_DAY}, {_DAY}, if({_OPEN}, null, {_END}), if({_OPEN}, null, 'All Performed'), {_DAY},
		if({_OPEN}, null, {_END}), if({_OPEN}, null, 'Written Agreement'), if({_OPEN}, null, 'Case Closed'), 'Village'
	from seq_{{first}}_to_{{last}}
"""
_DUE = "date_add(%(now)s, interval 30 + seq %% 30 day)"
_CLOCKS = f"""
	insert into `tabCase Clock` (name, owner, creation, modified, modified_by, dispute_case, reference_doctype,
		reference_name, limit_name, grid_unit, charged_unit, started_at, due_at, first_due_at, next_at, clock_state,
		stopped_at)
	select {_NAME}, 'Administrator', {_DAY}, {_DAY}, 'Administrator', {_NAME}, 'Dispute Case', {_NAME}, %(limit)s,
		{_UNIT}, {_UNIT}, {_DAY}, {_DUE}, {_DUE}, if({_OPEN}, {_DUE}, null), if({_OPEN}, 'Running', 'Met'),
		if({_OPEN}, null, {_END})
	from seq_{{first}}_to_{{last}}
"""

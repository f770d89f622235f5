"""Brings the demo's people in through the household import: same reading of cells, same rules, same writer."""

from __future__ import annotations

import time

import frappe

from grid_governance.demo import people
from grid_governance.demo.places import Village
from grid_governance.demo.progress import Progress
from grid_governance.registry.importing import job, plan, writing
from grid_governance.registry.importing.grouping import CHANGED, NEW, UNCHANGED, WRONG


def bring_in(village: Village, progress: Progress) -> int:
	"""Import one village in one transaction; returns how many households are new. A second run finds none.

	Raises RuntimeError when a rule refuses a generated row: the demo is then wrong, not the rule.
	"""
	started = time.monotonic()
	job.check_right(village.code)
	judged = plan.build(people.rows(village), village.code, job.words())
	if judged.households[WRONG]:
		person = next(p for p in judged.wrong_people() if p.problems)
		raise RuntimeError(f"{village.code} row {person.line}: {person.problems[0].text()}")
	if judged.households[NEW] + judged.households[CHANGED] > 0:
		writing.write(judged.houses)
		frappe.db.commit()
	progress.say(
		f"{village.name}: {judged.households[NEW]:,} 户新建 {judged.residents[NEW]:,} 人, "
		f"{judged.households[UNCHANGED]:,} 户无变化",
		time.monotonic() - started,
	)
	return judged.households[NEW] + judged.households[CHANGED]

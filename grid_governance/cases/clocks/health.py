"""Whether somebody sweeps: a scheduler that rests charges nobody and warns nobody, without a word."""

from __future__ import annotations

from datetime import timedelta

from frappe.utils import getdate, now_datetime, nowdate
from frappe.utils.scheduler import is_dormant, is_scheduler_inactive

from grid_governance import work_calendar
from grid_governance.cases.clocks import sweep

PATIENCE = timedelta(minutes=10)
AHEAD = timedelta(days=60)


def findings() -> list[str]:
	"""What is wrong and what to do, in English for the administrator's console; empty when all is well."""
	found = []
	if is_scheduler_inactive(verbose=False):
		found.append("The scheduler is switched off: bench --site SITE enable-scheduler")
	elif is_dormant():
		found.append(
			"The scheduler is dormant: nobody has logged in for days. Log in once; jobs then run on time."
		)
	waiting = sweep.overdue(now_datetime() - PATIENCE)
	if waiting:
		found.append(f"{waiting} clocks are due and nobody sweeps them: start scheduler and workers.")
	years = calendar_gap()
	if years:
		found.append(
			f"The holidays of {', '.join(map(str, years))} are not known: enter them as Work Calendar Days."
		)
	return found


def calendar_gap() -> list[int]:
	"""Years of the next sixty days whose holidays the site does not know: weekends alone are heeded there."""
	today = getdate(nowdate())
	return work_calendar.current().years_without_table(today, today + AHEAD)

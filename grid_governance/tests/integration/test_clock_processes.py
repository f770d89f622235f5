"""Two sweeps at the same moment and one that is killed: every limit ends once, everybody is told once.

The clocks are committed (other processes have to see them) and removed at the end.
"""

import os
import re
import signal
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from grid_governance.cases.clocks import limits
from grid_governance.tests import processes
from grid_governance.tests.factories import core

CLOCKS = 60

SWEEP = """
from grid_governance.cases.clocks import sweep
sweep.CHUNK = 10
sweep.run()
print("swept")
"""

# Half of a chunk has been handled and nothing of it is committed when the process dies.
DYING = """
import time
from frappe.utils import now_datetime
from grid_governance.cases.clocks import sweep
sweep.CHUNK = 10
sweep.act(now_datetime()); frappe.db.commit()
sweep.act(now_datetime())
print("dying", flush=True)
time.sleep(60)
"""


@pytest.fixture
def overdue(site):
	"""Clocks of village A that ran out an hour ago, and the street's dispatcher who is told."""
	units_before = set(frappe.get_all("Grid Unit", pluck="name"))
	core.make_world()
	above = core.make_worker("Dispatcher", core.STREET, email="clock.watch@gg.test")
	late = now_datetime() - timedelta(hours=1)
	names = []
	for number in range(CLOCKS):
		clock = frappe.new_doc("Case Clock")
		clock.update(
			{
				"limit_name": limits.HANDLE,
				"reference_doctype": "Grid Unit",
				"reference_name": core.VILLAGE_A,
				"open_key": f"process-test-{number}",
				"grid_unit": core.VILLAGE_A,
				"charged_unit": core.VILLAGE_A,
				"escalates": 1,
				"started_at": late - timedelta(days=2),
				"due_at": late,
				"next_at": late,
				"clock_state": limits.RUNNING,
			}
		)
		clock.flags.by_the_clocks = True
		names.append(clock.insert().name)
	frappe.db.commit()
	yield frappe._dict(names=names, above=above)
	frappe.db.rollback()
	frappe.db.delete("Case Clock", {"name": ["in", names]})
	frappe.db.delete("Notification Log", {"for_user": above})
	worker = frappe.db.get_value("Grid Worker", {"user": above})
	for doctype, filters in (
		("Grid Post", {"parent": worker}),
		("Grid Worker", {"name": worker}),
		("Has Role", {"parent": above}),
		("User", {"name": above}),
		("Grid Unit", {"name": ["in", [*set(frappe.get_all("Grid Unit", pluck="name")) - units_before, ""]]}),
	):
		frappe.db.delete(doctype, filters)
	frappe.db.commit()


def states(names):
	frappe.db.rollback()
	return frappe.get_all(
		"Case Clock", {"name": ["in", names]}, ["clock_state", "to_tell", "escalated_to"], as_list=True
	)


def told(user):
	"""How many clocks the notifications of `user` speak of."""
	subjects = frappe.get_all("Notification Log", {"for_user": user}, pluck="subject")
	return sum(int(re.match(r"\d*", subject)[0] or 1) for subject in subjects)


def test_two_sweeps_at_once_end_every_limit_once(overdue):
	processes.results([processes.spawn(SWEEP) for _n in range(2)])
	assert set(states(overdue.names)) == {(limits.BREACHED, None, core.STREET)}
	assert told(overdue.above) == CLOCKS


def test_a_killed_sweep_leaves_whole_chunks_and_the_next_one_does_the_rest(overdue):
	victim = processes.spawn(DYING)
	assert victim.stdout.readline().strip() == "dying"
	os.kill(victim.pid, signal.SIGKILL)
	victim.wait()
	ended = [state for state, _mark, _unit in states(overdue.names)].count(limits.BREACHED)
	assert ended == 10 and told(overdue.above) == 0
	processes.results([processes.spawn(SWEEP)])
	assert set(states(overdue.names)) == {(limits.BREACHED, None, core.STREET)}
	assert told(overdue.above) == CLOCKS

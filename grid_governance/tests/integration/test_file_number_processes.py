"""File numbers under real processes: no gap, no twin, and a number that was not kept is given again."""

from __future__ import annotations

import frappe
import pytest

from grid_governance.registry import numbers
from grid_governance.tests.factories import core, registry
from grid_governance.tests.processes import results, spawn

YEAR = 2026
TAKE = """
import time
from grid_governance.points.ledger.locks import run_with_retry
from grid_governance.registry import numbers
body, each, kept = sys.argv[2], int(sys.argv[3]), []
frappe.db.get_value("Mediation Body", body, "body_name")  # an old snapshot, as a request has
for n in range(each):
	number = run_with_retry(lambda: numbers.next_file_number(body, 2026))
	time.sleep(0.003)
	if n % 5 == 4:  # the case was refused after all: the number is free again
		frappe.db.rollback()
	else:
		frappe.db.commit()
		kept.append(number)
print(" ".join(map(str, kept)))
"""


@pytest.fixture
def body(site):
	units = set(frappe.get_all("Grid Unit", pluck="name"))
	core.make_world()
	made = registry.make_mediation_body()
	frappe.db.commit()
	yield made.name
	frappe.db.rollback()
	frappe.db.delete(numbers.DOCTYPE, {"mediation_body": made.name})
	frappe.db.delete("Mediation Body", {"name": made.name})
	new = set(frappe.get_all("Grid Unit", pluck="name")) - units
	frappe.db.delete("Grid Unit", {"name": ["in", list(new) or [""]]})
	frappe.db.commit()


def test_parallel_processes_take_numbers_without_gap_and_without_twin(body):
	outputs = results([spawn(TAKE, body, "15") for _ in range(6)])
	taken = [int(number) for output in outputs for number in output.split()]
	assert sorted(taken) == list(range(1, 6 * 12 + 1))
	frappe.db.rollback()
	assert numbers.last_file_number(body, YEAR) == len(taken)


def test_the_first_takers_of_a_year_meet_without_error(body):
	outputs = results([spawn(TAKE, body, "1") for _ in range(6)])
	assert sorted(int(output) for output in outputs) == [1, 2, 3, 4, 5, 6]


HELD = """
import time
from grid_governance.registry import numbers
print(numbers.next_file_number(sys.argv[2], 2026), flush=True)
time.sleep(60)
"""


def test_a_killed_taker_gives_its_number_back(body):
	holder = spawn(HELD, body)
	assert holder.stdout.readline().strip() == "1"
	holder.kill()
	holder.communicate()
	assert results([spawn(TAKE, body, "1")])[0].strip() == "1"

"""Report Not Visited For N Days: the longest wait first, nobody at home is no visit."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.grid_governance.report.not_visited_for_n_days import not_visited_for_n_days as report
from grid_governance.tests.factories.registry import make_household, make_visit


def waiting(**filters) -> dict:
	return {row.address: row.days for row in report.execute(filters)[1]}


@pytest.fixture
def street(world):
	_never, long_ago, yesterday, closed_door = (
		make_household(room=str(n), villagers_group="8") for n in (1, 2, 3, 4)
	)
	make_visit(long_ago, visit_date=add_days(nowdate(), -45))
	make_visit(yesterday, visit_date=add_days(nowdate(), -1))
	make_visit(yesterday, visit_date=add_days(nowdate(), -90))
	make_visit(closed_door, visit_date=nowdate(), nobody_home=1)
	return world


def test_who_waits_and_for_how_long(street):
	rows = waiting(grid_unit=street.village_a)
	assert rows["8组1号"] is None and rows["8组2号"] == 45 and rows["8组4号"] is None
	assert "8组3号" not in rows


def test_never_visited_comes_first_then_the_longest_wait(street):
	addresses = [a for a in waiting(grid_unit=street.grid_a1, days=0) if a.startswith("8组")]
	assert addresses == ["8组1号", "8组4号", "8组2号", "8组3号"]


def test_more_days_leave_fewer_households(street):
	assert "8组2号" in waiting(days=44) and "8组2号" not in waiting(days=45)


def test_households_off_the_register_are_not_called_on(street):
	gone = frappe.db.get_value("Household", {"address": "8组1号"})
	frappe.db.set_value("Household", gone, "status", "Off Register")
	assert "8组1号" not in waiting()


def test_bad_filters_are_named(street):
	with pytest.raises(frappe.ValidationError):
		report.execute({"days": -1})
	with pytest.raises(frappe.ValidationError):
		report.execute({"grid_unit": "1' or 1=1"})

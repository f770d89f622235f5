"""Working time of the office: the hours of the settings, the days of the calendar."""

import frappe
import pytest
from frappe.utils import getdate

from grid_governance import work_calendar
from grid_governance.cases.clocks import limits, office, running
from grid_governance.seeds import working_hours
from grid_governance.tests.factories import cases, clocks


@pytest.fixture
def desk(world):
	return clocks.holder(world)


def test_a_calendar_that_never_ends_is_told_and_nothing_starts(desk, as_user):
	clocks.make_policy([{"unit": "Working Minute", "warn_before": 1}], desk.world.village_a)
	settings = frappe.get_single("Grid Governance Settings")
	for field in ("morning_from", "morning_to", "afternoon_from", "afternoon_to"):
		settings.set(field, None)
	with pytest.raises(frappe.ValidationError, match="working hours"):
		settings.save()
	for field in ("morning_from", "morning_to", "afternoon_from", "afternoon_to"):
		frappe.db.set_single_value("Grid Governance Settings", field, None)
	case = cases.make_case()
	before = frappe.db.count("Case Clock")
	with pytest.raises(frappe.ValidationError, match="never end"):
		running.start(limits.MEDIATION, case)
	assert frappe.db.count("Case Clock") == before


def test_the_moment_of_the_installation_is_no_working_day(world):
	"""The platform fills time fields of settings that nobody has saved with the moment of the installation."""
	fields = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
	for n, field in enumerate(fields):
		frappe.db.set_single_value("Grid Governance Settings", field, f"21:37:34.97623{n}")
	with pytest.raises(frappe.ValidationError, match="working hours"):
		frappe.get_single("Grid Governance Settings").save()
	working_hours.plant()
	assert [str(moment) for span in office.current().spans for moment in span] == list(office.USUAL.values())
	frappe.db.set_single_value("Grid Governance Settings", "morning_from", "09:00:00")
	working_hours.plant()
	assert str(office.current().opens_at()) == "09:00:00", "what the office has set stays"
	frappe.db.delete("Singles", {"doctype": "Grid Governance Settings"})
	working_hours.plant()
	assert str(office.current().opens_at()) == office.USUAL["morning_from"]
	assert frappe.db.get_single_value("Grid Governance Settings", "return_visit_days")


def test_a_day_entered_by_the_office_counts_everywhere(world):
	day = getdate("2055-10-01")
	work_calendar.forget()
	assert not work_calendar.current().is_rest_day(day), "a Friday of a year without a table"
	frappe.get_doc(doctype="Work Calendar Day", day=day, day_kind="Rest Day", note="国庆节").insert()
	assert work_calendar.current().is_rest_day(day)
	assert work_calendar.current().last_day(getdate("2055-09-26"), 5) == getdate("2055-10-04")
	frappe.delete_doc("Work Calendar Day", str(day))
	assert not work_calendar.current().is_rest_day(day)

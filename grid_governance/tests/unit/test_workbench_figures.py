"""Spans of time in figures of workbenches: a name that a supported Frappe does not know counts today alone."""

import re
from pathlib import Path

import pytest

import grid_governance

DESK = Path(grid_governance.__file__).parent / "grid_governance"
KNOWN = {
	"yesterday", "today", "tomorrow",
	*(f"{when} {span}" for when in ("last", "this", "next") for span in ("week", "month", "quarter", "year")),
	"last 6 months", "next 6 months",
}  # fmt: skip
FIGURES = [path for kind in ("workspace", "number_card") for path in sorted((DESK / kind).glob("*/*.json"))]


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_every_span_of_time_is_one_that_each_supported_frappe_knows(path):
	named = re.findall(r'Timespan\\", ?\\"([^"\\]+)', path.read_text(encoding="utf-8"))
	assert set(named) <= KNOWN, named


def test_visits_due_count_what_is_overdue_for_long():
	text = (DESK / "workspace/mediation_workbench/mediation_workbench.json").read_text(encoding="utf-8")
	assert r"\"due_on\": [\"<=\", frappe.datetime.get_today()]" in text

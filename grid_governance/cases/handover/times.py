"""The rows of the timeline: every hop with its names, its running clock and how long it took."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.utils import get_fullname, now_datetime

from grid_governance.cases import owner
from grid_governance.cases.handover import rights
from grid_governance.figures import places

CLOCK = "Case Clock"
ALL = ("name", "hop_number", "kind", "stage", "decided")
WHO = ("from_unit", "from_department", "from_holder", "to_unit", "to_department", "to_worker")
BY = ("sent_by", "signed_by", "handled_by", "fed_back_by", "ended_by")
WHEN = ("sent_at", "signed_at", "in_hand_at", "handled_at", "fed_back_at", "ended_at", "due")
WHAT = (
	"asked",
	"result",
	"feedback",
	"visitor_reply",
	"back_reason",
	"recall_reason",
	"verification",
	"rework_reason",
	"rework_count",
	"routing_reason",
	"signed_late",
	"handled_late",
)


def timeline(case: str) -> list[dict]:
	"""All hops of a case in their order, with names instead of codes, the clock that runs, and the minutes of each.

	The caller has checked that the user may read the case.
	"""
	rows = frappe.get_all(
		"Case Handover", {"dispute_case": case}, [*ALL, *WHO, *BY, *WHEN, *WHAT], order_by="hop_number"
	)
	clocks = _running_clocks(case)
	names = names_of(rows)
	now = now_datetime()
	for row in rows:
		end = row.ended_at or (row.fed_back_at if row.stage == owner.FED_BACK else None)
		row.minutes = round(((end or now) - row.sent_at).total_seconds() / 60)
		row.clock = clocks.get(row.name)
		row.sender = _line(row, names, "from_unit", "from_department", "from_holder")
		for column in BY:
			row[column] = get_fullname(row[column]) if row[column] else None
		row.receiver = _line(row, names, "to_unit", "to_department", "to_worker")
	return rows


def names_of(rows: Iterable[dict]) -> dict[str, str]:
	"""Code or record name → what people call it, for units, departments and workers of many rows at once."""
	names: dict[str, str] = {}
	for columns, doctype, title in (
		(("from_unit", "to_unit"), "Grid Unit", "unit_name"),
		(("from_department", "to_department"), "Local Organisation", "organisation_name"),
		(("from_holder", "to_worker"), "Grid Worker", "worker_name"),
	):
		names |= places.titles(doctype, title, {row.get(column) for row in rows for column in columns})
	return names


def _line(row, names: dict[str, str], *columns: str) -> str:
	return rights.line([names.get(row.get(column)) for column in columns])


def _running_clocks(case: str) -> dict[str, dict]:
	rows = frappe.get_all(
		CLOCK,
		{"dispute_case": case, "reference_doctype": "Case Handover", "stopped_at": ["is", "not set"]},
		["reference_name", "limit_name", "clock_state", "due_at"],
	)
	return {row.reference_name: row for row in rows}

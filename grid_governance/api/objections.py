"""Handling objections to a notice over HTTP: for handlers without a part in it (points/notice/objections.py)."""

from __future__ import annotations

import frappe

from grid_governance.points.notice import objections


@frappe.whitelist(methods=["POST"])
def examine(objection: str) -> dict:
	"""Take an objection in hand; returns {stage}. Raises RecusalError for whoever has a part in it."""
	_mine(objection)
	objections.examine(objection)
	return {"stage": objections.EXAMINED}


@frappe.whitelist(methods=["POST"])
def decide(objection: str, decisions: dict | str, answer: str, reason: str | None = None) -> dict:
	"""Decide an objection in hand; returns {stage}: Upheld when at least one row does not stand.

	decisions: row of the notice (or "" for the notice as a whole) → [decision, new points]; decision is
	Stands, Points Changed or Not Recognised. answer goes to the objector, reason stands on the rows.
	"""
	_mine(objection)
	given = frappe.parse_json(decisions) if isinstance(decisions, str) else decisions
	return {
		"stage": objections.decide(objection, {row: tuple(how) for row, how in given.items()}, answer, reason)
	}


def _mine(objection: str) -> None:
	frappe.get_doc(objections.DOCTYPE, objection).check_permission("write")

"""Difficulty sets who takes a matter in hand first: 微事 grid, 小事 village, 大事 township, 难事 county.

The place of the event and the parties can only lift it further up: the lowest unit that holds them all (owner.py).
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import owner, stages
from grid_governance.cases.intake import parties
from grid_governance.registry import codes

LEVELS = {"Trifle": "Grid", "Minor Matter": "Village", "Major Matter": "Township", "Hard Matter": "County"}


def unit_of(place: str, party_units: list[str], difficulty: str | None) -> str:
	"""The unit that answers first for a matter at `place`. A grid's trifle is answered for by its village."""
	level = codes.LEVELS.index(LEVELS.get(difficulty or "", "Village")) + 1
	return owner.common_unit(place, party_units, min(level, owner.VILLAGE_LEVEL))


def complete(case) -> None:
	"""Write first level and handling unit; before anybody has taken the case in hand both follow its data.

	A unit that a person chose, or that a handover set, stays.
	"""
	case.first_level = LEVELS.get(case.difficulty)
	before = case.get_doc_before_save()
	if case.handling_unit and not (before and _may_follow(case, before)):
		return
	if case.grid_unit:
		case.handling_unit = _unit_for(case)


def check_body(case) -> None:
	"""A body takes on what its own unit, or one inside it, is to handle; what lies above is handed to it first."""
	body_unit = frappe.db.get_value("Mediation Body", case.mediation_body, "grid_unit")
	if not body_unit or codes.contains(body_unit, case.handling_unit or case.grid_unit):
		return
	unit = frappe.db.get_value("Grid Unit", case.handling_unit, "unit_name") or case.handling_unit
	frappe.throw(
		_(
			"This case is for {0} to handle first ({1}; it must hold the place and all parties). "
			"Its body takes it on, or it assigns the case down."
		).format(frappe.bold(unit), _(case.difficulty)),
		title=_("For A Higher Level"),
	)


def _may_follow(case, before) -> bool:
	if case.stage != stages.REGISTERED or case.handling_unit != before.handling_unit:
		return False
	changed = any(case.get(f) != before.get(f) for f in ("difficulty", "grid_unit"))
	changed = changed or parties.plain(case.parties) != parties.plain(before.parties)
	return changed and before.handling_unit == _unit_for(before)


def _unit_for(case) -> str:
	return unit_of(case.grid_unit, parties.units(case.parties), case.difficulty)

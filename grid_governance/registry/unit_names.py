"""What a unit is called where nothing beside it says where it lies: 西湖村第1网格, never its code."""

from __future__ import annotations

import frappe

from grid_governance.registry import codes

VILLAGE = codes.LEVELS.index("Village") + 1


def full(unit: str | None) -> str:
	"""西湖村第1网格第2微网格 below a village, the own name from the village up; a code that nothing bears as it is."""
	if not unit:
		return ""
	around = [unit] if not _is_code(unit) else [*reversed(codes.ancestors(unit)), unit]
	shown = [code for code in around if code == unit or codes.level(code) >= VILLAGE]
	names = [frappe.get_cached_value("Grid Unit", code, "unit_name") for code in shown]
	return "".join(name or "" for name in names) if names[-1] else unit


def _is_code(unit: str) -> bool:
	return unit.isdigit() and len(unit) in codes.LENGTHS

"""Which limit applies: the nearest unit that sets one decides, and in it the row that fits most closely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import frappe

from grid_governance.cases.clocks import limits
from grid_governance.registry import codes


@dataclass(frozen=True)
class Rule:
	"""What a clock takes over from a policy when it starts; the policy itself is not asked again."""

	policy: str | None
	amount: int
	unit: str
	warn_before: int = 0
	escalates: bool = True
	extension: str = limits.WITH_REASON
	order_on_breach: str | None = None


def find(limit: str, unit: str, category: str | None, difficulty: str | None, day: date) -> Rule | None:
	"""The rule for `limit` in `unit` on `day`; None when no policy sets this limit.

	Type before difficulty, either before none; of two alike the one that is valid from the later day.
	"""
	rows = [row for row in _rows(limit, unit, day) if _fits(row, category, difficulty)]
	if not rows:
		return None
	best = max(rows, key=_closeness)
	return Rule(
		best.policy,
		best.amount,
		best.unit,
		best.warn_before or 0,
		bool(best.escalate),
		best.extension,
		best.order_on_breach or None,
	)


def _rows(limit: str, unit: str, day: date) -> list[frappe._dict]:
	policy, row = frappe.qb.DocType("Response Policy"), frappe.qb.DocType("Response Limit")
	places = [unit, *codes.ancestors(unit)]
	return (
		frappe.qb.from_(policy)
		.join(row)
		.on((row.parent == policy.name) & (row.parenttype == "Response Policy"))
		.select(
			policy.name.as_("policy"),
			policy.grid_unit,
			policy.valid_from,
			row.amount,
			row.unit,
			row.warn_before,
			row.escalate,
			row.extension,
			row.order_on_breach,
			row.category,
			row.difficulty,
			row.idx,
		)
		.where((row.limit_name == limit) & (policy.status == "In Use"))
		.where(policy.grid_unit.isnull() | policy.grid_unit.isin(["", *places]))
		.where(policy.valid_from.isnull() | (policy.valid_from <= day))
		.where(policy.valid_to.isnull() | (policy.valid_to >= day))
		.run(as_dict=True)
	)


def _fits(row, category: str | None, difficulty: str | None) -> bool:
	return (not row.category or row.category == category) and (
		not row.difficulty or row.difficulty == difficulty
	)


def _closeness(row) -> tuple:
	"""The name comes last, so that two rows alike give the same answer every time."""
	return (
		len(row.grid_unit or ""),
		bool(row.category),
		bool(row.difficulty),
		row.valid_from or date.min,
		row.policy,
		row.idx,
	)

"""The dispatch desk: what waits for a dispatcher, each list by an index of its own (1,000,000 cases are not read).

	unassigned      registered or reported up to this centre, with nobody yet
	to be signed    handovers from and to the area that nobody has signed for
	urged           supervision orders to units of the area that are not answered or not yet verified
	about to breach, breached   clocks charged to units of the area that still run

Places are those of the user's posts as dispatcher; what the list conditions let through besides is not repeated.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from pypika.terms import Criterion, ExistsCriterion

from grid_governance import criteria
from grid_governance.cases import owner, stages
from grid_governance.cases.clocks import limits
from grid_governance.cases.handover import rights, times
from grid_governance.cases.supervision import words
from grid_governance.posts import posts_of
from grid_governance.registry import codes

PAGE = 50
MOST = 100  # what a tab counts up to
CASE, HOP, CLOCK, ORDER = "Dispute Case", "Case Handover", "Case Clock", "Supervision Order"
CASE_COLUMNS = (
	"name",
	"case_title",
	"party_names",
	"category",
	"difficulty",
	"grid_unit",
	"handling_unit",
	"department",
	"stage",
	"registered_on",
	"may_escalate",
	"mediator",
	"matter_number",
)


def own_units(user: str | None = None) -> list[str]:
	"""The units of the user's posts as dispatcher, none inside another."""
	units = {
		post.unit for post in posts_of(user) if post.role == rights.DISPATCHER and not post.assigned_only
	}
	return sorted(u for u in units if not any(v != u and codes.contains(v, u) for v in units))


def unassigned(units: list[str], limit: int = PAGE) -> list[dict]:
	"""At this centre itself registered or to be screened, in the area below to be screened; oldest first."""
	case, hop = frappe.qb.DocType(CASE), frappe.qb.DocType(HOP)
	rows: dict[str, dict] = {}
	own = case.handling_unit.isin(units)
	for where in (
		(case.stage == stages.REGISTERED) & own,
		(case.stage == stages.SCREENING) & _inside(CASE, "handling_unit", units),
	):
		query = (
			frappe.qb.from_(case)
			.left_join(hop)
			.on(hop.pending_case == case.name)
			.select(*(case[column] for column in CASE_COLUMNS))
			.where(where & hop.name.isnull())
			.where(
				_empty(case.department)
				& _empty(case.mediator)
				& ExistsCriterion(_taken_care_of(case)).negate()
			)
			.where(criteria.readable(CASE))
			.orderby(case.registered_on)
			.limit(limit)
		)
		rows.update({row.name: row for row in query.run(as_dict=True)})
	return sorted(rows.values(), key=lambda row: row.registered_on)[:limit]


def to_be_signed(units: list[str], limit: int = PAGE) -> list[dict]:
	"""Handovers nobody has signed for, sent from or to the area; the longest waiting first."""
	hop = frappe.qb.DocType(HOP)
	rows: dict[str, dict] = {}
	for column, direction in (("to_unit", "in"), ("from_unit", "out")):
		query = (
			_of_case(hop)
			.select(hop.name.as_("hop"), hop.kind, hop.sent_at, hop.to_unit, hop.from_unit)
			.select(hop.to_department, hop.to_worker, hop.from_department, hop.from_holder)
			.where((hop.stage == owner.PENDING) & _inside(HOP, column, units))
			.orderby(hop.sent_at)
			.limit(limit)
		)
		for row in query.run(as_dict=True):
			rows.setdefault(row.hop, {**row, "direction": direction})
	return sorted(rows.values(), key=lambda row: row["sent_at"])[:limit]


def about_to_breach(units: list[str], limit: int = PAGE) -> list[dict]:
	return _clocks(units, limits.WARNED, limit)


def breached(units: list[str], limit: int = PAGE) -> list[dict]:
	return _clocks(units, limits.BREACHED, limit)


def urged(units: list[str], limit: int = PAGE) -> list[dict]:
	"""Orders not answered or being verified, to the area or about a case that came here since; the oldest first."""
	order = frappe.qb.DocType(ORDER)
	rows: dict[str, dict] = {}
	for where in (_inside(ORDER, "to_unit", units), _inside(CASE, "handling_unit", units)):
		query = (
			_of_case(order)
			.select(order.name.as_("order"), order.kind.as_("order_kind"), order.issued_on, order.from_unit)
			.select(order.to_unit, order.to_department)
			.where(order.status.isin(words.OPEN) & where)
			.orderby(order.issued_on)
			.limit(limit)
		)
		rows.update({row.order: row for row in query.run(as_dict=True)})
	return sorted(rows.values(), key=lambda row: row.issued_on)[:limit]


TABS: dict[str, Callable[[list[str], int], list[dict]]] = {
	"unassigned": unassigned,
	"to_be_signed": to_be_signed,
	"about_to_breach": about_to_breach,
	"breached": breached,
	"urged": urged,
}


def rows(tab: str) -> list[dict]:
	"""The first rows of a tab, with names instead of codes and the clock that is nearest."""
	units = own_units()
	if not units:
		return []
	found = TABS[tab](units, PAGE)
	_add_names(found)
	_add_clocks(found)
	return found


def counts() -> dict[str, int]:
	"""How many lines each tab has, at most MOST."""
	units = own_units()
	return {tab: len(read(units, MOST)) if units else 0 for tab, read in TABS.items()}


# ---------------------------------------------------------------- helpers


def _clocks(units: list[str], state: str, limit: int) -> list[dict]:
	clock = frappe.qb.DocType(CLOCK)
	query = (
		_of_case(clock)
		.select(clock.name.as_("clock"), clock.limit_name, clock.clock_state, clock.due_at)
		.select(clock.charged_unit, clock.reference_doctype, clock.reference_name)
		.where((clock.clock_state == state) & clock.stopped_at.isnull())
		.where(_inside(CLOCK, "charged_unit", units))
		.orderby(clock.due_at)
		.limit(limit)
	)
	return query.run(as_dict=True)


def _of_case(table):
	"""A query on `table`, joined to its case, with the case's columns; only cases the user may read."""
	case = frappe.qb.DocType(CASE)
	return (
		frappe.qb.from_(table)
		.join(case)
		.on(case.name == table.dispute_case)
		.select(*(case[column] for column in CASE_COLUMNS))
		.where(criteria.readable(CASE))
	)


def _inside(doctype: str, column: str, units: list[str]) -> Criterion:
	return Criterion.any(criteria.inside(doctype, unit, column) for unit in units)


def _taken_care_of(case):
	"""The lead hop by which one person has the case, or which is handled and waits for its sender."""
	hop = frappe.qb.DocType(HOP).as_("held")
	with_a_person = hop.stage.isin(owner.HELD) & (hop.to_worker > "")
	held = (with_a_person | hop.stage.isin((owner.HANDLED, owner.FED_BACK))) & (hop.kind != owner.ASSISTANCE)
	return frappe.qb.from_(hop).select(hop.name).where((hop.dispute_case == case.name) & held)


def _empty(column) -> Criterion:
	return column.isnull() | (column == "")


def _add_names(found: list[dict]) -> None:
	names = times.names_of(
		[
			{
				"from_unit": row.get("from_unit") or row.get("handling_unit"),
				"to_unit": row.get("to_unit") or row.get("charged_unit"),
				"from_department": row.get("from_department") or row.get("department"),
				"to_department": row.get("to_department"),
				"to_worker": row.get("to_worker") or row.get("mediator"),
				"from_holder": row.get("from_holder"),
			}
			for row in found
		]
	)
	places = times.names_of(
		[{"from_unit": unit} for row in found for unit in _village_and_below(row["grid_unit"])]
	)

	def said(row: dict, columns: tuple[str, ...]) -> str:
		return rights.line([names.get(row.get(column)) for column in columns])

	for row in found:
		row["place"] = "".join(places.get(unit, "") for unit in _village_and_below(row["grid_unit"]))
		row["holder"] = said(row, ("handling_unit", "department", "mediator"))
		row["sender"] = said(row, ("from_unit", "from_department"))
		row["receiver"] = said(row, ("to_unit", "charged_unit", "to_department", "to_worker"))


def _village_and_below(unit: str) -> list[str]:
	"""第一网格 alone tells nobody where it is."""
	chain = [code for code in (unit, *codes.ancestors(unit)) if codes.level(code) >= owner.VILLAGE_LEVEL]
	return chain[::-1] or [unit]


def _add_clocks(found: list[dict]) -> None:
	"""The clock of each line that ends first."""
	wanted = [row["name"] for row in found if not row.get("clock")]
	if not wanted:
		return
	nearest: dict[str, dict] = {}
	for clock in frappe.get_all(
		CLOCK,
		{"dispute_case": ["in", wanted], "stopped_at": ["is", "not set"]},
		["dispute_case", "limit_name", "clock_state", "due_at"],
		order_by="due_at desc",
	):
		nearest[clock.dispute_case] = clock
	for row in found:
		if clock := nearest.get(row["name"]):
			row.setdefault("due_at", clock.due_at)
			row.setdefault("limit_name", clock.limit_name)
			row.setdefault("clock_state", clock.clock_state)

"""A case locked together with its hops: what every act reads first, and what it writes of the owner."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import get_datetime

from grid_governance.cases import owner, stages
from grid_governance.cases.handover import rights
from grid_governance.cases.owner import Holder, Hop
from grid_governance.registry import codes, unit_names

CASE, HOP = "Dispute Case", "Case Handover"
COLUMNS = (
	"name",
	"hop_number",
	"kind",
	"stage",
	"from_unit",
	"from_department",
	"from_holder",
	"to_unit",
	"to_department",
	"to_worker",
	"sent_at",
)


class HandoverError(frappe.ValidationError):
	"""The step cannot be taken; the message says why. Nothing was changed."""


@dataclass
class Chain:
	"""case: the Dispute Case, its row locked; hops: all its handovers in their order, rows locked too."""

	case: frappe.model.document.Document
	hops: list[Hop]

	@property
	def current(self) -> Holder:
		return owner.owner(stored_holder(self.case), self.hops)

	def hop(self, name: str) -> Hop:
		return next(hop for hop in self.hops if hop.name == name)


def locked(case: str) -> Chain:
	"""Lock the case, then read its hops by a locking read: two dispatchers meet here, the second sees the first's."""
	doc = frappe.get_doc(CASE, case, for_update=True)
	table = frappe.qb.DocType(HOP)
	rows = (
		frappe.qb.from_(table)
		.select(*(table[column] for column in COLUMNS))
		.where(table.dispute_case == case)
		.orderby(table.hop_number)
		.for_update()
		.run(as_dict=True)
	)
	return Chain(doc, [as_hop(row) for row in rows])


def stored_holder(case) -> Holder:
	"""Who has the case by its own columns; with open hops these decide (Chain.current)."""
	return Holder(case.handling_unit, case.department or None)


def receiver_of(row) -> Holder:
	"""Whom a row with to_unit, to_department and perhaps to_worker is meant for: a hop, an order, a conclusion."""
	return Holder(row.to_unit, row.to_department or None, row.get("to_worker") or None)


def as_hop(row) -> Hop:
	"""A row of Case Handover (COLUMNS) as the rules see it."""
	return Hop(row.kind, row.stage, sender_of(row), receiver_of(row), row.name)


def sender_of(row) -> Holder:
	return Holder(row.from_unit, row.from_department or None, row.from_holder or None)


def write_owner(case, holder: Holder) -> None:
	"""The case's columns follow its owner; a case that is over stays with whoever ended it."""
	if case.stage in stages.OVER:
		return
	if (case.handling_unit, case.department or None) == (holder.unit, holder.department):
		return
	moved = case.handling_unit != holder.unit
	case.db_set({"handling_unit": holder.unit, "department": holder.department})
	if moved and not case.file_number and not case.mediator:
		# nobody's body has taken it on: the next one gives its own number
		case.db_set("mediation_body", only_body(holder.unit))
		case.take_records_along()


def only_body(unit: str) -> str | None:
	"""The mediation body of this unit, when there is exactly one."""
	found = frappe.get_all("Mediation Body", {"grid_unit": unit, "enabled": 1}, pluck="name", limit=2)
	return found[0] if len(found) == 1 else None


def keep_owner(case) -> None:
	"""The owner of a stored case with handovers is changed by them alone, whatever arrives with a save.

	Before the first one a person may choose a unit above the place or inside it; others get the case by handover.
	"""
	stored = case.get_doc_before_save()
	if stored and (case.handling_unit, case.department) == (stored.handling_unit, stored.department):
		return
	if stored and (
		case.department != stored.department or frappe.db.exists(HOP, {"dispute_case": case.name})
	):
		case.update({"handling_unit": stored.handling_unit, "department": stored.department})
		return
	unit, place = case.handling_unit, case.grid_unit
	if unit and place and not codes.contains(unit, place) and not codes.contains(place, unit):
		refuse(
			_("The place of this case is not in the area of {0}. Send the case there instead.").format(
				unit_names.full(unit)
			)
		)


def refuse(text: str, title: str | None = None) -> None:
	frappe.throw(text, HandoverError, title=title or _("Cannot Be Handed Over"))


def needed(text: str | None, message: str) -> str:
	"""`text` without blanks around it; refuses, with `message`, when nothing is left."""
	if not (text or "").strip():
		refuse(message, _("Something Is Missing"))
	return text.strip()


def moment(value):
	"""`value` (a moment or ISO text) as a datetime, None without one; refuses what is none."""
	try:
		return get_datetime(value) if value else None
	except (ValueError, TypeError, OverflowError):
		refuse(_("“{0}” is no point in time.").format(value), _("Wrong Times"))


def refuse_sending(chain: Chain, problem: str, receiver: Holder) -> None:
	"""Say in words why owner.send_problem refuses."""
	waiting = next((h for h in chain.hops if h.lead and h.stage == owner.PENDING), None)
	there = rights.name_of(receiver)
	texts = {
		"kind": lambda: _("Choose a kind of handover: report up, assign down, pass on or ask assistance."),
		"self": lambda: _("{0} has the case already. Choose another receiver.").format(there),
		"direction": lambda: _(
			"{0} does not lie in that direction: report up goes to a unit above, assign down into the own area."
		).format(there),
		"pending": lambda: _(
			"The case was sent to {0} already and waits to be signed for. Recall it first."
		).format(rights.name_of(waiting.receiver)),
		"circle": lambda: _(
			"The case came from {0}. Hand it back with a reason, or feed back when it is handled."
		).format(there),
		"asked already": lambda: _("{0} has been asked for assistance already.").format(there),
		"twice": lambda: _(
			"{0} has handed this case back twice. The dispatcher of the centre above both decides now."
		).format(there),
	}
	refuse(texts[problem]())

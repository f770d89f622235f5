"""What an admin may not break in a Workflow of ours (doc_event on Workflow)."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.workflows import definitions, stages


def validate(doc, method: str | None = None) -> None:
	"""Keep states and stages of our DocTypes sound; other DocTypes are none of our business.

	Each state writes one of the DocType's stages (filled in when the state is named like one), a state
	that records still hold stays, and stages that code needs but no state reaches are named.
	"""
	definition = definitions.for_doctype(doc.document_type)
	if definition is None:
		return
	known = stages.options(doc.document_type)
	for row in doc.states:
		if not row.update_field and row.state in known:
			row.update_field, row.update_value = stages.STAGE_FIELD, row.state
		if row.update_field != stages.STAGE_FIELD or row.update_value not in known:
			frappe.throw(
				_(
					"Row {0}: state {1} must write a stage. Set Update Field to stage and Update Value to one of: {2}"
				).format(row.idx, _(row.state), ", ".join(known)),
				title=_("State Without Stage"),
			)
	_check_one_stage_per_state(doc)
	_check_states_in_use(doc)
	missing = [s for s in definition["required_stages"] if s not in {row.update_value for row in doc.states}]
	if missing and doc.is_active:
		frappe.msgprint(
			_("No state of this workflow reaches: {0}. What depends on it will not happen.").format(
				", ".join(_(s) for s in missing)
			),
			indicator="orange",
		)


def _check_one_stage_per_state(doc) -> None:
	seen: dict[str, str] = {}
	for row in doc.states:
		if seen.setdefault(row.state, row.update_value) != row.update_value:
			frappe.throw(
				_("Row {0}: state {1} writes two different stages.").format(row.idx, _(row.state)),
				title=_("State Without Stage"),
			)


def _check_states_in_use(doc) -> None:
	if not doc.is_active:
		return
	field = doc.workflow_state_field
	if not frappe.get_meta(doc.document_type).has_field(field):
		return
	table = frappe.qb.DocType(doc.document_type)
	held = (
		frappe.qb.from_(table).select(table[field]).distinct().where(table[field].isnotnull()).run(pluck=True)
	)
	kept = {row.state for row in doc.states}
	lost = [state for state in held if state and state not in kept]
	if lost:
		frappe.throw(
			_("Records are still in these states, so they must stay: {0}").format(
				", ".join(_(s) for s in lost)
			),
			title=_("State In Use"),
		)

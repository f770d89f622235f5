"""The code's own moves: the clock, a notice, a settlement or a historic load sets a stage.

Besides the workflow itself these two functions are the only writers of a stage.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import now

from grid_governance.workflows import stages

CHUNK = 1000


def move(doc, stage: str, **values) -> None:
	"""Bring a saved StagedDocument to `stage`, with further `values` of its own columns.

	The controller's check_stage is asked first and on_stage follows, as for a person's step; the
	workflow's transitions and roles are not asked, since nobody acts. Writes a line to the timeline.
	Raises frappe.ValidationError for a stage that the DocType does not have.
	"""
	before = doc.stage
	if stage == before:
		return
	state = _state(doc.doctype, stage)
	doc.check_stage(before, stage)
	doc.db_set({**values, **state, stages.STAGE_FIELD: stage})
	doc.on_stage(before, stage)
	doc.add_comment("Workflow", _(next(iter(state.values()), stage)))


def move_many(doctype: str, names: Iterable[str], stage: str, **values) -> None:
	"""Bring many records to `stage` by one UPDATE per thousand.

	The caller has checked them and does what follows, by sets as well.
	"""
	changes = {"modified": now(), "modified_by": frappe.session.user, **values}
	changes |= {**_state(doctype, stage), stages.STAGE_FIELD: stage}
	table, names = frappe.qb.DocType(doctype), list(names)
	for start in range(0, len(names), CHUNK):
		query = frappe.qb.update(table).where(table.name.isin(names[start : start + CHUNK]))
		for column, value in changes.items():
			query = query.set(table[column], value)
		query.run()
	for name in names:
		frappe.clear_document_cache(doctype, name)


def _state(doctype: str, stage: str) -> dict[str, str]:
	"""{state field: the state that carries `stage`}, empty without a workflow or such a state."""
	if stage not in stages.options(doctype):
		frappe.throw(_("{0} has no stage {1}.").format(_(doctype), _(stage)))
	workflow = stages.active_workflow(doctype)
	state = workflow and stages.state_for(workflow, stage)
	return {workflow.workflow_state_field: state} if state else {}

"""Rows that this person may not sign go into a batch of their own, so that they hold up nobody else's points."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points import recusal
from grid_governance.points.declaring.batch_split import split
from grid_governance.points.review.checking import AWAITING, CHECKED, OPEN


def rows(batch) -> list:
	"""Open rows of `batch` that the session's user may not sign at its stage: of the own household, and when it
	is to be endorsed below the township those of village staff.
	"""
	if batch.stage not in (AWAITING, CHECKED):
		return []
	kept = recusal.own_rows(batch.interests(), frappe.session.user)
	if batch.stage == CHECKED and not recusal.acts_in_township(
		batch.doctype, batch.grid_unit, frappe.session.user
	):
		kept += recusal.staff_rows(batch.interests())
	keys = {(interest.subject, interest.residents) for interest in kept}
	return [row for row in batch.people if row.status == OPEN and (row.subject, (row.doer,)) in keys]


def leave(batch) -> dict:
	"""Move those rows into a batch of the same stage for another person; returns {batch, rows}. The caller has
	checked the right to write.
	"""
	stage = frappe.db.get_value(batch.doctype, batch.name, "stage", for_update=True)
	batch.reload()
	if stage not in (AWAITING, CHECKED):
		frappe.throw(
			_("The record is {0}; somebody was faster.").format(_(stage)), title=_("Handled Already")
		)
	recusal.refuse_writer(batch.entered_by)
	kept = rows(batch)
	if not kept:
		frappe.throw(_("No row of this batch must be left to another person."))
	if len(kept) == sum(row.status == OPEN for row in batch.people):
		frappe.throw(
			_("All rows of this batch are for another person to sign. Please leave it to another."),
			recusal.RecusalError,
			title=_("Recusal"),
		)
	new = split(batch, [row.name for row in kept], _("left to another person (recusal)"))
	batch.notify_update()
	return {"batch": new, "rows": len(kept)}

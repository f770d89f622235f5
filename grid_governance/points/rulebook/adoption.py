"""Adopted rules come into force and give way to the next ones."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, getdate, nowdate

from grid_governance.workflows.move import move

DOCTYPE = "Points Rules"


def before_them(doc):
	"""The rules of the same unit and book that are in force or will be, as a list of documents."""
	names = frappe.get_all(
		DOCTYPE,
		{
			"grid_unit": doc.grid_unit,
			"book": doc.book or ["is", "not set"],
			"stage": "In Effect",
			"name": ["!=", doc.name],
		},
		pluck="name",
	)
	return [frappe.get_doc(DOCTYPE, name) for name in names]


def check_date(doc) -> None:
	"""Rules never reach back: no deed that was done gets other points by them."""
	first = getdate(doc.in_force_from)
	if first < getdate(nowdate()):
		frappe.throw(
			_("Rules do not reach back: they are in force from today ({0}) or a later day.").format(
				nowdate()
			),
			title=_("In Force From"),
		)
	for other in before_them(doc):
		if getdate(other.in_force_from) >= first:
			frappe.throw(
				_("{0} is in force from {1}. New rules begin after that day.").format(
					other.rules_title, other.in_force_from
				),
				title=_("In Force From"),
			)


def supersede(doc) -> None:
	"""The rules before these end on the day before; those that are over are superseded at once."""
	last = add_days(doc.in_force_from, -1)
	for other in before_them(doc):
		if not other.in_force_to or getdate(other.in_force_to) > getdate(last):
			other.db_set({"in_force_to": last, "superseded_by": doc.name})
	retire()


def retire() -> None:
	"""Daily: rules whose last day is over are superseded."""
	over = frappe.get_all(
		DOCTYPE,
		[["stage", "=", "In Effect"], ["in_force_to", "is", "set"], ["in_force_to", "<", nowdate()]],
		pluck="name",
	)
	for name in over:
		move(frappe.get_doc(DOCTYPE, name), "Superseded")

"""Many posts of one duty at once: a new Grid Worker for each, by sets, by the rules of the form.

For the lists that a street brings along (3,618 neighbour heads): one INSERT per thousand, where a form
each would take minutes. Logins are given later, one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance import permissions
from grid_governance.registry import bulk, unit_names


@dataclass(frozen=True)
class Appointment:
	"""One post: where, who (and as which resident), at which unit the person is managed, since when."""

	unit: str
	worker_name: str
	phone: str | None
	resident: str | None
	managed_at: str
	from_date: str


def appoint(duty: str, appointments: Sequence[Appointment]) -> int:
	"""Insert a Grid Worker with one post of `duty` for each of `appointments`; returns how many. No commit.

	Raises frappe.PermissionError where one's posts do not reach, frappe.ValidationError for an unknown duty,
	a unit that is missing or closed, or a post without a name.
	"""
	scope = frappe.db.get_value("Grid Duty", {"name": duty, "enabled": 1}, "default_scope")
	if not scope:
		frappe.throw(_("{0} is no duty in use.").format(_(duty)))
	_check(appointments)
	standard = bulk.standard_columns()
	columns = ("name", "worker_name", "phone", "grid_unit", "resident", "enabled", *standard)
	names = [frappe.generate_hash(length=10) for _appointment in appointments]
	bulk.insert(
		"Grid Worker",
		columns,
		(
			(name, a.worker_name, a.phone, a.managed_at, a.resident, 1, *standard.values())
			for name, a in zip(names, appointments, strict=True)
		),
	)
	of_parent = {"parenttype": "Grid Worker", "parentfield": "posts"}
	columns = ("name", "parent", "duty", "grid_unit", "scope", "from_date", *standard, *of_parent)
	bulk.insert(
		"Grid Post",
		columns,
		(
			(
				frappe.generate_hash(length=10),
				name,
				duty,
				a.unit,
				scope,
				getdate(a.from_date),
				*{**standard, "idx": 1}.values(),
				*of_parent.values(),
			)
			for name, a in zip(names, appointments, strict=True)
		),
	)
	permissions.forget_posts()
	return len(appointments)


def _check(appointments: Sequence[Appointment]) -> None:
	unit, open_units = frappe.qb.DocType("Grid Unit"), set()
	for chunk in bulk.chunks({code for a in appointments for code in (a.unit, a.managed_at)}):
		query = frappe.qb.from_(unit).select(unit.name)
		open_units.update(query.where(unit.name.isin(chunk) & (unit.status != "Closed")).run(pluck=True))
	for row, appointment in enumerate(appointments, start=1):
		for code in (appointment.unit, appointment.managed_at):
			if code not in open_units:
				frappe.throw(
					_("Row {0}: unit {1} is closed.").format(row, code)
					if frappe.db.exists("Grid Unit", code)
					else _("There is no unit with the code {0}.").format(code),
					title=_("Unit Closed"),
				)
			if not permissions.may("Grid Worker", "write", code):
				frappe.throw(
					_("Your posts do not reach {0}, so you cannot give or take a post there.").format(
						unit_names.full(code)
					),
					frappe.PermissionError,
				)
		if not (appointment.worker_name or "").strip():
			frappe.throw(_("Row {0}: the name is missing.").format(row), title=_("Name Missing"))

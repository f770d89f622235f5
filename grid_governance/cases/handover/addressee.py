"""Whether a receiver can receive: units in use, departments at work, people who are posted there."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import serving
from grid_governance.cases.handover.chain import refuse
from grid_governance.cases.owner import Holder
from grid_governance.registry import codes

DEPARTMENT_CLASSES = ("Party Or Government Organ", "Public Institution")


def checked(to: Holder) -> Holder:
	"""`to` with the unit filled in from department or person; raises HandoverError where nobody could sign."""
	department, worker = _department(to.department), _worker(to.worker)
	unit = to.unit or (department and department.grid_unit) or (worker and worker.grid_unit)
	if not unit:
		refuse(_("Choose a unit, a department or a person."))
	status, successor = frappe.db.get_value("Grid Unit", unit, ["status", "successor"]) or (None, None)
	if not status:
		refuse(_("There is no unit {0}.").format(unit))
	if status == "Closed":
		refuse(
			_("{0} is closed. Its work went to {1}; please choose that one.").format(unit, successor or "–")
		)
	if worker and not _is_posted(worker.name, unit, to.department):
		refuse(_("{0} holds no post there today. Choose somebody who does.").format(worker.worker_name))
	return Holder(unit, to.department or None, to.worker or None)


def _department(name: str | None):
	if not name:
		return None
	row = frappe.db.get_value(
		"Local Organisation",
		name,
		["grid_unit", "organisation_class", "organisation_name", "status"],
		as_dict=True,
	)
	if not row:
		refuse(_("There is no such department."))
	if row.status == "Dissolved" or row.organisation_class not in DEPARTMENT_CLASSES:
		refuse(_("{0} is no department that is at work.").format(row.organisation_name))
	return row


def _worker(name: str | None):
	if not name:
		return None
	row = frappe.db.get_value(
		"Grid Worker", name, ["name", "worker_name", "grid_unit", "enabled"], as_dict=True
	)
	if not row or not row.enabled:
		refuse(_("This person is not in office."))
	return row


def _is_posted(worker: str, unit: str, department: str | None) -> bool:
	query, person, post, _duty = serving.today()
	posts = query.select(post.grid_unit, post.organisation).where(person.name == worker).run()
	return any(
		codes.contains(place, unit) and (not department or organisation == department)
		for place, organisation in posts
	)

"""The two acts on a service that waits: another appointment, and that it was done."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from grid_governance import moments
from grid_governance.points.redemption import basket, shop
from grid_governance.points.redemption.services import SERVICE, moment_of
from grid_governance.workflows.redemption import HANDED_OVER


def appoint(name: str, row_name: str, when, place: str | None = None):
	"""Give a waiting service another appointment; it then waits until that day and the shop's days after it."""
	doc = shop.open_for_step(name, HANDED_OVER)
	row = _row(doc, row_name)
	moment = moment_of(when)
	if not moment:
		frappe.throw(_("Say when the service is to be done."), title=_("Appointment Not Valid"))
	row.db_set({"appointment_on": moment, "appointment_place": (place or "").strip() or None})
	days = frappe.db.get_value("Points Shop", doc.shop, "hold_days") or 0
	doc.db_set("held_until", max(getdate(doc.held_until), getdate(add_days(moment, days))))
	return doc


def done(name: str, row_name: str, done_by: str, done_on=None, photo: str | None = None):
	"""The service was done and somebody has seen it: who did it, when, a photo; then it counts as handed over."""
	if not (done_by or "").strip():
		frappe.throw(_("Say who did the service."), title=_("Person Missing"))
	doc = shop.open_for_step(name, HANDED_OVER)
	row = _row(doc, row_name)
	moment = get_datetime(done_on) if done_on else now_datetime()
	if moments.is_ahead(moment):
		frappe.throw(_("The service cannot be done in the future."), title=_("Date Not Valid"))
	row.db_set({"done_by": done_by.strip(), "done_on": moment, "done_photo": photo or None})
	return shop.hand_over(name, {row_name: basket.waiting(row)})


def _row(doc, name: str):
	row = next((row for row in doc.rows if row.name == name), None)
	if row is None or row.kind != SERVICE or not basket.waiting(row):
		frappe.throw(_("There is no such service waiting in this redemption."), title=_("Service Not Found"))
	return row

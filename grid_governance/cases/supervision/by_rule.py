"""Orders that a rule issues: the Response Policy says which limits bring one when they run out."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from grid_governance.cases import stages
from grid_governance.cases.supervision import words
from grid_governance.registry import codes

DOCTYPE = "Supervision Order"


def order(clock: dict) -> None:
	"""Called by the sweep for every limit that ran out; one order for a clock, none while one of its kind is open."""
	kind, case = clock.get("order_on_breach"), clock.get("dispute_case")
	if not kind or not case or frappe.db.exists(DOCTYPE, {"clock": clock["name"]}):
		return
	of_kind = {"dispute_case": case, "kind": kind, "status": ["in", words.OPEN]}
	if (
		frappe.db.exists(DOCTYPE, of_kind)
		or frappe.db.get_value("Dispute Case", case, "stage") in stages.OVER
	):
		return
	unit = frappe.db.get_value("Dispute Case", case, "handling_unit")
	above = clock.get("escalated_to")
	if not above or not codes.contains(above, unit):
		above = codes.parent(unit) or unit
	due = format_datetime(get_datetime(clock["due_at"]), "yyyy-MM-dd HH:mm")
	grounds = _("The limit “{0}” ran out at {1}.", "zh").format(_(clock["limit_name"], "zh"), due)
	asked = _("Reply in writing why the limit ran out and by when the matter will be settled.", "zh")
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{
			"dispute_case": case,
			"kind": kind,
			"from_unit": above,
			"by_rule": 1,
			"clock": clock["name"],
			"grounds": grounds,
			"asked": asked,
		}
	)
	doc.flags.by_rule = True
	doc.insert(ignore_permissions=True)

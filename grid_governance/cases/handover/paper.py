"""What the papers of handing on show: the letter of a handover with its answer slip, the window's referral slip."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import workers
from grid_governance.cases.handover import rights
from grid_governance.cases.handover.chain import receiver_of, sender_of
from grid_governance.registry import unit_names


def handover_paper(doc) -> frappe._dict:
	"""For a Case Handover; blank for a new one. number: the matter's, else the file's, with the hop's; else room."""
	if doc.is_new():
		return frappe._dict(blank=True, case=frappe._dict())
	case = frappe.get_doc("Dispute Case", doc.dispute_case)
	number = case.matter_number or case.file_number
	return frappe._dict(
		blank=False,
		case=case,
		number=number and f"{number}-{doc.hop_number}",
		sender=rights.name_of(sender_of(doc)),
		receiver=rights.name_of(receiver_of(doc)),
		category=_(case.category),
		place=" ".join(part for part in (unit_names.full(case.grid_unit), case.event_place) if part),
	)


def referral_paper(doc) -> frappe._dict:
	"""For a Reception that was referred; blank for a new one."""
	centre = frappe.db.get_value(
		"Governance Centre", doc.centre, ["centre_name", "phone", "address"], as_dict=True
	)
	unit = unit_names.full(doc.event_unit)
	return frappe._dict(
		centre=centre or frappe._dict(), first_receiver=workers.name_of(doc.first_receiver), place=unit
	)

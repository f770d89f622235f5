"""Whether a case's file is complete: its 13 slots, and in plain words what is missing and what helps."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import stages
from grid_governance.cases.case_file import parts, slots

# Slot → (what to say, the button that helps: an action of the workflow, or "Upload").
REMEDIES = {
	slots.RIGHTS: (
		"Nobody has written down that the parties were told their rights. Enter “Rights Told On” in the case,"
		" or upload the signed notice.",
		"Upload",
	),
	slots.IDENTITY: (
		"Upload copies or photos of the parties' identity papers; where only the original was seen, say so as"
		" the reason.",
		"Upload",
	),
	slots.MEDIATION: (
		"Nothing is recorded of the mediation. Use the button “Record Session”.",
		"Record Session",
	),
	slots.AGREEMENT: ("No agreement is in force. Draw it up, or enter the oral one.", "Reach Agreement"),
	slots.AUTHORITY: ("An agent acts for a party: upload the power of attorney.", "Upload"),
}


def file_of(case: str):
	"""The Case File of a case, None when nothing was written into one yet."""
	name = frappe.db.get_value("Case File", {"dispute_case": case})
	return frappe.get_doc("Case File", name) if name else None


def check_list(case, papers: list[parts.Part] | None = None, file=None) -> list[slots.Slot]:
	"""The 13 slots of `case` (Dispute Case document) as they stand now."""
	file = file or file_of(case.name)
	papers = parts.of_case(case, file) if papers is None else papers
	reasons = {row.slot: row.reason for row in file.absences} if file else {}
	filled = {part.slot for part in papers}
	if file and (file.situation_note or reasons):
		filled.add(slots.SITUATION)
	must = slots.must_slots(case.way_of_settlement, parts.ended_as(case), is_oral(case.name))
	return slots.check_list(filled, reasons, must)


def missing(case) -> list[slots.Slot]:
	"""The must slots that keep the case from being filed; empty: it may be."""
	if case.way_of_settlement != stages.PEOPLES_MEDIATION:
		return []
	return [slot for slot in check_list(case) if slot.state == "missing"]


def require_complete(case) -> None:
	"""Raise frappe.ValidationError that lists every missing slot and what to do about it."""
	lacking = missing(case)
	if lacking:
		lines = [_("The file is not complete, this is missing:")]
		named = ((f"{slot.number}. {_(slot.name)}", remedy(slot.name)) for slot in lacking)
		lines += [_("{0}: {1}").format(*line) for line in named]
		lines.append(_("Use the button “Case File” of the case to add it."))
		frappe.throw("<br>".join(lines), title=_("File Not Complete"))


def remedy(slot: str) -> str:
	return _(REMEDIES[slot][0]) if slot in REMEDIES else _("Upload what belongs here.")


def is_oral(case: str) -> bool:
	"""Whether the agreement of the case is an oral one (no written one is in force)."""
	forms = frappe.get_all(
		"Mediation Agreement",
		{"dispute_case": case, "status": "In Force"},
		pluck="agreement_form",
	)
	return "Oral" in forms and "Written" not in forms


def overview(case) -> dict:
	"""The check list with the papers in it, for a screen: see api/case_file.get_slots."""
	file = file_of(case.name)
	papers = parts.of_case(case, file)
	found = check_list(case, papers, file)
	must = frozenset(slot.name for slot in found if slot.must)
	return {
		"slots": [
			{
				"number": slot.number,
				"name": slot.name,
				"must": slot.must,
				"state": slot.state,
				"reason": slot.reason,
				"remedy": remedy(slot.name) if slot.state == "missing" else "",
				"button": REMEDIES.get(slot.name, ("", "Upload"))[1],
				"drawn": slot.name in slots.DRAWN,
				"excusable": slots.may_be_excused(slot.name, must),
				"papers": [_shown(part) for part in papers if part.slot == slot.name],
			}
			for slot in found
		],
		"complete": all(slot.state != "missing" for slot in found),
		"sealed": case.stage == stages.FILED,
	}


def _shown(part: parts.Part) -> dict:
	return {
		"title": part.title,
		"day": part.day,
		"paper": part.paper,
		"doctype": part.doctype,
		"name": part.name,
		"url": part.file_url,
		"bound": part.bound,
		"handle": part.handle,
	}

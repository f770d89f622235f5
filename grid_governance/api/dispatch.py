"""The dispatch desk over HTTP: lists by tab, households of a neighbour head, who sits at the centre this week.

Errors are frappe.PermissionError (403) for whoever is no dispatcher, frappe.ValidationError (417) else.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.handover import console, many, neighbours, roster


def _need() -> None:
	if not console.own_units() and frappe.session.user != "Administrator":
		frappe.throw(_("You are not a dispatcher of a governance centre."), frappe.PermissionError)


@frappe.whitelist(methods=["GET", "POST"])
def rows(tab: str) -> dict:
	"""The lines of one tab ("unassigned", "to_be_signed", "about_to_breach", "breached", "urged") and all counts.

	A line holds the case's columns, place, holder, sender, receiver, and the clock that ends first.
	"""
	_need()
	if tab not in console.TABS:
		frappe.throw(_("There is no such list."))
	return {"rows": console.rows(tab), "counts": console.counts()}


@frappe.whitelist(methods=["POST"])
def send_as_proposed(dispute_cases: list | str) -> list[dict]:
	"""Send several cases (names, or their JSON; at most a page of the list) to whom the routing proposes.

	Returns [{name, title, receiver, problem}]: what cannot be sent stays where it is and says why.
	"""
	_need()
	names = frappe.parse_json(dispute_cases) if isinstance(dispute_cases, str) else dispute_cases
	names = [name for name in names if isinstance(name, str)]
	if not 0 < len(names) <= console.PAGE:
		frappe.throw(_("Choose between 1 and {0} cases.").format(console.PAGE))
	return many.send_as_proposed(names)


@frappe.whitelist(methods=["GET", "POST"])
def find(text: str) -> dict:
	"""Neighbour heads and households by name, pinyin initials or place: {heads: […], households: […]}."""
	_need()
	return neighbours.find(text)


@frappe.whitelist(methods=["GET", "POST"])
def households_of(unit: str) -> list[dict]:
	"""The households of one neighbour head's unit (code), in the order of their addresses."""
	_need()
	return neighbours.households_of(unit)


@frappe.whitelist(methods=["GET", "POST"])
def week(centre: str, day: str | None = None) -> dict:
	"""Who sits at a centre in the week of `day` (default today): {days: [{date, weekday, there}], on_call}."""
	if not frappe.has_permission("Duty Roster", "read"):
		frappe.throw(_("You may not read the duty roster."), frappe.PermissionError)
	return roster.week(centre, day)

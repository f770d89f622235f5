"""Honors over HTTP. Errors: frappe.PermissionError (403), frappe.ValidationError (417); nothing is changed then."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language

from grid_governance import papers, reach
from grid_governance.api.papers import LANGUAGE, respond
from grid_governance.points.year_end import honor_papers, honors


@frappe.whitelist(methods=["POST"])
def propose(rule: str, year: int, grid_unit: str) -> dict:
	"""Propose whom the rule names in a settled year inside `grid_unit`; returns {proposed}: how many are new."""
	frappe.get_doc("Honor Rule", rule).check_permission("read")
	reach.require(honors.DOCTYPE, "write", grid_unit)
	return {"proposed": honors.propose(rule, int(year), grid_unit)}


@frappe.whitelist(methods=["POST"])
def decide(names: list | str, award: bool, reason: str | None = None) -> dict:
	"""Award the proposed honors (award=1), or do not, with the reason; returns {decided}. At most 500."""
	asked = frappe.parse_json(names) if isinstance(names, str) else names
	chosen = [name for name in asked if isinstance(name, str)]
	return {"decided": honors.decide(chosen, bool(frappe.utils.sbool(award)), reason)}


@frappe.whitelist(methods=["POST"])
def recommend(name: str) -> dict:
	"""Recommend the holder of an awarded honor to the level above; returns {name} of the new proposal."""
	return {"name": honors.recommend(name)}


@frappe.whitelist(methods=["GET"])
def list_of_honors(grid_unit: str, year: int, rule: str | None = None) -> None:
	"""荣誉表彰名单 as PDF: awarded honors of `year` of whoever belongs to `grid_unit`; rule: of one Honor Rule only.

	Raises frappe.PermissionError outside the user's reach, HonorError when there is none or more than 3,000.
	"""
	frappe.has_permission(honors.DOCTYPE, "print", throw=True)
	reach.require(honors.DOCTYPE, "print", grid_unit)
	with print_language(LANGUAGE):
		content = papers.pdf_of(honor_papers.list_of_honors(grid_unit, int(year), rule))
		filename = f"{_('List Of Honors')}-{int(year)}.pdf"
	make_access_log(doctype=honors.DOCTYPE, document=grid_unit, file_type="PDF", method="PDF")
	respond(filename, content)

"""A list of small quarrels that were settled: what its screen needs, reading a file, checking, saving all or none.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is saved then.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.cases.intake import quarrel_sheet, quarrels
from grid_governance.figures import places
from grid_governance.registry.importing.sent import sent_file
from grid_governance.registry.problems import ProblemError


@frappe.whitelist(methods=["GET", "POST"])
def list_form() -> dict:
	"""What the screen needs: units I may enter lists for and the kinds of dispute, each [{value, label}], most rows."""
	frappe.has_permission("Dispute Case", "create", throw=True)
	units = dict.fromkeys(
		post.unit for post in permissions.granting_posts("Dispute Case", "create") if not post.assigned_only
	)
	names = places.names(units)
	return {
		"units": [{"value": unit, "label": names.get(unit, unit)} for unit in units],
		"categories": [{"value": _(name), "label": _(name)} for name in _categories()],
		"most_rows": quarrel_sheet.MOST_ROWS,
	}


@frappe.whitelist(methods=["GET", "POST"])
def template() -> None:
	"""The empty Excel list as a download."""
	frappe.has_permission("Dispute Case", "create", throw=True)
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Quarrel List')}.xlsx"
	frappe.response["filecontent"] = quarrel_sheet.template([_(name) for name in _categories()], _)


@frappe.whitelist(methods=["POST"])
def read_file() -> list[dict]:
	"""The rows of an uploaded .xlsx or CSV (multipart field `file`), as text by field; nothing is kept of the file."""
	frappe.has_permission("Dispute Case", "create", throw=True)
	with sent_file(quarrel_sheet.LARGEST_FILE) as path:
		try:
			return quarrel_sheet.read(path, quarrel_sheet.headers(_))
		except ProblemError as error:
			frappe.throw(error.problem.text(_), title=_("File Not Readable"))


@frappe.whitelist(methods=["POST"])
def check_list(rows: list | str, grid_unit: str) -> dict:
	"""What saving would find: {ready: number of sound rows, problems: [{row, field, message}]}; writes nothing.

	rows: [{day, category, party_a, party_b, facts, settlement, mediator, place}] as text; grid_unit: code.
	"""
	quarrels.check_may(grid_unit)
	found, problems = quarrels.check(_plain(rows), grid_unit)
	return {"ready": len(found), "problems": problems}


@frappe.whitelist(methods=["POST"])
def save_list(rows: list | str, grid_unit: str) -> dict:
	"""Save the whole list as cases settled on the spot, all or none; returns {saved: number, cases: [names]}."""
	quarrels.check_may(grid_unit)
	names = quarrels.save(_plain(rows), grid_unit)
	return {"saved": len(names), "cases": names}


def _categories() -> list[str]:
	return frappe.get_all("Case Category", {"enabled": 1}, pluck="name", order_by="sort_order")


def _plain(rows: list | str) -> list[dict]:
	given = frappe.parse_json(rows) or []
	return [
		{name: str(row.get(name) or "") for name in quarrel_sheet.FIELDS}
		for row in given
		if isinstance(row, dict)
	]

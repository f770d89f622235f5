"""Divisions and households from files: download the template, preview, run."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.registry import division_job
from grid_governance.registry.importing import job, workbook


@frappe.whitelist(methods=["GET"])
def household_template() -> None:
	"""Answer with the empty household list as an .xlsx in the user's language.

	Raises frappe.PermissionError without the right to create a Household Import.
	"""
	frappe.has_permission("Household Import", "create", throw=True)
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Household List')}.xlsx"
	frappe.response["filecontent"] = workbook.template(_)


@frappe.whitelist(methods=["POST"])
def preview_households(name: str) -> str:
	"""Judge the file of the Household Import `name` without writing a household; returns its new status.

	Raises frappe.PermissionError when the posts do not reach its unit or the file is somebody else's.
	"""
	frappe.get_doc("Household Import", name).check_permission("write")
	return job.start(name, write=False)


@frappe.whitelist(methods=["POST"])
def run_households(name: str) -> str:
	"""Bring in the file of the Household Import `name` as its mode says; returns its new status.

	Raises as preview_households, and frappe.ValidationError when it is running or done.
	"""
	frappe.get_doc("Household Import", name).check_permission("write")
	return job.start(name, write=True)


@frappe.whitelist(methods=["POST"])
def run_divisions(name: str) -> str:
	"""Import the divisions of the Division Import `name` in the background; returns its new status.

	Raises frappe.PermissionError without write access, frappe.ValidationError when it is running.
	"""
	frappe.get_doc("Division Import", name).check_permission("write")
	return division_job.start(name)

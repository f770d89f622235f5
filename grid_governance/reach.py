"""The refusal of who acts where his posts do not reach: the unit stands in it by name."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.registry import unit_names


def require(doctype: str, ptype: str, unit: str) -> None:
	"""Raise frappe.PermissionError unless one of the user's posts carries `ptype` on `doctype` in `unit`."""
	if not permissions.may(doctype, ptype, unit):
		refuse(unit)


def refuse(unit: str) -> NoReturn:
	frappe.throw(_("Your posts do not reach {0}.").format(unit_names.full(unit)), frappe.PermissionError)

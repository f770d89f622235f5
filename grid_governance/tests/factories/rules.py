"""Adopted rules, campaigns, deduction items and deductions for tests. All insert without asking permissions.

`adopt(item, …)` gives rules that are in effect from a day, past ones too, without playing the road to it.
"""

from __future__ import annotations

import itertools

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.tests.factories import core
from grid_governance.tests.factories.points import PHOTO

_numbers = itertools.count(1)
ASSEMBLY = {
	"assembly_kind": "Meeting Of Villagers' Representatives",
	"members_due": 30,
	"members_present": 27,
	"votes_for": 25,
	"votes_against": 1,
	"votes_abstained": 1,
	"minutes_photo": PHOTO,
}


def draft_rules(*items, unit: str = core.VILLAGE_A, deductions=(), insert: bool = True, **values):
	"""Draft rules over `items`: Points Items or dicts of a row; deductions: Deduction Items or dicts."""
	doc = frappe.get_doc(
		{
			"doctype": "Points Rules",
			"rules_title": f"积分细则{next(_numbers)}",
			"grid_unit": unit,
			"rows": [_row(item) for item in items],
			"deductions": [_row(item) for item in deductions],
			**values,
		}
	)
	return doc.insert() if insert else doc


def adopt(*items, first=None, last=None, stage: str = "In Effect", **values):
	"""Rules that are (or were) in effect from `first` (default: 100 days ago)."""
	doc = draft_rules(*items, insert=False, **values)
	doc.insert(ignore_permissions=True)
	first = first or add_days(nowdate(), -100)
	doc.db_set({"stage": stage, "workflow_state": stage, "in_force_from": first, "in_force_to": last})
	return doc


def make_campaign(*items, unit: str = core.VILLAGE_A, approved: bool = True, **values):
	"""A campaign over `items` (Points Item, or (Points Item, multiplier)) of the last and next ten days."""
	doc = frappe.get_doc(
		{
			"doctype": "Points Campaign",
			"campaign_name": f"专项活动{next(_numbers)}",
			"grid_unit": unit,
			"from_date": add_days(nowdate(), -10),
			"to_date": add_days(nowdate(), 10),
			"items": [
				{"item": item[0].name, "multiplier": item[1]}
				if isinstance(item, tuple)
				else {"item": item.name, "multiplier": 2}
				for item in items
			],
			**values,
		}
	)
	doc.insert(ignore_permissions=approved)
	if approved:
		doc.db_set({"stage": "Campaign Approved", "workflow_state": "Campaign Approved"})
	return doc


def make_deduction_item(low: int = 5, high: int = 5, **values):
	values = {"item_name": f"乱堆乱放{next(_numbers)}", "basis": "村规民约", **values}
	doc = frappe.get_doc(doctype="Deduction Item", min_points=low, max_points=high, **values)
	return doc.insert(ignore_permissions=True)


def make_deduction(book, item, household, **values):
	"""A draft deduction as the session's user enters it; returns the Document."""
	doc = frappe.get_doc(
		{
			"doctype": "Points Deduction",
			"book": book.name,
			"subject_doctype": "Household",
			"subject": household.name,
			"grid_unit": household.grid_unit,
			"item": item.name,
			"deed_date": add_days(nowdate(), -1),
			"facts": "经两次劝导仍未清理",
			**values,
		}
	)
	return doc.insert()


def _row(item) -> dict:
	return item if isinstance(item, dict) else {"item": item.name}

"""What a new site gets. Each record is planted once: what the admin removed stays removed.

Runs at install and at every migrate (patches are marked done without running at install, so seeds
are never patches). A module in MODULES offers `plant()`.
"""

from __future__ import annotations

import importlib

import frappe

MODULES = (
	"duties",
	"care",
	"case_categories",
	"response_policy",
	"working_hours",
	"routing",
	"ending_grounds",
	"mediation",
	"points",
	"desk",
	"money",
	"standings",
	"lists",
	"boards",
	"indicators",
	"site",
)


def plant_all() -> None:
	for name in MODULES:
		importlib.import_module(f"grid_governance.seeds.{name}").plant()


def plant(doctype: str, rows: list[dict], key: str = "name") -> int:
	"""Insert those `rows` that were never planted here; returns how many. Never overwrites.

	`key` is the field that identifies a row on every site (default: its name).
	"""
	count = 0
	for row in rows:
		if was_planted(doctype, row[key]):
			continue
		filters = row[key] if key == "name" else {key: row[key]}
		if not frappe.db.exists(doctype, filters):
			doc = frappe.get_doc({"doctype": doctype, **row})
			doc.insert(ignore_permissions=True, set_name=row.get("name"))
			count += 1
		remember(doctype, row[key])
	return count


def was_planted(doctype: str, key: str) -> bool:
	return bool(frappe.db.exists("Seed Log", {"seed_doctype": doctype, "seed_key": key}))


def remember(doctype: str, key: str) -> None:
	frappe.get_doc(doctype="Seed Log", seed_doctype=doctype, seed_key=key).insert(ignore_permissions=True)

"""Households, residents, organisations and bodies for tests. All insert without asking permissions.

`make_household()` alone gives a household in grid A1 with a head; `make_resident()` a member of it.
"""

from __future__ import annotations

import datetime
import itertools

import frappe
from stdnum.cn import ric, uscc

from grid_governance.registry import relations
from grid_governance.tests.factories.core import GRID_A1, VILLAGE_A

_numbers = itertools.count(1)


def id_number(birth_date: str = "1980-01-01", sex: str = "Male", region: str = "430181") -> str:
	"""A number with a valid check digit, a new one at each call."""
	serial = next(_numbers) * 2 + (1 if sex == "Male" else 0)
	date = datetime.date.fromisoformat(birth_date) + datetime.timedelta(days=serial // 1000)
	stem = f"{region}{date:%Y%m%d}{serial % 1000:03d}"
	return stem + ric.calc_check_digit(stem + "0")


def credit_code(region: str = "430181") -> str:
	stem = f"91{region}{next(_numbers):09d}"
	return stem + uscc.calc_check_digit(stem)


def make_household(unit: str = GRID_A1, *, head: str | None = "户主", **values):
	"""A household with a living head named `head` (None: without residents); returns the Document."""
	values = {"villagers_group": "1", "room": str(next(_numbers)), **values}
	doc = frappe.get_doc(doctype="Household", grid_unit=unit, **values).insert(ignore_permissions=True)
	if head:
		make_resident(doc, resident_name=head, relation_to_head=relations.HEAD)
		doc.reload()
	return doc


def make_resident(household=None, **values):
	"""A resident of `household` (Document or name; None makes one); returns the Document."""
	household = household or make_household()
	values = {"resident_name": "居民", "sex": "Male", "relation_to_head": relations.OTHER_RELATIVE, **values}
	doc = frappe.get_doc(doctype="Resident", household=getattr(household, "name", household), **values)
	return doc.insert(ignore_permissions=True)


def make_organisation(unit: str = VILLAGE_A, **values):
	values = {"organisation_name": f"单位{next(_numbers)}", "organisation_class": "Enterprise", **values}
	doc = frappe.get_doc(doctype="Local Organisation", grid_unit=unit, **values)
	return doc.insert(ignore_permissions=True)


def make_mediation_body(unit: str = VILLAGE_A, *, chair: str | None = None, mediators=(), **values):
	"""A body with Grid Worker names as `mediators`; the chair counts among them."""
	values = {"body_name": f"{unit}人民调解委员会", "kind": "Village Body", **values}
	rows = [{"mediator": name} for name in dict.fromkeys([chair, *mediators]) if name]
	doc = frappe.get_doc(doctype="Mediation Body", grid_unit=unit, chair=chair, mediators=rows, **values)
	return doc.insert(ignore_permissions=True)


def make_care_category(name: str = "Living Alone", **values) -> str:
	if not frappe.db.exists("Care Category", name):
		doc = frappe.get_doc(doctype="Care Category", category_name=name, enabled=1, **values)
		doc.insert(ignore_permissions=True)
	return name


def make_care_record(resident, category: str = "Living Alone", **values):
	make_care_category(category)
	doc = frappe.get_doc(doctype="Care Record", resident=resident.name, care_category=category, **values)
	return doc.insert(ignore_permissions=True)


def make_visit(household, **values):
	doc = frappe.get_doc(doctype="Visit Log", household=household.name, **values)
	return doc.insert(ignore_permissions=True)

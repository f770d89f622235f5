"""Points items and books as the pure rules want them."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from grid_governance.points import rules

CLASS_FIELDS = {
	"Resident Class": "for_residents",
	"Party Member Class": "for_party_members",
	"Family Class": "for_families",
	"Village Staff Class": "for_village_staff",
	"Community Body Class": "for_organisations",
}


@dataclass(frozen=True)
class Book:
	name: str
	label: str
	subject_class: str
	unit: str
	per_person: bool
	year_start_month: int
	notice_days: int
	approving_body: str
	declare_within_days: int
	in_use: bool


def book(name: str) -> Book:
	"""The book's rules; raises frappe.DoesNotExistError."""
	doc = frappe.get_cached_doc("Points Book", name)
	return Book(
		name=doc.name,
		label=doc.book_name,
		subject_class=doc.subject_class,
		unit=doc.grid_unit or "",
		per_person=doc.basis == "Each Person",
		year_start_month=doc.year_start_month or 1,
		notice_days=doc.notice_days or 0,
		approving_body=doc.approving_body or "Authorised Person",
		declare_within_days=doc.declare_within_days or 0,
		in_use=doc.status == "In Use",
	)


def item(name: str) -> rules.Item:
	"""The item's rules; raises frappe.DoesNotExistError."""
	return from_document(frappe.get_cached_doc("Points Item", name))


def from_document(doc) -> rules.Item:
	return rules.Item(
		name=doc.name,
		label=doc.item_name,
		classes=frozenset(cls for cls, field in CLASS_FIELDS.items() if doc.get(field)),
		counting=doc.counting,
		points=doc.points or 0,
		low=doc.min_points or 0,
		high=doc.max_points or 0,
		levels={row.level_name: row.points for row in doc.levels},
		caps=tuple(rules.Cap(row.period, row.times or 0, row.points or 0) for row in doc.caps),
		unit=doc.grid_unit or "",
		valid_from=getdate(doc.valid_from) if doc.valid_from else None,
		valid_to=getdate(doc.valid_to) if doc.valid_to else None,
		in_use=doc.status == "In Use",
		times_per_day=doc.times_per_day or 1,
		evidence_required=bool(doc.evidence_required),
	)

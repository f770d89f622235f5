"""Points items and books as the pure rules want them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from grid_governance.points.rulebook import rules
from grid_governance.points.rulebook.notation import caps_of, levels_of

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

	def group(self, doer: str | None, subject: str) -> str:
		"""Whom caps and "once" count: the doer where the book counts each person, else the account's subject."""
		return (doer if self.per_person else None) or subject


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


def item(name: str, day: date | None = None) -> rules.Item:
	"""The item's rules as the catalogue had them on `day` (default: as they are); raises frappe.DoesNotExistError.

	What a unit's own rules make of it is answered by holding.py.
	"""
	return from_document(frappe.get_cached_doc("Points Item", name), day)


def from_document(doc, day: date | None = None) -> rules.Item:
	past = _past_figures(doc, day) if day else None
	return rules.Item(
		name=doc.name,
		label=doc.item_name,
		classes=frozenset(cls for cls, field in CLASS_FIELDS.items() if doc.get(field)),
		counting=(past or doc).counting,
		points=(past or doc).points or 0,
		low=(past or doc).min_points or 0,
		high=(past or doc).max_points or 0,
		levels=levels_of(past.levels) if past else {row.level_name: row.points for row in doc.levels},
		caps=caps_of(past.caps) if past else caps(doc),
		band_low=doc.band_low or 0,
		band_high=doc.band_high or 0,
		unit=doc.grid_unit or "",
		valid_from=getdate(doc.valid_from) if doc.valid_from else None,
		valid_to=getdate(doc.valid_to) if doc.valid_to else None,
		in_use=doc.status == "In Use",
		times_per_day=doc.times_per_day or 1,
		evidence_required=bool(doc.evidence_required),
	)


def caps(doc) -> tuple[rules.Cap, ...]:
	"""The caps of a Points Item as it stands."""
	return tuple(rules.Cap(row.period, row.times or 0, row.points or 0) for row in doc.caps)


def _past_figures(doc, day: date):
	"""The row of earlier figures that held on `day`, None when the present ones did."""
	later = [row for row in doc.get("past") or () if getdate(row.until) >= day]
	return min(later, key=lambda row: getdate(row.until), default=None)

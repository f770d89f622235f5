"""Whom a book counts in a unit: the rows of a round, and the people that a list of names is matched against."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.points.declaring.deeds import GONE
from grid_governance.points.ledger import accounts
from grid_governance.points.rulebook import catalogue

MOST = 20_000


@dataclass(frozen=True)
class Member:
	"""One who may be named. subject: whose account; doer: the resident when that is another than the subject."""

	subject: str
	name: str
	address: str = ""
	group: str = ""
	resident: str | None = None
	is_head: bool = False


def subjects(book: str, unit: str) -> list[Member]:
	"""Subjects of a book in a unit that the user may read, in the order of their doors."""
	rules = catalogue.book(book)
	kind = accounts.SUBJECTS[rules.subject_class]
	if kind == "Household":
		return _run(kind, unit, _HOUSEHOLDS)
	if kind == "Resident":
		only = " and r.is_party_member = 1" if rules.subject_class == "Party Member Class" else ""
		return _run(kind, unit, _RESIDENTS.format(subject="r.name", only=only))
	return _run(kind, unit, _OTHERS[kind])


def named(book: str, unit: str) -> list[Member]:
	"""Everybody whose name may stand in a list: of a family book every member of the household."""
	kind = accounts.SUBJECTS[catalogue.book(book).subject_class]
	if kind != "Household":
		return subjects(book, unit)
	frappe.has_permission("Household", "read", throw=True)
	only = " and h.status = 'On Register'"
	return _run("Resident", unit, _RESIDENTS.format(subject="r.household", only=only))


_HOUSEHOLDS = """select t.name as subject, coalesce(r.resident_name, t.address) as name, t.address,
	t.villagers_group as `group`, r.name as resident, 1 as is_head
	from `tabHousehold` t left join `tabResident` r on r.name = t.head
	where t.status = 'On Register' and {inside} order by t.address_order limit %(most)s"""
_RESIDENTS = """select {subject} as subject, r.resident_name as name, r.address, h.villagers_group as `group`,
	r.name as resident, ifnull(h.head = r.name, 0) as is_head
	from `tabResident` r left join `tabHousehold` h on h.name = r.household
	where r.status not in %(gone)s{only} and {{inside}} order by r.address_order, is_head desc limit %(most)s"""
_OTHERS = {
	"Grid Worker": """select t.name as subject, t.worker_name as name, '' as address, '' as `group`,
		t.resident, 0 as is_head from `tabGrid Worker` t
		where t.enabled = 1 and {inside} order by t.worker_name limit %(most)s""",
	"Local Organisation": """select t.name as subject, t.organisation_name as name, t.address, '' as `group`,
		null as resident, 0 as is_head from `tabLocal Organisation` t
		where {inside} order by t.organisation_name limit %(most)s""",
}


def _run(kind: str, unit: str, sql: str) -> list[Member]:
	"""Raw SQL, since what the user may read is a condition in SQL text."""
	frappe.has_permission(kind, "read", throw=True)
	if not frappe.db.exists("Grid Unit", unit):
		frappe.throw(_("Grid unit {0} does not exist.").format(unit), frappe.DoesNotExistError)
	table = "r" if kind == "Resident" else "t"
	readable = permissions.conditions(kind, table=table)
	inside = permissions.in_range(f"{table}.`grid_unit`", unit) + (f" and {readable}" if readable else "")
	rows = frappe.db.sql(sql.format(inside=inside), {"gone": GONE, "most": MOST}, as_dict=True)
	return [
		Member(
			row.subject,
			row.name or "",
			row.address or "",
			row.group or "",
			row.resident,
			bool(row.is_head),
		)
		for row in rows
		if row.subject
	]

"""What participation is measured against: households, residents, staff or organisations; and what was paid out."""

from __future__ import annotations

import frappe

from grid_governance import permissions
from grid_governance.points.declaring.deeds import GONE
from grid_governance.points.standing.asked import Asked

# subject class → (table, label of the base, condition)
_LIVING = "b.status not in ('{}')".format("', '".join(GONE))
BASES = {
	"Family Class": ("Household", "Households", "b.status = 'On Register'"),
	"Resident Class": ("Resident", "Residents", _LIVING),
	"Party Member Class": ("Resident", "Party Members", f"{_LIVING} and b.is_party_member = 1"),
	"Village Staff Class": ("Grid Worker", "Village Staff", "b.enabled = 1"),
	"Community Body Class": ("Local Organisation", "Organisations", "1 = 1"),
}


def by_unit(asked: Asked, length: int) -> dict[str, int]:
	"""Code cut to `length` digits → how many subjects of the class are on the register there today."""
	doctype, _label, condition = BASES[asked.subject_class]
	rows = frappe.db.sql(
		f"""select left(b.grid_unit, {int(length)}), count(*) from `tab{doctype}` b
		where {_inside(asked, "b.grid_unit", "b")} and {condition} group by 1"""
	)
	return dict(rows)


def redeemed_value(asked: Asked, length: int) -> dict[str, float]:
	"""Code cut to `length` digits → reference value of goods handed over in the span to accounts there."""
	first, last = asked.days()
	books = ", ".join(frappe.db.escape(book, percent=False) for book in asked.books) or "''"
	rows = frappe.db.sql(
		f"""select left(a.grid_unit, {int(length)}),
			sum((row.handed_quantity - row.returned_quantity) * coalesce(item.money_value, 0))
		from `tabPoints Account` a
		join `tabPoints Redemption` r on r.account = a.name
		join `tabPoints Redemption Row` row on row.parent = r.name and row.parenttype = 'Points Redemption'
		join `tabReward Item` item on item.name = row.item
		where {_inside(asked, "a.grid_unit", "a")} and a.book in ({books})
			and r.redeemed_on >= '{first}' and r.redeemed_on < date_add('{last}', interval 1 day)
		group by 1"""
	)
	return {unit: float(value or 0) for unit, value in rows}


def _inside(asked: Asked, column: str, table: str) -> str:
	"""The places asked for, as far as the user's posts over standings reach."""
	ranges = [permissions.in_range(column, unit) for unit in asked.units if unit]
	chosen = "1 = 1" if "" in asked.units else f"({' or '.join(ranges)})" if ranges else "1 = 0"
	mine = permissions.conditions("Points Standing", table=table)
	return f"{chosen} and {mine}" if mine else chosen

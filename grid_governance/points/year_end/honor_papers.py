"""Certificates of honors, the printed list of a year, and the list that a village shows on the open net."""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import _
from frappe.query_builder import Order

from grid_governance import papers
from grid_governance.figures import places
from grid_governance.points.ledger.faces import faces
from grid_governance.points.year_end.honors import AWARDED, DOCTYPE, refuse
from grid_governance.registry import codes
from grid_governance.registry.names import mask_name


def honor_certificate(doc) -> frappe._dict:
	"""What the certificate says (hooks.py: jinja). Raises HonorError for an honor that was not awarded."""
	if doc.is_new():
		return frappe._dict()
	if doc.status != AWARDED:
		refuse(_("A certificate is printed for an awarded honor only."))
	citation = frappe.get_cached_value("Honor Rule", doc.rule, "citation")
	kind = frappe.db.get_value("Points Account", doc.account, "subject_doctype")
	return frappe._dict(
		name=doc.subject_name,
		suffix=_("(Family)") if kind == "Household" else "",
		title=doc.honor_title,
		citation=citation
		or _("stood out in governance by points in the year {0} and is awarded").format(doc.year),
		unit=frappe.db.get_value("Grid Unit", doc.awarding_unit, "unit_name"),
		number=doc.certificate_no,
		day=doc.decided_on,
	)


MOST = 3000
IN_A_VILLAGE = 12  # digits: nobody needs the village's name beside the own group


def list_of_honors(unit: str, year: int, rule: str | None = None) -> str:
	"""荣誉表彰名单: the HTML page of the honors of `year` that accounts in `unit` got, by title and level, best first.

	The caller has checked that honors of `unit` may be printed. Raises HonorError when there are none or too many.
	"""
	filters = {"year": year, "status": AWARDED, **({"rule": rule} if rule else {})}
	award = frappe.qb.DocType(DOCTYPE)
	columns = ("honor_title", "level", "account", "subject_name", "points", "honor_rank", "certificate_no")
	query = frappe.qb.from_(award).select(*(award[column] for column in columns), award.awarding_unit)
	for column, value in filters.items():
		query = query.where(award[column] == value)
	low, high = codes.bounds(unit)
	query = query.where(award.grid_unit >= low).limit(MOST + 1)
	rows = (query.where(award.grid_unit < high) if high else query).run(as_dict=True)
	if not rows:
		refuse(_("No honor was awarded here for {0} yet.").format(year))
	if len(rows) > MOST:
		refuse(_("The list would hold more than {0} names. Please choose a village.").format(MOST))
	known = faces(row.account for row in rows)
	villages = places.names({known[row.account].grid_unit[:IN_A_VILLAGE] for row in rows})
	for row in rows:
		face = known[row.account]
		row.village = villages.get(face.grid_unit[:IN_A_VILLAGE]) if len(unit) < IN_A_VILLAGE else None
		row.group, row.family = face.group, face.subject_doctype == "Household"
		row.order = (-codes.LEVELS.index(row.level), row.honor_title)
	rows.sort(
		key=lambda row: (row.order, row.awarding_unit, row.honor_rank or MOST, row.certificate_no or "")
	)
	context = {
		"year": year,
		"place": frappe.db.get_value("Grid Unit", unit, "unit_name"),
		"honors": [(order[1], list(found)) for order, found in groupby(rows, key=lambda row: row.order)],
		"count": len(rows),
	}
	return papers.sheet("list_of_honors.html", _("List Of Honors"), context)


def public_honors(unit: str, most: int = 50) -> list[dict]:
	"""Awarded honors of accounts in `unit`, the latest year's first: year, level, title, name (masked)."""
	award, account = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Points Account")
	low, high = codes.bounds(unit)
	query = (
		frappe.qb.from_(award)
		.join(account)
		.on(account.name == award.account)
		.select(award.honor_title, award.level, award.year, award.subject_name, account.subject_doctype)
		.where((award.grid_unit >= low) & (award.status == AWARDED))
		.orderby(award.year, order=Order.desc)
		.orderby(award.honor_rank)
		.limit(most)
	)
	rows = (query.where(award.grid_unit < high) if high else query).run(as_dict=True)
	return [
		{
			"year": row.year,
			"level": row.level,
			"title": row.honor_title,
			"name": row.subject_name
			if row.subject_doctype == "Local Organisation"
			else mask_name(row.subject_name),
		}
		for row in rows
	]

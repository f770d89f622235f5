"""Certificates of honors, and the list that a village shows on the open net."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder import Order

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

"""Part of a checked batch goes on by itself: the rows that a meeting leaves to the township or to another day."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_link_to_form, now

OPEN = "To Be Counted"
OF_ITS_OWN = ("name", "creation", "modified", "people_count", "points_total")


def split(batch, rows: list[str], why: str) -> str:
	"""Move `rows` (names of its people) into a new batch of the same facts and signatures; returns its name.

	Both batches stay in the stage they are in; a line in both timelines says why.
	"""
	tables = [df.fieldname for df in batch.meta.get_table_fields()]
	values = {field: value for field, value in batch.as_dict().items() if field not in (*OF_ITS_OWN, *tables)}
	new = frappe.get_doc(values)
	new.name = frappe.generate_hash(length=10)
	new.creation = new.modified = now()
	new.db_insert()
	for table in tables:
		if table != "people":
			for row in batch.get(table):
				_copy_row(row, new)
	for proof in batch.evidence:
		_share_file(proof.file, batch, new)
	person = frappe.qb.DocType("Points Batch Person")
	mine = (person.parent == batch.name) & (person.parenttype == batch.doctype)
	frappe.qb.update(person).set(person.parent, new.name).where(mine & person.name.isin(rows)).run()
	recount(batch.name)
	recount(new.name)
	batch.add_comment("Info", _("{0} rows went into {1}: {2}").format(len(rows), _link(new), why))
	new.add_comment("Info", _("{0} rows came from {1}: {2}").format(len(rows), _link(batch), why))
	return new.name


def recount(batch: str) -> int:
	"""Write the figures of a batch anew from its rows; returns how many rows are still to be counted."""
	rows = frappe.get_all(
		"Points Batch Person",
		{"parent": batch, "parenttype": "Points Batch", "status": OPEN},
		["subject", "points"],
		parent_doctype="Points Batch",
	)
	by_household = frappe.db.get_value("Points Batch", batch, "kind") == "Appraisal Round"
	people = len({row.subject for row in rows}) if by_household else len(rows)
	total = sum(row.points or 0 for row in rows)
	frappe.db.set_value("Points Batch", batch, {"people_count": people, "points_total": total})
	return len(rows)


def _copy_row(row, new) -> None:
	copy = frappe.copy_doc(row)
	copy.update({"parent": new.name, "name": frappe.generate_hash(length=10)})
	copy.set_user_and_timestamp()
	copy.db_insert()


def _share_file(url: str, old, new) -> None:
	"""The evidence belongs to both now: one more row for the same file, so that it is read with either."""
	name = frappe.db.get_value(
		"File", {"file_url": url, "attached_to_doctype": old.doctype, "attached_to_name": old.name}
	)
	if name:
		file = frappe.copy_doc(frappe.get_doc("File", name))
		file.name = frappe.generate_hash(length=10)
		file.attached_to_name = new.name
		file.set_user_and_timestamp()
		file.db_insert()


def _link(doc) -> str:
	return get_link_to_form(doc.doctype, doc.name)

"""Part of a checked batch goes on by itself: the rows that a meeting leaves to the township or to another day."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_link_to_form, now

OF_ITS_OWN = ("name", "creation", "modified", "people", "evidence", "people_count")


def split(batch, rows: list[str], why: str) -> str:
	"""Move `rows` (names of its people) into a new batch of the same facts and signatures; returns its name.

	Both batches stay in the stage they are in; a line in both timelines says why.
	"""
	values = {field: value for field, value in batch.as_dict().items() if field not in OF_ITS_OWN}
	new = frappe.get_doc({**values, "people_count": len(rows), "__islocal": 1})
	new.name = frappe.generate_hash(length=10)
	new.creation = new.modified = now()
	new.db_insert()
	for number, proof in enumerate(batch.evidence, 1):
		place = {"parent": new.name, "parenttype": new.doctype, "parentfield": "evidence", "idx": number}
		row = frappe.get_doc({"doctype": "Points Evidence", "file": proof.file, "note": proof.note, **place})
		row.name = frappe.generate_hash(length=10)
		row.creation = row.modified = now()
		row.owner = row.modified_by = batch.owner
		row.db_insert()
		_share_file(proof.file, batch, new)
	person = frappe.qb.DocType("Points Batch Person")
	mine = (person.parent == batch.name) & (person.parenttype == batch.doctype)
	frappe.qb.update(person).set(person.parent, new.name).where(mine & person.name.isin(rows)).run()
	left = frappe.db.count("Points Batch Person", {"parent": batch.name, "status": "To Be Counted"})
	batch.db_set({"people_count": left})
	batch.add_comment("Info", _("{0} rows went into {1}: {2}").format(len(rows), _link(new), why))
	new.add_comment("Info", _("{0} rows came from {1}: {2}").format(len(rows), _link(batch), why))
	return new.name


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

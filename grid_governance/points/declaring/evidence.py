"""Photos of deeds: time and place from the photo itself, read where the bytes still have them.

The platform takes such data out of what it stores (they are personal). So the upload reads them first
(api/evidence.py); a row that comes with a file that still has them is read here. Nothing of it ever blocks.
"""

from __future__ import annotations

from pathlib import PurePath

import frappe
from frappe import _

from grid_governance.points.declaring import photo

WITH_EVIDENCE = ("Points Declaration", "Points Batch", "Public Notice", "Appraisal Meeting", "Points Rules")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
LARGEST = 20 << 20
HEAD = 256 << 10


def read_photos(doc) -> None:
	"""Fill taken_on and place of the evidence rows; those of rows already stored are not changed by hand."""
	stored = doc.get_doc_before_save()
	known = {(row.name, row.file): row for row in stored.evidence} if stored else {}
	for row in doc.evidence:
		before = known.get((row.name, row.file))
		if before:
			row.taken_on, row.place = before.taken_on, before.place
			continue
		found = _facts(row.file)
		row.taken_on = found.taken_on or photo.moment(row.taken_on)
		row.place = found.place or photo.place(row.place)


def _facts(url: str | None) -> photo.PhotoFacts:
	"""Of a file that the user has put up; another one's photo tells nothing here."""
	if not str(url or "").lower().endswith(PICTURES):
		return photo.PhotoFacts()
	filters = {"file_url": url, "owner": frappe.session.user, "file_size": ["<", LARGEST]}
	name = frappe.db.get_value("File", filters)
	if not name:
		return photo.PhotoFacts()
	try:
		content = frappe.get_doc("File", name).get_content()
	except OSError:
		return photo.PhotoFacts()
	return photo.read(content if isinstance(content, bytes) else b"")


def attach_files(doc) -> None:
	"""What its writer put up before the record was saved hangs on it now, so that whoever reads it sees it."""
	before = doc.get_doc_before_save()
	stored = {row.file for row in before.evidence} if before else set()
	fresh = [row.file for row in doc.evidence if row.file not in stored]
	if not fresh:
		return
	file = frappe.qb.DocType("File")
	(
		frappe.qb.update(file)
		.set(file.attached_to_doctype, doc.doctype)
		.set(file.attached_to_name, doc.name)
		.where(file.file_url.isin(fresh) & (file.owner == frappe.session.user) & (file.is_private == 1))
		.where(file.attached_to_name.isnull() | (file.attached_to_name == ""))
	).run()


def store(content: bytes, head: bytes, filename: str, doctype: str, docname: str | None) -> dict:
	"""Keep a photo privately; {file_url, taken_on, place}. head: the original's first bytes, if it was shrunk."""
	facts = photo.read(head) if head else photo.PhotoFacts()
	own = photo.read(content)
	content, kind = _clean(content)
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{PurePath(filename).stem[:60] or 'photo'}.{kind}",
		attached_to_doctype=doctype if docname else None,
		attached_to_name=docname,
		is_private=1,
		content=content,
	).insert()
	taken_on = facts.taken_on or own.taken_on
	return {
		"file_url": file.file_url,
		"taken_on": str(taken_on) if taken_on else None,
		"place": facts.place or own.place,
	}


def _clean(content: bytes) -> tuple[bytes, str]:
	if len(content) > LARGEST:
		frappe.throw(
			_("The photo is larger than {0} MB. Please take a smaller one.").format(LARGEST >> 20),
			title=_("Photo Too Large"),
		)
	kept = photo.kept(content)
	kind = kept and photo.ending(kept)
	if not kind:
		frappe.throw(
			_("This is no picture (JPEG, PNG or WebP). Please take it again."), title=_("Not A Photo")
		)
	return kept, kind

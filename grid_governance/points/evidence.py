"""Photos of deeds: time and place from the photo itself, read where the bytes still have them.

The platform takes such data out of what it stores (they are personal). So the upload reads them first
(api/evidence.py); a row that comes with a file that still has them is read here. Nothing of it ever blocks.
"""

from __future__ import annotations

import frappe

from grid_governance.points import photo

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
LARGEST = 30 << 20


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

"""Photos sent with a form: data URLs, at most nine, pictures in truth and not too large.

The phone shrinks them, and what is drawn anew has lost its time and place; so the first bytes of the original come
along (`heads`). What is stored has none of it in the picture.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

import frappe
from frappe import _

from grid_governance.points.declaring import photo

MOST = 9
LARGEST = 4 * 1024 * 1024
LARGEST_HEAD = 128 * 1024


@dataclass(frozen=True)
class Photo:
	"""A picture as it is stored, its ending, and what the original told."""

	content: bytes
	ending: str
	facts: photo.PhotoFacts


def read(pictures: list[str], heads: list[str] | None = None) -> list[Photo]:
	"""The photos of these data URLs. Raises frappe.ValidationError for anything that is no picture.

	heads: for each picture, in their order, the first bytes of the original as a data URL; "" or none is no harm.
	"""
	if len(pictures) > MOST:
		frappe.throw(_("At most {0} photos can be sent at once.").format(MOST), title=_("Too Many Photos"))
	heads = heads if isinstance(heads, list) and len(heads) == len(pictures) else [""] * len(pictures)
	return [_read(*pair, number) for number, pair in enumerate(zip(pictures, heads, strict=True), 1)]


def _read(picture: str, head: str, number: int) -> Photo:
	content = _bytes(picture)
	if len(content) > LARGEST:
		frappe.throw(
			_("Photo {0} is larger than {1} MB. Please take a smaller one.").format(number, LARGEST >> 20),
			title=_("Photo Too Large"),
		)
	clean = photo.kept(content)
	ending = clean and photo.ending(clean)
	if not ending:
		frappe.throw(
			_("Photo {0} is no picture (JPEG, PNG or WebP). Please take it again.").format(number),
			title=_("Not A Photo"),
		)
	told, own = photo.read(_bytes(head)[:LARGEST_HEAD]), photo.read(content)
	facts = photo.PhotoFacts(told.taken_on or own.taken_on, told.place or own.place)
	return Photo(clean, ending, facts)


def _bytes(data_url: object) -> bytes:
	try:
		return base64.b64decode(str(data_url or "").partition(",")[2], validate=True)
	except ValueError:
		return b""


def attach(images: list[Photo], doc) -> list[str]:
	"""Hang the pictures on a saved record, privately; returns their addresses."""
	addresses = []
	for number, image in enumerate(images, 1):
		file = frappe.get_doc(
			doctype="File",
			file_name=f"{doc.name}-{number}.{image.ending}",
			attached_to_doctype=doc.doctype,
			attached_to_name=doc.name,
			is_private=1,
			content=image.content,
		)
		addresses.append(file.insert(ignore_permissions=True).file_url)
	return addresses

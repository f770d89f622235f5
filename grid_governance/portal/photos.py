"""Photos sent with a form: data URLs, at most nine, pictures in truth and not too large."""

from __future__ import annotations

import base64

import frappe
from frappe import _

from grid_governance.points.declaring import photo

MOST = 9
LARGEST = 4 * 1024 * 1024


def read(pictures: list[str]) -> list[tuple[bytes, str]]:
	"""(bytes, ending) of each data URL. Raises frappe.ValidationError for anything that is no picture."""
	if len(pictures) > MOST:
		frappe.throw(_("At most {0} photos can be sent at once.").format(MOST), title=_("Too Many Photos"))
	return [_read(picture, number) for number, picture in enumerate(pictures, 1)]


def _read(picture: str, number: int) -> tuple[bytes, str]:
	try:
		content = base64.b64decode(picture.partition(",")[2], validate=True)
	except ValueError:
		content = b""
	if len(content) > LARGEST:
		frappe.throw(
			_("Photo {0} is larger than {1} MB. Please take a smaller one.").format(number, LARGEST >> 20),
			title=_("Photo Too Large"),
		)
	ending = photo.ending(content)
	if not ending:
		frappe.throw(
			_("Photo {0} is no picture (JPEG, PNG or WebP). Please take it again.").format(number),
			title=_("Not A Photo"),
		)
	return content, ending


def attach(images: list[tuple[bytes, str]], doc) -> list[str]:
	"""Hang the pictures on a saved record, privately; returns their addresses."""
	addresses = []
	for number, (content, ending) in enumerate(images, 1):
		file = frappe.get_doc(
			doctype="File",
			file_name=f"{doc.name}-{number}.{ending}",
			attached_to_doctype=doc.doctype,
			attached_to_name=doc.name,
			is_private=1,
			content=content,
		)
		addresses.append(file.insert(ignore_permissions=True).file_url)
	return addresses

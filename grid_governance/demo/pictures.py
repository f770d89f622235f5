"""Pictures that stand for the demo's photos."""

from __future__ import annotations

import io

import frappe

_kept: dict[tuple[str, str], str] = {}


def photo(caption: str) -> str:
	"""The address of a new picture, put up by the session's user."""
	from PIL import Image

	picture = io.BytesIO()
	Image.radial_gradient("L").resize((640, 400)).convert("RGB").save(picture, "JPEG")
	file = frappe.get_doc(
		doctype="File", file_name=f"demo-{caption}.jpg", is_private=1, content=picture.getvalue()
	)
	return file.insert().file_url


def one_photo(caption: str) -> str:
	"""The address of the one picture of this caption: a year of deeds does not need a thousand files."""
	key = (frappe.local.site, caption)
	if key not in _kept or not frappe.db.exists("File", {"file_url": _kept[key]}):
		_kept[key] = photo(caption)
	return _kept[key]

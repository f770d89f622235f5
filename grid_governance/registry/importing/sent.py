"""A list sent with a request (multipart field `file`): on disk while it is read, kept nowhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe import _


@contextmanager
def sent_file(largest: int) -> Iterator[Path]:
	"""The file of this request; of a larger one just enough that its reader says so. Raises frappe.ValidationError
	when none was sent.
	"""
	upload = frappe.request.files.get("file") if frappe.request else None
	if not upload:
		frappe.throw(_("Please choose a file."), title=_("File Missing"))
	with tempfile.NamedTemporaryFile() as stream:
		stream.write(upload.stream.read(largest + 1))
		stream.flush()
		yield Path(stream.name)

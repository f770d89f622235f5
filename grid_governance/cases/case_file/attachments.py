"""Which files may lie in a case's file, and whether they can be bound: by their content, named in every message. Pure.

Pictures and PDF are bound as pages; office documents, sound and film are kept beside it and named in the contents.
"""

from __future__ import annotations

import io
from pathlib import PurePath

from grid_governance.registry.problems import Problem

PICTURES = {"JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"}
PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"})
KEPT_BESIDE = frozenset(
	{
		".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".txt", ".ofd",
		".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov",
	}
)  # fmt: skip
LARGEST_PIXELS = 120_000_000


def ending(file_name: str) -> str:
	return PurePath(file_name or "").suffix.lower()


def is_bound(file_name: str) -> bool:
	"""Whether this kind of file becomes pages of the bound volume."""
	return ending(file_name) == ".pdf" or ending(file_name) in PICTURE_ENDINGS


def problem(file_name: str, content: bytes, largest: int | None = None) -> Problem | None:
	"""What keeps this file out of the case's file; None when it may come in. `largest`: bytes."""
	if largest and len(content) > largest:
		return Problem(
			"file",
			"“{0}” is larger than {1} MB.",
			"Scan it with fewer dots (200 dpi are enough) or part it.",
			(file_name, largest >> 20),
		)
	if not content:
		return Problem("file", "“{0}” is empty.", "Choose the file again.", (file_name,))
	kind = ending(file_name)
	if kind == ".pdf":
		return _pdf_problem(file_name, content)
	if kind in PICTURE_ENDINGS:
		return _picture_problem(file_name, content)
	if kind in KEPT_BESIDE and not content.startswith((b"MZ", b"\x7fELF", b"#!", b"<")):
		return None
	return Problem(
		"file",
		"“{0}” is no kind of file for a case.",
		"Pictures (JPG, PNG), PDF, office documents, sound and film can be put up.",
		(file_name,),
	)


def _pdf_problem(file_name: str, content: bytes) -> Problem | None:
	from pypdf import PdfReader

	locked = False
	try:
		reader = PdfReader(io.BytesIO(content))
		locked = reader.is_encrypted
		locked = locked and not reader.decrypt("")
		if not locked and not len(reader.pages):
			raise ValueError("no page")
	except Exception:  # pypdf raises whatever a damaged file makes it raise
		if not locked:
			return Problem(
				"file",
				"“{0}” is damaged and cannot be opened as PDF.",
				"Scan it again or save it as PDF anew.",
				(file_name,),
			)
	if locked:
		return Problem(
			"file",
			"“{0}” is locked with a password.",
			"Save it without the password, then put it up again.",
			(file_name,),
		)
	return None


def _picture_problem(file_name: str, content: bytes) -> Problem | None:
	from PIL import Image

	try:
		with Image.open(io.BytesIO(content)) as picture:
			known, dots = picture.format in PICTURES, picture.width * picture.height
			picture.verify()
	except Exception:  # Pillow raises whatever a damaged file makes its readers raise
		known, dots = False, 0
	if not known:
		return Problem(
			"file",
			"“{0}” is no picture that can be opened.",
			"Take the photo again or save it as JPG.",
			(file_name,),
		)
	if dots > LARGEST_PIXELS:
		return Problem(
			"file",
			"“{0}” has too many dots.",
			"Scan it with fewer dots (200 dpi are enough) or part it.",
			(file_name,),
		)
	return None

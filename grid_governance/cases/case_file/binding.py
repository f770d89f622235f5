"""Pages of a bound file: pictures and foreign PDFs brought to A4, papers in order, page numbers stamped. No Frappe.

Cover and contents carry no number; page 1 is the first paper, as an archivist numbers a file by hand (upper
right corner). So the contents can be drawn before the page numbers are stamped: they do not count themselves.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

A4 = (595.28, 841.89)  # points
MARGIN = 28.0  # of pictures, points
DOTS = (1654, 2339)  # A4 at 200 dpi


class Unbindable(ValueError):
	"""A file that no page can be made of; the argument is its name."""


def pages_of(content: bytes) -> int:
	return len(PdfReader(io.BytesIO(content)).pages)


def picture_pages(name: str, content: bytes) -> bytes:
	"""A picture (each frame of a scan) upright on A4. Raises Unbindable."""
	from PIL import Image, ImageOps, ImageSequence

	writer = PdfWriter()
	try:
		with Image.open(io.BytesIO(content)) as picture:
			for frame in ImageSequence.Iterator(picture):
				upright = ImageOps.exif_transpose(frame).convert("RGBA")
				flat = Image.new("RGB", upright.size, "white")
				flat.paste(upright, mask=upright.getchannel("A"))
				flat.thumbnail(DOTS if flat.height >= flat.width else DOTS[::-1])
				sheet = io.BytesIO()
				flat.save(sheet, "PDF", resolution=200.0, quality=80)
				for page in PdfReader(sheet).pages:
					_put(writer, page, MARGIN, turn=flat.width > flat.height)
	except Exception as error:  # Pillow raises whatever a damaged file makes its readers raise
		raise Unbindable(name) from error
	return _bytes(writer)


def pdf_pages(name: str, content: bytes) -> bytes:
	"""The pages of a foreign PDF on A4, turned as they are shown. Raises Unbindable."""
	writer = PdfWriter()
	try:
		reader = PdfReader(io.BytesIO(content))
		if reader.is_encrypted and not reader.decrypt(""):
			raise Unbindable(name)
		for page in reader.pages:
			if page.rotation:
				page.transfer_rotation_to_content()
			_put(writer, page, 0.0, turn=float(page.mediabox.width) > float(page.mediabox.height))
	except Exception as error:  # pypdf raises whatever a damaged file makes it raise
		raise Unbindable(name) from error
	return _bytes(writer)


def _put(writer: PdfWriter, page: PageObject, margin: float, turn: bool) -> None:
	"""`page` on a fresh A4 page: scaled to fit, in the middle; wide ones turned, as one files them."""
	box = page.mediabox
	wide, high = float(box.width), float(box.height)
	move = Transformation().translate(-float(box.left), -float(box.bottom))
	if turn:
		move = move.rotate(90).translate(high, 0)
		wide, high = high, wide
	scale = min((A4[0] - 2 * margin) / wide, (A4[1] - 2 * margin) / high)
	move = move.scale(scale).translate((A4[0] - wide * scale) / 2, (A4[1] - high * scale) / 2)
	fresh = PageObject.create_blank_page(width=A4[0], height=A4[1])
	fresh.merge_transformed_page(page, move)
	writer.add_page(fresh)


def numbered(
	front: Iterable[bytes],
	papers: Iterable[bytes],
	back: Iterable[bytes],
	numbers: Callable[[int], bytes],
) -> bytes:
	"""One PDF: `front` (cover, contents) and `back` without numbers, the pages of `papers` numbered from 1.

	numbers(n): a PDF of n transparent pages that hold nothing but 1 … n at their place.
	"""
	readers = [PdfReader(io.BytesIO(paper)) for paper in papers]
	count = sum(len(reader.pages) for reader in readers)
	marks = iter(PdfReader(io.BytesIO(numbers(count))).pages if count else [])
	writer = PdfWriter()
	for part in front:
		_append(writer, part)
	for reader in readers:
		for page in reader.pages:
			page.merge_page(next(marks))
			writer.add_page(page)
	for part in back:
		_append(writer, part)
	for page in writer.pages:
		page.compress_content_streams()
	return _bytes(writer)


def _append(writer: PdfWriter, content: bytes) -> None:
	for page in PdfReader(io.BytesIO(content)).pages:
		writer.add_page(page)


def _bytes(writer: PdfWriter) -> bytes:
	result = io.BytesIO()
	writer.write(result)
	return result.getvalue()

"""Word documents with {{places}} that are filled in, in text, tables, boxes, headers and footers. No database.

opened(content)                    the document; raises TemplateError for what is no .docx or too large
strange(document, known, of_row)   what an office has mistyped in its template
fill(document, values, rows)       every place filled in; a table's line with {{row.…}} once for each row
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LARGEST_FILE, LARGEST_UNPACKED = 5 << 20, 50 << 20
ROW = "row."
PLACE = re.compile(r"\{\{\s*([^{}]{0,60}?)\s*\}\}")
_PARTS = re.compile(r"/word/(document|header[0-9]*|footer[0-9]*)\.xml")
_BRACES = re.compile(r"\{\{|\}\}|｛｛|｝｝")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_P, _T, _TR = qn("w:p"), qn("w:t"), qn("w:tr")


class TemplateError(Exception):
	"""reason: "size" or "kind"."""

	def __init__(self, reason: str):
		super().__init__(reason)
		self.reason = reason


class Strange(NamedTuple):
	"""unknown: words that stand for nothing; open: pieces of text with braces that do not close; lost: words of a
	row outside a table; places: how many stand for something.
	"""

	unknown: list[str]
	open: list[str]
	lost: list[str]
	places: int


def opened(content: bytes):
	"""The document in these bytes."""
	if len(content) > LARGEST_FILE:
		raise TemplateError("size")
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as archive:
			unpacked = sum(info.file_size for info in archive.infolist())
		if unpacked > LARGEST_UNPACKED:
			raise TemplateError("size")
		document = Document(io.BytesIO(content))
		list(_roots(document))
	except TemplateError:
		raise
	except Exception as error:  # python-docx raises whatever its zip or XML parser raised
		raise TemplateError("kind") from error
	return document


def written(document) -> bytes:
	"""The document as a file."""
	out = io.BytesIO()
	document.save(out)
	return out.getvalue()


def strange(document, known: Collection[str], of_row: Collection[str]) -> Strange:
	"""known: words outside rows; of_row: words that follow “row.”."""
	unknown, open_, lost, places = [], [], [], 0
	for root in _roots(document):
		for paragraph in root.iter(_P):
			text = "".join(one.text or "" for one in _texts(paragraph))
			in_line = any(True for _one in paragraph.iterancestors(_TR))
			for word in PLACE.findall(text):
				if word.startswith(ROW) and word.removeprefix(ROW) in of_row:
					places += 1
					if not in_line:
						lost.append(word)
				elif word in known:
					places += 1
				else:
					unknown.append(word)
			if _BRACES.search(PLACE.sub("", text)):
				open_.append(text.strip()[:40])
	return Strange(*(list(dict.fromkeys(words)) for words in (unknown, open_, lost)), places)


def fill(document, values: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> None:
	"""values: word → text; rows: the same without “row.”, one after the other in a line's place."""
	rows = list(rows)
	for root in _roots(document):
		for line in [line for line in root.iter(_TR) if _holds_row(line)]:
			for row in rows:
				copied = copy.deepcopy(line)
				line.addprevious(copied)
				_fill_all(copied, {ROW + word: text for word, text in row.items()})
			line.getparent().remove(line)
		_fill_all(root, values)


def _roots(document) -> Iterator:
	for part in document.part.package.iter_parts():
		if _PARTS.fullmatch(str(part.partname)):
			yield part.element


def _texts(paragraph) -> list:
	"""The pieces of text of a paragraph, those of boxes in it left to the boxes' own paragraphs."""
	return [one for one in paragraph.iter(_T) if next(one.iterancestors(_P)) is paragraph]


def _holds_row(line) -> bool:
	"""A table's line with a row's word that stands in no line of a table inside it."""
	for paragraph in line.iter(_P):
		if next(paragraph.iterancestors(_TR)) is line:
			text = "".join(one.text or "" for one in _texts(paragraph))
			if any(word.startswith(ROW) for word in PLACE.findall(text)):
				return True
	return False


def _fill_all(root, values: Mapping[str, str]) -> None:
	for paragraph in list(root.iter(_P)):
		_fill(_texts(paragraph), values)


def _fill(texts: list, values: Mapping[str, str]) -> None:
	"""Word splits a place over several pieces as it likes: the value stands in the first and has its form."""
	joined = "".join(one.text or "" for one in texts)
	for match in reversed(list(PLACE.finditer(joined))):
		if match[1] in values:
			_replace(texts, match.start(), match.end(), _NOT_IN_XML.sub("", values[match[1]]))
	for one in texts:
		if "\n" in (one.text or ""):
			_break_lines(one)


def _replace(texts: list, start: int, end: int, value: str) -> None:
	at = 0
	for one in texts:
		text = one.text or ""
		low, high = max(start - at, 0), min(end - at, len(text))
		at += len(text)
		if low >= high:
			continue
		_say(one, text[:low] + value + text[high:])
		value = ""


def _break_lines(one) -> None:
	first, *others = one.text.split("\n")
	_say(one, first)
	for text in reversed(others):
		after = OxmlElement("w:t")
		_say(after, text)
		one.addnext(after)
		one.addnext(OxmlElement("w:br"))


def _say(one, text: str) -> None:
	one.text = text
	one.set(qn("xml:space"), "preserve")

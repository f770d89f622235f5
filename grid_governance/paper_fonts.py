"""Fonts for PDFs: of each only the glyphs that the paper uses, cut out by HarfBuzz before WeasyPrint sees them.

A Chinese font holds 65,000 glyphs and WeasyPrint cuts it down in Python: some five seconds for each
font of each paper. HarfBuzz's subsetter (Debian: libharfbuzz-subset0) needs milliseconds. Where the
library or a font is missing, papers are the same, only slower.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import subprocess
from functools import lru_cache

SCHEME = "paper-font:"
# CSS family → (families as an office has them, best first; weight). style.html names the same lists.
ROLES = {
	"Paper Body": (("FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC"), "normal"),
	"Paper Title": (("FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC"), "bold"),
	"Paper Label": (("SimHei", "STHeiti", "Noto Sans CJK SC"), "normal"),
	"Paper Heading": (("SimHei", "STHeiti", "Noto Sans CJK SC"), "bold"),
}


def faces(text: str) -> tuple[str, dict[str, bytes]]:
	"""(@font-face rules, address → font file) for the characters of `text`; empty when nothing can be cut."""
	rules, files = [], {}
	for family, (candidates, weight) in ROLES.items():
		content = _cut(candidates, weight, text)
		if content:
			address = SCHEME + family.replace(" ", "-")
			files[address] = content
			rules.append(
				f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{address}"); }}'
			)
	return "".join(rules), files


def _cut(candidates: tuple[str, ...], weight: str, text: str) -> bytes | None:
	found, library = _installed(candidates, weight), _harfbuzz()
	if not found or not library:
		return None
	path, index = found
	blob = library.hb_blob_create_from_file(path.encode())
	face = library.hb_face_create(blob, index)
	wanted = library.hb_subset_input_create_or_fail()
	try:
		unicodes = library.hb_subset_input_unicode_set(wanted)
		for character in set(text):
			library.hb_set_add(unicodes, ord(character))
		cut = library.hb_subset_or_fail(face, wanted)
		if not cut:
			return None
		result = library.hb_face_reference_blob(cut)
		length = ctypes.c_uint()
		start = library.hb_blob_get_data(result, ctypes.byref(length))
		content = ctypes.string_at(start, length.value)
		library.hb_blob_destroy(result)
		library.hb_face_destroy(cut)
		return content
	finally:
		library.hb_subset_input_destroy(wanted)
		library.hb_face_destroy(face)
		library.hb_blob_destroy(blob)


@lru_cache
def _installed(candidates: tuple[str, ...], weight: str) -> tuple[str, int] | None:
	"""File and index of the first family that this machine has, by fontconfig."""
	for family in candidates:
		pattern = f"{family}:{'bold' if weight == 'bold' else 'regular'}"
		try:
			answer = subprocess.run(
				["fc-match", "-f", "%{family}|%{file}|%{index}", pattern],
				capture_output=True,
				text=True,
				check=True,
			).stdout
		except (OSError, subprocess.CalledProcessError):
			return None
		names, path, index = answer.split("|")
		if family in names.split(","):
			return path, int(index) & 0xFFFF  # the upper half numbers variations
	return None


@lru_cache
def _harfbuzz() -> ctypes.CDLL | None:
	name = ctypes.util.find_library("harfbuzz-subset")
	if not name:
		return None
	library = ctypes.CDLL(name)
	pointers = (
		"hb_blob_create_from_file",
		"hb_face_create",
		"hb_subset_input_create_or_fail",
		"hb_subset_input_unicode_set",
		"hb_subset_or_fail",
		"hb_face_reference_blob",
		"hb_blob_get_data",
	)
	for function in pointers:
		getattr(library, function).restype = ctypes.c_void_p
	p, u = ctypes.c_void_p, ctypes.c_uint
	library.hb_face_create.argtypes = [p, u]
	library.hb_subset_input_unicode_set.argtypes = [p]
	library.hb_set_add.argtypes = [p, u]
	library.hb_subset_or_fail.argtypes = [p, p]
	library.hb_face_reference_blob.argtypes = [p]
	library.hb_blob_get_data.argtypes = [p, p]
	for function in ("hb_blob_destroy", "hb_face_destroy", "hb_subset_input_destroy"):
		getattr(library, function).argtypes = [p]
		getattr(library, function).restype = None
	library.hb_set_add.restype = None
	return library

"""When and where a photo was taken, as its own data say. Pure; never raises: no data, no harm."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass

LARGEST_PIXELS = 120_000_000
LONG_SIDE = 1600  # as the browsers shrink it (public/js/pictures.js)
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_MOMENT = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D(\d{1,2})\D(\d{1,2})\D(\d{1,2})")
_PLACE = re.compile(r"-?\d{1,2}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?")
TAKEN, CHANGED, EXIF, GPS = 0x9003, 0x0132, 0x8769, 0x8825
LATITUDE, LONGITUDE = (1, 2), (3, 4)  # tag of the hemisphere, tag of degrees, minutes, seconds


@dataclass(frozen=True)
class PhotoFacts:
	"""taken_on: the camera's clock. place: "lat,lon" in degrees, as maps take it."""

	taken_on: datetime.datetime | None = None
	place: str | None = None


def read(content: bytes) -> PhotoFacts:
	"""Facts of an image file; nothing of what is no image, has no such data, or lies in them."""
	from PIL import Image

	try:
		with Image.open(io.BytesIO(content)) as picture:
			if picture.width * picture.height > LARGEST_PIXELS:
				return PhotoFacts()
			exif = picture.getexif()
			taken = exif.get_ifd(EXIF).get(TAKEN) or exif.get(CHANGED)
			return PhotoFacts(moment(taken), _place(exif.get_ifd(GPS)))
	except Exception:  # Pillow raises whatever a damaged file makes its readers raise
		return PhotoFacts()


def ending(content: bytes) -> str | None:
	"""The ending of an image file that is one in truth: jpg, png or webp; None for anything else."""
	from PIL import Image

	try:
		with Image.open(io.BytesIO(content)) as picture:
			kind = FORMATS[picture.format]
			picture.verify()
			return kind
	except Exception:  # Pillow raises whatever a damaged file makes its readers raise
		return None


def kept(content: bytes) -> bytes | None:
	"""The picture as it may be stored: upright, its longer side at most LONG_SIDE, without its data.

	One that is so already stays as it is; None for what cannot be drawn. A camera's whole picture would
	otherwise be taken apart dot by dot when the platform removes its data.
	"""
	from PIL import Image, ImageOps

	try:
		with Image.open(io.BytesIO(content)) as picture:
			kind = picture.format
			if picture.width * picture.height > LARGEST_PIXELS:
				return None
			if max(picture.size) <= LONG_SIDE and not _data_of(picture):
				picture.load()
				return content
			picture.draft(None, (LONG_SIDE, LONG_SIDE))  # a JPEG is read smaller at once
			upright = ImageOps.exif_transpose(picture).convert("RGB" if kind == "JPEG" else "RGBA")
			upright.thumbnail((LONG_SIDE, LONG_SIDE))
			upright.info.clear()
			out = io.BytesIO()
			upright.save(out, kind, **({"quality": 85} if kind != "PNG" else {}))
			return out.getvalue()
	except Exception:  # Pillow raises whatever a damaged file makes its readers raise
		return None


def _data_of(picture) -> bool:
	"""Whether anything is told beside the dots: where, when, by which camera, in whose words."""
	marks = {name for name, _data in getattr(picture, "applist", ())} - {"APP0", "APP14"}
	return bool(marks or picture.info.keys() & {"exif", "xmp", "XML:com.adobe.xmp", "comment", "Comment"})


def moment(value: object) -> datetime.datetime | None:
	"""A camera's "2026:11:20 09:30:00" (or an ISO text) as a time; None for what is no time or lies ahead."""
	match = _MOMENT.search(str(value or ""))
	if not match:
		return None
	try:
		found = datetime.datetime(*(int(part) for part in match.groups()))
	except ValueError:
		return None
	tomorrow = datetime.datetime.now() + datetime.timedelta(days=1)
	return found if datetime.datetime(1990, 1, 1) < found < tomorrow else None


def place(value: object) -> str | None:
	""" "lat,lon" as it may be stored, None for anything else."""
	text = str(value or "").replace(" ", "")
	if not _PLACE.fullmatch(text):
		return None
	latitude, longitude = (float(part) for part in text.split(","))
	return text if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _place(gps: dict) -> str | None:
	try:
		found = [_degrees(gps.get(name), gps.get(value)) for name, value in (LATITUDE, LONGITUDE)]
	except (TypeError, ValueError, ZeroDivisionError):
		return None
	if None in found or found == [0, 0]:
		return None
	return place(f"{found[0]:.6f},{found[1]:.6f}")


def _degrees(hemisphere: object, parts: object) -> float | None:
	if not parts:
		return None
	degrees, minutes, seconds = (float(part) for part in parts)
	value = degrees + minutes / 60 + seconds / 3600
	return -value if str(hemisphere or "").upper()[:1] in ("S", "W") else value

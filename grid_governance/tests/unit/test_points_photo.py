"""Time and place of a photo: read where they stand, and nothing but nothing made of anything else."""

from __future__ import annotations

import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from grid_governance.points.declaring import photo


def picture(taken: str | None = None, gps: dict | None = None, size=(64, 48)) -> bytes:
	image, out = Image.new("RGB", size, "green"), io.BytesIO()
	exif = Image.Exif()
	if taken:
		exif[photo.EXIF] = {photo.TAKEN: taken}
	if gps:
		exif[photo.GPS] = gps
	image.save(out, "JPEG", exif=exif)
	return out.getvalue()


def degrees(d: int, m: int, s: float):
	return (float(d), float(m), float(s))


LIUYANG = {1: "N", 2: degrees(28, 9, 36), 3: "E", 4: degrees(113, 38, 24)}


def test_a_photo_tells_when_and_where():
	facts = photo.read(picture("2026:11:20 09:30:05", LIUYANG))
	assert facts.taken_on == datetime.datetime(2026, 11, 20, 9, 30, 5)
	assert facts.place == "28.160000,113.640000"


def test_the_first_bytes_are_enough():
	content = picture("2026:11:20 09:30:05", LIUYANG, size=(900, 900))
	assert photo.read(content[:1500]).place == "28.160000,113.640000"


def test_south_and_west_are_below_zero():
	gps = {1: "S", 2: degrees(33, 0, 0), 3: "W", 4: degrees(70, 30, 0)}
	assert photo.read(picture(None, gps)).place == "-33.000000,-70.500000"


@pytest.mark.parametrize(
	"content",
	[picture(), b"", b"no picture", picture()[:40], picture("never"), picture("0000:00:00 00:00:00"),
	 picture(None, {1: "N", 2: degrees(0, 0, 0), 3: "E", 4: degrees(0, 0, 0)}), picture("2099:01:01 00:00:00")],
)  # fmt: skip
def test_without_data_nothing_is_said_and_nothing_breaks(content):
	assert photo.read(content) == photo.PhotoFacts()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_harm(content):
	photo.read(content)
	photo.read(picture("2026:11:20 09:30:05")[:30] + content)


@pytest.mark.parametrize("value", ["<script>", "91,10", "10,181", "28.1;113.2", None, "28.16, 113.64x"])
def test_what_is_no_place_is_not_stored(value):
	assert photo.place(value) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_upright_small_and_tells_nothing(kind):
	image, out, exif = Image.new("RGB", (3200, 2400), "green"), io.BytesIO(), Image.Exif()
	exif[photo.EXIF] = {photo.TAKEN: "2026:11:20 09:30:05"}
	exif[0x0112] = 6  # the phone was held upright
	image.save(out, kind, exif=exif)
	kept = photo.kept(out.getvalue())
	assert photo.read(out.getvalue()).taken_on and photo.read(kept) == photo.PhotoFacts()
	with Image.open(io.BytesIO(kept)) as small:
		assert (small.size, small.format) == ((1200, 1600), kind)


def test_a_picture_without_data_is_kept_as_it_is_and_no_picture_not_at_all():
	out = io.BytesIO()
	Image.new("RGB", (60, 40), "green").save(out, "JPEG")
	assert photo.kept(out.getvalue()) == out.getvalue()
	assert photo.kept(b"no picture") is None and photo.kept(b"") is None


def test_a_picture_of_too_many_dots_is_not_taken_apart(monkeypatch):
	monkeypatch.setattr(photo, "LARGEST_PIXELS", 1000)
	assert photo.kept(picture()) is None

"""The 13 slots, which files may come in, and the pages of a bound file. No site."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from grid_governance.cases import stages
from grid_governance.cases.case_file import attachments, binding, slots

ANY_SLOTS = st.sets(st.sampled_from(slots.SLOTS))


def picture(kind: str = "PNG", size=(60, 90), frames: int = 1) -> bytes:
	result = io.BytesIO()
	first, *more = (Image.new("RGB", size, colour) for colour in ("red", "blue", "green")[:frames])
	first.save(result, kind, **({"save_all": True, "append_images": more} if more else {}))
	return result.getvalue()


def pdf(pages: int = 1, size=(300, 400), turned: int = 0, password: str | None = None) -> bytes:
	writer, result = PdfWriter(), io.BytesIO()
	for _n in range(pages):
		writer.add_blank_page(*size).rotate(turned)
	if password:
		writer.encrypt(password)
	writer.write(result)
	return result.getvalue()


def boxes(content: bytes) -> list[tuple[int, int]]:
	return [(round(p.mediabox.width), round(p.mediabox.height)) for p in PdfReader(io.BytesIO(content)).pages]


# ---------------------------------------------------------------- slots


def test_the_forms_have_13_slots_and_six_of_them_must_be_filled():
	assert len(slots.SLOTS) == len(set(slots.SLOTS)) == 13
	assert [slots.SLOTS.index(name) + 1 for name in slots.SLOTS if name in slots.MUST] == [1, 2, 3, 7, 8, 13]


@pytest.mark.parametrize(
	("way", "ended_as", "oral", "must"),
	[
		(stages.PEOPLES_MEDIATION, stages.CLOSED, False, slots.MUST),
		(stages.PEOPLES_MEDIATION, None, False, slots.MUST),
		(stages.PEOPLES_MEDIATION, stages.CLOSED, True, slots.MUST_WHEN_ORAL),
		(stages.PEOPLES_MEDIATION, stages.TERMINATED, False, slots.MUST_WITHOUT_RESULT),
		(stages.PEOPLES_MEDIATION, stages.NOT_TAKEN_ON, True, slots.MUST_WITHOUT_RESULT),
		("Litigation", stages.CLOSED, False, frozenset()),
	],
)
def test_what_must_be_there_follows_from_way_and_end(way, ended_as, oral, must):
	assert slots.must_slots(way, ended_as, oral) == must


@given(ANY_SLOTS, ANY_SLOTS, st.sampled_from([slots.MUST, slots.MUST_WHEN_ORAL, frozenset()]))
def test_missing_are_the_must_slots_without_a_paper_or_an_accepted_reason(filled, excused, must):
	found = slots.check_list(filled, dict.fromkeys(excused, "理由"), must)
	missing = {slot.name for slot in found if slot.state == "missing"}
	drawn = {slots.APPLICATION, slots.CLOSING}
	assert missing == must - filled - (excused & slots.EXCUSABLE) - drawn
	assert [slot.number for slot in found] == list(range(1, 14))


@given(st.lists(st.text(), unique=True), st.lists(st.text()))
def test_an_order_loses_no_paper_and_makes_none(names, wanted):
	ordered = slots.in_order(names, wanted)
	assert sorted(ordered) == sorted(names)
	placed = [name for name in ordered if name in wanted]
	assert placed == sorted(placed, key=lambda name: len(wanted) - 1 - wanted[::-1].index(name))


# ---------------------------------------------------------------- what may come in


@pytest.mark.parametrize(
	("name", "content"),
	[
		("a.pdf", pdf()),
		("A.PDF", pdf(3)),
		("a.png", picture()),
		("a.JPG", picture("JPEG")),
		("scan.tif", picture("TIFF", frames=2)),
		("a.docx", b"PK\x03\x04"),
		("a.mp3", b"ID3"),
	],
)
def test_what_a_case_needs_comes_in(name, content):
	assert attachments.problem(name, content) is None


@pytest.mark.parametrize(
	("name", "content", "told"),
	[
		("a.exe", b"MZ", "no kind"),
		("a.mp3", b"MZ\x90", "no kind"),
		("a.html", b"<html>", "no kind"),
		("a", b"x", "no kind"),
		("a.svg", b"<svg/>", "no kind"),
		("a.pdf", b"%PDF-1.4 broken", "damaged"),
		("a.pdf", pdf(0), "damaged"),
		("a.pdf", pdf(password="x"), "password"),
		("a.png", b"\x89PNG broken", "no picture"),
		("a.png", b"", "empty"),
	],
)
def test_what_does_not_come_in_is_named_with_what_to_do(name, content, told):
	problem = attachments.problem(name, content)
	assert told in problem.text() and f"“{name}”" in problem.text() and problem.remedy


def test_too_large_is_told_with_the_limit():
	assert "larger than 2 MB" in attachments.problem("a.pdf", b"0" * ((2 << 20) + 1), 2 << 20).text()


def test_sound_and_office_documents_are_kept_beside_the_file():
	assert not attachments.is_bound("录音.mp3") and not attachments.is_bound("a.docx")
	assert attachments.is_bound("a.PDF") and attachments.is_bound("a.jpeg")


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("size", [(60, 90), (90, 60), (3000, 200), (5, 5)])
def test_every_picture_becomes_one_upright_a4_page(size):
	assert boxes(binding.picture_pages("a.png", picture(size=size))) == [(595, 842)]


def test_each_frame_of_a_scan_is_a_page():
	assert len(boxes(binding.picture_pages("a.tif", picture("TIFF", frames=3)))) == 3


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(300, 400), (842, 595), (1191, 1684)])
def test_foreign_pages_are_brought_to_a4(size, turned):
	assert boxes(binding.pdf_pages("a.pdf", pdf(2, size, turned))) == [(595, 842)] * 2


@pytest.mark.parametrize(
	"make", [lambda: binding.picture_pages("坏.png", b"x"), lambda: binding.pdf_pages("坏.pdf", b"x")]
)
def test_what_cannot_be_bound_is_named(make):
	with pytest.raises(binding.Unbindable, match="坏"):
		make()


def test_cover_and_closing_page_carry_no_number_and_no_page_is_lost():
	asked = []

	def numbers(count):
		asked.append(count)
		return pdf(count, (595, 842))

	bound = binding.numbered([pdf(), pdf(2)], [pdf(3), pdf(1)], [pdf()], numbers)
	assert asked == [4] and binding.pages_of(bound) == 8

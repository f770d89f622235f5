"""A file is what its bytes say; each that is no household list gets a message of its own."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from grid_governance.registry.importing import files, workbook
from grid_governance.registry.importing.columns import COLUMNS, dictionary
from grid_governance.registry.problems import ProblemError

WORDS = dictionary()


@pytest.fixture
def put(tmp_path):
	def write(content: bytes, name: str = "list.xlsx"):
		path = tmp_path / name
		path.write_bytes(content)
		return path

	return write


def sheet(*lines, merge=None) -> bytes:
	book = Workbook()
	for line in lines:
		book.active.append(line)
	if merge:
		book.active.merge_cells(merge)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def packed() -> bytes:
	out = io.BytesIO()
	with zipfile.ZipFile(out, "w") as archive:
		archive.writestr("a.txt", "x")
	return out.getvalue()


def said(path) -> str:
	with pytest.raises(ProblemError) as caught:
		list(files.read(path, WORDS).rows)
	return caught.value.problem.text()


@pytest.mark.parametrize(
	("content", "what"),
	[
		(b"", "an empty file"),
		(b"%PDF-1.7 ...", "a PDF"),
		(b"\xd0\xcf\x11\xe0" + b"\0" * 512, "an old Excel file"),
		(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
		(b"<html><table>", "a web page"),
		(b"\x89PNG\r\n\x1a\n", "something else"),
		(packed(), "another kind of packed file"),
		(b"PK\x03\x04 broken", "a damaged workbook"),
	],
)
def test_a_file_that_is_no_excel_is_named_for_what_it_is(put, content, what):
	message = said(put(content))
	assert what in message and "save it as an Excel workbook" in message


def test_the_header_row_is_found_below_a_title_and_lines_keep_their_numbers(put):
	table = files.read(
		put(
			sheet(
				["户籍登记表"],
				["Resident Name", "Relation To Head", "Room Or Door Number"],
				["王五", "Spouse", 7],
			)
		),
		WORDS,
	)
	assert [(row.line, row.cells) for row in table.rows] == [
		(3, {"resident_name": "王五", "relation_to_head": "Spouse", "room": 7})
	]


def test_missing_and_repeated_columns_are_named(put):
	assert "Relation To Head is missing" in said(put(sheet(["Resident Name"], ["王五"])))
	assert "stands there twice" in said(put(sheet(["Resident Name", "Sex", "Sex"], ["王五"])))
	assert "holds the headers" in said(put(sheet(["a", "b"], ["c", "d"])))


def test_unknown_columns_are_passed_over_and_told(put):
	table = files.read(put(sheet(["Resident Name*", "Relation To Head", "Favourite Colour"])), WORDS)
	assert table.unknown == ["Favourite Colour"]


def test_merged_cells_below_the_header_are_found(put):
	content = sheet(["Resident Name", "Relation To Head"], ["a", "b"], ["c", "d"], merge="A2:A3")
	assert files.read(put(content), WORDS).merged == ["A2:A3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_each_usual_encoding(put, encoding):
	text = "Resident Name,Relation To Head\n王五,Spouse\n"
	rows = list(files.read(put(text.encode(encoding), "list.csv"), WORDS).rows)
	assert rows[0].cells["resident_name"] == "王五"


def test_the_template_is_understood_and_its_sample_row_is_not_read(put):
	table = files.read(put(workbook.template(str)), WORDS)
	assert not table.unknown and len(table.fields) == len(COLUMNS) and list(table.rows) == []


def test_the_template_has_text_columns_lists_and_a_page_of_instructions():
	book = load_workbook(io.BytesIO(workbook.template(str)))
	page = book.worksheets[0]
	number = next(c.column_letter for c in page[1] if c.value == "Document Number")
	assert page[f"{number}2"].number_format == "@" and page.column_dimensions[number].number_format == "@"
	rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
	relation = next(c.column_letter for c in page[1] if c.value.startswith("Relation To Head"))
	assert f"{relation}2" in rules
	assert "How To Fill In" in book.sheetnames and book["lists"].sheet_state == "hidden"


def test_a_workbook_is_known_by_its_content_not_by_its_name(put):
	content = sheet([column.field for column in COLUMNS], ["330000", *[None] * (len(COLUMNS) - 1)])
	(row,) = files.read(put(content, "upload"), WORDS).rows
	assert row.cells == {"grid_unit": "330000"}

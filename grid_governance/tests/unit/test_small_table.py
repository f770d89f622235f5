"""A small table is read as a whole: by its content, below its headers, within its limits."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from grid_governance.registry.importing import table
from grid_governance.registry.importing.columns import Column
from grid_governance.registry.problems import ProblemError

COLUMNS = (Column("name", "person", "Name"), Column("points", "person", "Points"))
KNOWN = table.headers(COLUMNS, {"name": ("姓名", "户主"), "points": ("积分",)})
LIMITS = table.Limits(1 << 20, 2, "The list has more than {0} rows.", "Split it.")


@pytest.fixture
def read(tmp_path):
	def reading(content: bytes, name="upload", limits=LIMITS):
		path = tmp_path / name
		path.write_bytes(content)
		return table.read(path, KNOWN, ("name",), limits)

	return reading


def book(*lines, merge=None) -> bytes:
	made, out = Workbook(), io.BytesIO()
	for line in lines:
		made.active.append(line)
	if merge:
		made.active.merge_cells(merge)
	made.save(out)
	return out.getvalue()


LINES = (
	["2026年名单"],
	["序号", "姓名", "户主", "积分"],
	[1, "张三", "某人", 5],
	[2],
	[3, "李四", None, " "],
)


@pytest.mark.parametrize("name", ["list.xlsx", "upload", "list.xls"])
def test_rows_below_the_headers_whatever_the_name(read, name):
	assert read(book(*LINES), name) == [(3, {"name": "张三", "points": 5}), (5, {"name": "李四"})]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_is_read_the_same(read, encoding):
	content = "姓名,积分\r\n张三,5\r\n,\r\n李四,\r\n".encode(encoding)
	assert read(content, "x.csv") == [(2, {"name": "张三", "points": "5"}), (4, {"name": "李四"})]


@pytest.mark.parametrize(
	("content", "limits", "said"),
	[
		(b"%PDF-1.7", LIMITS, "a PDF"),
		(book(["电话"], ["138"]), LIMITS, "None of the first 10 rows"),
		("电话\n".encode() * 20, LIMITS, "None of the first 10 rows"),
		(book(["姓名"], ["张三"], [""], merge="A2:A3"), LIMITS, "Cells A2:A3 are merged."),
		(book(["姓名"], ["张三"], ["李四"], ["王五"]), LIMITS, "The list has more than 2 rows. Split it."),
		(b"x" * 20, LIMITS._replace(size=10), "The file is larger than 0 MB. Split it."),
	],
)
def test_what_is_no_such_table_is_refused_by_its_reason(read, content, limits, said):
	with pytest.raises(ProblemError) as caught:
		read(content, limits=limits)
	assert said in caught.value.problem.text()


def test_a_sheet_damaged_below_its_headers_is_called_damaged(read):
	content = book(["姓名"], ["张三"])
	out = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
		for part in old.namelist():
			data = old.read(part)
			new.writestr(part, data.replace(b"</row>", b"</broken>") if "sheet1" in part else data)
	with pytest.raises(ProblemError) as caught:
		read(out.getvalue())
	assert caught.value.problem.text() == "The workbook is damaged. Save it again from Excel."

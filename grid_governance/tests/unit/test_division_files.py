"""Division files: shapes, levels in order, encodings; kinds from the bureau's numbering."""

import zipfile

import pytest

from grid_governance.registry import division_files, divisions


def test_a_zip_is_read_province_first_whatever_its_order(tmp_path):
	path = tmp_path / "d.zip"
	with zipfile.ZipFile(path, "w") as archive:
		archive.writestr("dist/streets.csv", 'code,name,areaCode\n430181002,"集里街道",430181\n')
		archive.writestr("dist/provinces.csv", 'code,name\n43,"湖南省"\n')
	assert [(r.file, r.line, r.code, r.name) for r in division_files.rows(path)] == [
		("provinces.csv", 2, "43", "湖南省"),
		("streets.csv", 2, "430181002", "集里街道"),
	]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_one_csv_with_chinese_headers(tmp_path, encoding):
	path = tmp_path / "d.csv"
	path.write_bytes("名称,代码\n湖南省,43\n".encode(encoding))
	assert [(r.code, r.name) for r in division_files.rows(path)] == [("43", "湖南省")]


@pytest.mark.parametrize(
	("code", "kind"),
	[
		("43", ""),
		("430181002", "Subdistrict"),
		("620902104", "Town"),
		("430181200", "Rural Township"),
		("430181002001", "Residents' Committee"),
		("430181002211", "Villagers' Committee"),
		("430181002400", "Other"),
	],
)
def test_the_kind_follows_from_the_number(code, kind):
	assert divisions.kind_of(code) == kind

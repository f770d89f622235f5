"""./dev bench permissions: row 5 of the design's table.

    household list: page of 20 and count, 250,000 rows, county user      against User Permission with descendants

Places are laid out as in the demo street: villages of three grids of 32 micro-grids, 13 households in each.
Both users see the same rows through the same `frappe.get_list`. The platform's way is measured on a stand-in
DocType: the same table without our hooks, a Link to a nested-set tree of the same units, one User Permission
on the county. Everything is made in a transaction of its own and taken away again.
"""

from __future__ import annotations

import frappe

from grid_governance import permissions
from grid_governance.registry import bulk, division_files, divisions
from grid_governance.tests.bench import table
from grid_governance.tests.factories import core

ROWS = 250_000
COUNTY, OTHER = "430181", "430182"
VILLAGES, GRIDS, MICRO_GRIDS = 200, 3, 32  # villages in both counties; grids in each, micro-grids in those
STAND_IN = "Bench Household"
TIMES = 9
PLATFORM_USER = "bench.platform@gg.test"
FIELDS = ["name", "grid_unit", "address", "status"]


def run() -> list[table.Line]:
	before = set(frappe.get_all("Grid Unit", pluck="name"))
	_make_stand_in()
	try:
		county_user = _make_world()
		frappe.db.commit()
		frappe.clear_cache()
		with _as(county_user):
			ours, page, count = _measure("Household")
		with _as(PLATFORM_USER):
			other, other_page, other_count = _measure(STAND_IN)
		if count != other_count or len(page) != len(other_page):
			raise RuntimeError(f"the two users see different rows: {count} and {other_count}")
		print(
			f"{count:,} of {ROWS:,} rows visible; page {ours[0] * 1000:.1f} ms, count {ours[1] * 1000:.1f} ms"
		)
		both = ("page of 20 and count", sum(ours)), ("User Permission with descendants", sum(other))
		print(f"platform: page {other[0] * 1000:.1f} ms, count {other[1] * 1000:.1f} ms")
		rates = [(what, 1 / seconds) for what, seconds in both]
		return [table.at_least("household list, 250,000 rows, county user", *rates, 3)]
	finally:
		_clean(before)


def _measure(doctype: str):
	"""((seconds of a page, seconds of the count), page, count), medians."""
	page = frappe.get_list(doctype, FIELDS, order_by="address_order asc", limit=20)
	count = _count(doctype)
	with table.counted_queries() as queries:
		frappe.get_list(doctype, FIELDS, order_by="address_order asc", limit=20)
	print(f"{doctype}: {len(queries)} statements for a page")
	page_seconds = table.median_seconds(
		lambda: frappe.get_list(doctype, FIELDS, order_by="address_order asc", limit=20), TIMES
	)
	return (page_seconds, table.median_seconds(lambda: _count(doctype), TIMES)), page, count


def _count(doctype: str) -> int:
	return frappe.get_list(doctype, ["count(name) as n"])[0].n


class _as:
	def __init__(self, user: str):
		self.user = user

	def __enter__(self):
		frappe.set_user(self.user)
		permissions.forget_posts()

	def __exit__(self, *_error):
		frappe.set_user("Administrator")
		permissions.forget_posts()


def _make_world() -> str:
	core.make_world()
	units = [code for county in (COUNTY, OTHER) for code in _codes_of(county)]
	divisions.import_rows(division_files.Row("bench", 0, code, f"单位{code}") for code in units)
	_make_nested_set(units)
	places = [code for code in units if len(code) == 18]
	_make_rows("Household", places)
	_make_rows(STAND_IN, places)
	core.make_user(PLATFORM_USER, roles=("Grid Officer",))
	frappe.get_doc(
		doctype="User Permission", user=PLATFORM_USER, allow="Bench Unit", for_value=COUNTY
	).insert(ignore_permissions=True)
	return core.make_worker("Leader", COUNTY, email="bench.county@gg.test")


def _codes_of(county: str) -> list[str]:
	"""The county's units in the order of the tree, parents first."""
	found = [county]
	for village in range(VILLAGES // 2):
		if village % 20 == 0:
			found.append(f"{county}{100 + village // 20:03d}")
		found.append(f"{county}{100 + village // 20:03d}{village % 20 + 200:03d}")
		for grid in range(1, GRIDS + 1):
			above = f"{county}{100 + village // 20:03d}{village % 20 + 200:03d}{grid:03d}"
			found += [above, *(f"{above}{n:03d}" for n in range(1, MICRO_GRIDS + 1))]
	return found


def _make_nested_set(units: list[str]) -> None:
	"""The stand-in's tree of the same units with running numbers, as the platform keeps it."""
	counter, opened, bounds = 0, [], {}
	for code in (*units, None):
		while opened and not (code or "").startswith(opened[-1]):
			bounds[opened.pop()].append(counter := counter + 1)
		if code:
			bounds[code] = [counter := counter + 1]
			opened.append(code)
	standard = bulk.standard_columns()
	rows = [(name, *ends, *standard.values()) for name, ends in bounds.items()]
	bulk.insert("Bench Unit", ("name", "lft", "rgt", *standard), rows)


def _make_rows(doctype: str, units: list[str]) -> None:
	standard = bulk.standard_columns()
	columns = ("name", "grid_unit", "address", "address_order", "status", *standard)
	rows = (
		(f"bench{n}", units[n % len(units)], f"{n}号", f"{n % 5000:06d}号", "On Register", *standard.values())
		for n in range(ROWS)
	)
	bulk.insert(doctype, columns, rows)


def _make_stand_in() -> None:
	_doctype(
		"Bench Unit",
		[("lft", "Int"), ("rgt", "Int"), ("old_parent", "Data"), ("above", "Link", "Bench Unit")],
		is_tree=1,
		nsm_parent_field="above",
	)
	fields = [("address", "Data"), ("address_order", "Data"), ("status", "Data")]
	_doctype(STAND_IN, [("grid_unit", "Link", "Bench Unit"), *fields])
	same = ((STAND_IN, ["grid_unit", "address_order"]), (STAND_IN, ["address_order"]))
	for doctype, columns in (*same, ("Bench Unit", ["lft", "rgt"])):
		frappe.db.add_index(doctype, columns)
	frappe.db.commit()


def _doctype(name: str, fields: list[tuple], **more) -> None:
	frappe.get_doc(
		doctype="DocType",
		name=name,
		module="Grid Governance",
		custom=1,
		autoname="hash",
		fields=[
			{"fieldname": f[0], "fieldtype": f[1], "label": f[0], "options": f[2] if len(f) > 2 else None}
			for f in fields
		],
		permissions=[{"role": role, "read": 1} for role in ("Grid Officer", "System Manager")],
		**more,
	).insert(ignore_permissions=True)


def _clean(before: set[str]) -> None:
	"""Take away all that was committed; `before` are the units that the site had."""
	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.db.delete("User Permission", {"user": PLATFORM_USER})
	frappe.db.sql("delete from tabHousehold where name like 'bench%'")
	for chunk in bulk.chunks(
		name for name in frappe.get_all("Grid Unit", pluck="name") if name not in before
	):
		frappe.db.delete("Grid Unit", {"name": ["in", chunk]})
	for worker in frappe.get_all("Grid Worker", {"user": ["like", "bench.%@gg.test"]}, pluck="name"):
		frappe.delete_doc("Grid Worker", worker, force=True)
	frappe.db.delete("Has Role", {"parent": ["like", "bench.%@gg.test"]})
	frappe.db.delete("User", {"name": ["like", "bench.%@gg.test"]})
	for doctype in (STAND_IN, "Bench Unit"):
		frappe.delete_doc("DocType", doctype, force=True, ignore_missing=True)
		frappe.db.sql_ddl(f"drop table if exists `tab{doctype}`")
	frappe.db.commit()

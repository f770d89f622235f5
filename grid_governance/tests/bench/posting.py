"""./dev bench posting: rows 1, 2, 3 and 9 of the design's table in one run on one machine.

    10,000 entries as an endorsed batch, all rules on   against the platform's own points, Energy Point Log
    the same                                            against doc.insert() of a bare document of that shape
    the same                                            against bare INSERT and UPDATE of the same rows (the limit)
    one entry                                           against one doc.insert()
    POST of a declaration                               against POST of a ToDo

Everything is rolled back. The bare document is a stand-in DocType of the same columns without a controller: no
rule, no chain, no balance. Fifty times its rate lies beyond what bare SQL reaches; the limit is printed beside it.
"""

from __future__ import annotations

import datetime

import frappe
from frappe.app import application
from frappe.utils import nowdate
from frappe.utils.password import set_encrypted_password
from werkzeug.test import Client

from grid_governance.points import ledger
from grid_governance.points.declaring import crediting
from grid_governance.points.ledger import accounts, standings, writer
from grid_governance.tests.bench import table
from grid_governance.tests.committed import Committed
from grid_governance.tests.factories import core, points, registry

ENTRIES = 10_000
DOCUMENTS = 400  # enough for a steady rate; the platform needs minutes for 10,000
SINGLES = 41
STAND_IN = "Bench Entry"


def run() -> list[table.Line]:
	requests = _requests()
	_make_stand_in()
	try:
		return [*_measure(), table.at_most("POST of a declaration", *requests, 3)]
	finally:
		frappe.db.rollback()
		drop_stand_in()


def _measure() -> list[table.Line]:
	core.make_world()
	book, item = points.make_book(), points.make_item(caps=[("Month", 4, 0)])
	names = _many_households(ENTRIES)
	made = accounts.accounts_for(book.name, "Household", names)
	day = datetime.date.fromisoformat(nowdate())
	deeds = [
		crediting.Endorsed(
			name, made[name], name, None, book.name, item.name, day, 1, 5, "Points Batch", "bench"
		)
		for name in names
	]
	crediting.credit(deeds[:1000])  # warm: caches, plans
	# a fresh month, so that the caps are read and counted again
	deeds = [crediting.Endorsed(**{**vars(deed), "day": day - datetime.timedelta(days=40)}) for deed in deeds]
	with table.counted_queries() as queries:
		ours = ENTRIES / table.seconds(lambda: _sets(deeds))
	print(f"{len(queries)} statements for {ENTRIES} entries")
	bare = ENTRIES / _bare_seconds(list(made.values()))
	models = _read_models()
	platform = DOCUMENTS / table.seconds(lambda: [_insert_document(models) for _ in range(DOCUMENTS)])
	own = DOCUMENTS / table.seconds(lambda: [_insert_energy_points() for _ in range(DOCUMENTS)])
	account = made[names[0]]
	single = table.median_seconds(lambda: ledger.post([points.posting(account, 1)]), SINGLES)
	document = table.median_seconds(lambda: _insert_document(models), SINGLES)
	work = f"{ENTRIES:,} entries as a batch, all rules on"
	return [
		table.at_least(work, ("credit", ours), ("Energy Point Log", own), 50),
		table.at_least(work, ("credit", ours), ("bare doc.insert()", platform), 50),
		table.at_least(work, ("credit", ours), ("bare INSERT/UPDATE", bare), 0.5),
		table.at_most("one entry", ("post", single), ("doc.insert()", document), 1),
	]


def _sets(deeds: list[crediting.Endorsed]) -> None:
	outcomes = crediting.credit(deeds)
	refused = [outcome.reason for outcome in outcomes.values() if not outcome.entry]
	assert len(outcomes) == ENTRIES and not refused, refused[:1]


def _many_households(count: int) -> list[str]:
	"""Rows by SQL: making the people is not what is measured."""
	model = registry.make_household(head=None)
	columns = ["name", "grid_unit", "address", "status", "creation", "modified", "owner", "modified_by"]
	names = [frappe.generate_hash(length=12) for _ in range(count)]
	frappe.db.bulk_insert(
		"Household",
		columns,
		[
			(
				name,
				model.grid_unit,
				f"{n}号",
				"On Register",
				model.creation,
				model.modified,
				"Administrator",
				"Administrator",
			)
			for n, name in enumerate(names)
		],
		chunk_size=2000,
	)
	return names


def _bare_seconds(account_names: list[str]) -> float:
	"""The same rows (entries, accounts, standings) written again with nothing around them: INSERT and UPDATE."""
	columns = ", ".join(f"`{column}`" for column in writer.ENTRY_COLUMNS)
	rows = frappe.db.sql(
		f"select {columns} from `tabPoints Entry` where account in %s and source_name = 'bench' order by name",
		[account_names],
	)
	place = {column: n for n, column in enumerate(writer.ENTRY_COLUMNS)}
	again = []
	for n, row in enumerate(rows[-ENTRIES:]):
		row = list(row)
		row[place["name"]], row[place["entry_key"]] = f"{row[place['account']]}-9{n:05d}", f"bare:{n}"
		row[place["seq"]] = 900_000 + n
		again.append(row)
	numbers = frappe.db.sql(
		f"select name, {', '.join(f'`{c}`' for c in writer.NUMBERS)} from `tabPoints Account` where name in %s"
		" order by name",
		[account_names],
	)
	periods = frappe.db.sql(
		f"select {', '.join(f'`{c}`' for c in standings.COLUMNS)} from `tabPoints Standing` where account in %s",
		[account_names],
	)[: 2 * ENTRIES]  # a month's and a year's row of each account
	return table.seconds(lambda: _write_bare(again, numbers, columns, periods))


def _write_bare(rows: list[list], numbers, columns: str, periods) -> None:
	one = "(" + ", ".join(["%s"] * len(writer.ENTRY_COLUMNS)) + ")"
	updates = ", ".join(f"`{c}` = values(`{c}`)" for c in writer.NUMBERS)
	account_columns = ", ".join(f"`{c}`" for c in ("name", *writer.NUMBERS))
	account_one = "(" + ", ".join(["%s"] * (len(writer.NUMBERS) + 1)) + ")"
	for start in range(0, ENTRIES, 1000):
		part = rows[start : start + 1000]
		values = [cell for row in part for cell in row]
		frappe.db.sql(
			f"insert into `tabPoints Entry` ({columns}) values {', '.join([one] * len(part))}", values
		)
		some = numbers[start : start + 1000]
		frappe.db.sql(
			f"insert into `tabPoints Account` ({account_columns}) values {', '.join([account_one] * len(some))}"
			f" on duplicate key update {updates}",
			[cell for row in some for cell in row],
		)
		some = periods[2 * start : 2 * (start + 1000)]
		counts = ", ".join(f"`{c}` = `{c}` + values(`{c}`)" for c in standings.NUMBERS)
		one_period = "(" + ", ".join(["%s"] * len(standings.COLUMNS)) + ")"
		frappe.db.sql(
			f"insert into `tabPoints Standing` ({', '.join(f'`{c}`' for c in standings.COLUMNS)})"
			f" values {', '.join([one_period] * len(some))} on duplicate key update {counts}",
			[cell for row in some for cell in row],
		)


# ---------------------------------------------------------------- the platform's way


def _make_stand_in() -> None:
	"""A plain DocType with the columns and indexes of Points Entry, for doc.insert()."""
	drop_stand_in()
	source = frappe.get_meta("Points Entry")
	fields = [
		{
			"fieldname": df.fieldname,
			"fieldtype": "Data" if df.fieldtype == "Dynamic Link" else df.fieldtype,
			"label": df.label,
			"options": df.options if df.fieldtype in ("Link", "Select") else None,
			"length": df.length,
			"search_index": int(df.fieldname in ("account", "posting_date", "grid_unit", "source_name")),
			"unique": int(df.fieldname == "entry_key"),
		}
		for df in source.fields
		if df.fieldtype not in frappe.model.no_value_fields and df.fieldname != "reverses"
	]
	frappe.get_doc(
		doctype="DocType",
		name=STAND_IN,
		module="Grid Governance",
		custom=1,
		autoname="hash",
		fields=fields,
		permissions=[{"role": "System Manager", "read": 1, "create": 1, "write": 1}],
	).insert()
	frappe.db.commit()


def drop_stand_in() -> None:
	frappe.delete_doc("DocType", STAND_IN, force=True, ignore_missing=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{STAND_IN}`")
	frappe.db.commit()


def _insert_document(models) -> None:
	row = next(models)
	keep = {k: v for k, v in row.items() if k not in ("name", "creation", "modified", "reverses")}
	frappe.get_doc({**keep, "doctype": STAND_IN, "entry_key": frappe.generate_hash(length=20)}).insert()


def _insert_energy_points() -> None:
	frappe.get_doc(
		doctype="Energy Point Log",
		user="Administrator",
		type="Auto",
		points=5,
		reference_doctype="Points Book",
		reference_name=STAND_IN,
		reason=STAND_IN,
	).insert(ignore_permissions=True)


def _read_models():
	"""Entries of different accounts, as those of a batch are: each document names its own account."""
	rows = frappe.db.sql(
		"select * from `tabPoints Entry` where source_name = 'bench' limit %s",
		[DOCUMENTS + SINGLES],
		as_dict=True,
	)
	return iter(rows)


# ---------------------------------------------------------------- one request


def _requests() -> tuple[tuple[str, float], tuple[str, float]]:
	"""Median seconds of POST /api/resource through the whole application: all but the network."""
	site, made = frappe.local.site, Committed()
	try:
		made.make(households=SINGLES + 1, caps=[("Month", 4, 0)])
		unit = frappe.db.get_value("Household", made.households[0], "grid_unit")
		book, item, waiting = made.book.name, made.item.name, iter(list(made.households))
		client, headers = Client(application), {"Host": site, "Authorization": f"token {_api_user()}"}
		frappe.db.commit()

		def call(doctype: str, **values):
			answer = client.post(f"/api/resource/{doctype}", json=values, headers=headers)
			assert answer.status_code == 200, answer.get_data(as_text=True)[-800:]

		def declare():
			facts = {"deed_date": nowdate(), "book": book, "item": item, "grid_unit": unit}
			call("Points Declaration", subject=next(waiting), subject_doctype="Household", **facts)

		def todo():
			call("ToDo", description=STAND_IN)

		declare(), todo()
		return (
			("declaration", table.median_seconds(declare, SINGLES)),
			("ToDo", table.median_seconds(todo, SINGLES)),
		)
	finally:
		frappe.init(site=site, sites_path=".")
		frappe.connect()
		frappe.db.delete("ToDo", {"description": STAND_IN})
		made.remove()


def _api_user() -> str:
	"""API key and secret of a village points clerk, who may write a ToDo as well."""
	name = core.make_user("bench@gg.test", roles=("System Manager", "Village Points Clerk"))
	core.make_worker("Village Points Clerk", core.VILLAGE_A, email=name)
	secret = frappe.generate_hash(length=20)
	frappe.db.set_value("User", name, "api_key", frappe.generate_hash(length=20))
	set_encrypted_password("User", name, secret, fieldname="api_secret")
	return f"{frappe.db.get_value('User', name, 'api_key')}:{secret}"

"""The rows of a notice, a mass table: gathered from endorsed deeds, moved along with their sources, by sets.

Name, group, item and points are frozen as they are published; the source says what they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import now

from grid_governance import permissions
from grid_governance.points.ledger.postings import chunks
from grid_governance.points.notice import notice_rules
from grid_governance.workflows.move import move_many

DOCTYPE, DECLARATION, BATCH = "Notice Row", "Points Declaration", "Points Batch"
DRAFT, ON_NOTICE, OBJECTED = "Notice Draft", "On Notice", "Under Objection"
CREDITED, NOT_CREDITED, TAKEN_OUT, PUT_BACK = "Credited", "Not Credited", "Taken Out", "Put Back"
NOBODY = "Administrator"  # whoever objects leaves no trace on what is objected to

# what the ledger and the sources are told of a row
COLUMNS = (
	"name",
	"source_doctype",
	"source_name",
	"source_row",
	"book",
	"item",
	"item_name",
	"deed_date",
	"occasion",
	"subject_doctype",
	"subject",
	"subject_name",
	"doer",
	"points",
	"status",
)


def gather(notice) -> int:
	"""Write the rows of a draft anew from all endorsed deeds that wait for it; returns how many."""
	frappe.db.delete(DOCTYPE, {"notice": notice.name})
	rows = _waiting(notice.grid_unit, _books(notice.book))
	_add_groups(rows)
	rows.sort(key=_order)
	at = now()
	for position, row in enumerate(rows, 1):
		row.update(name=frappe.generate_hash(length=12), notice=notice.name, grid_unit=notice.grid_unit)
		row.update(position=position, status=DRAFT, creation=at, modified=at)
		row.update(owner=frappe.session.user, modified_by=frappe.session.user, docstatus=0)
		del row["door"]
	for part in chunks(rows):
		_insert(part)
	return len(rows)


def _order(row: dict) -> tuple:
	"""By group and door; rows without a name at the end, where no neighbouring row tells whose they are."""
	if row.sensitive:
		return (1, row.item_name, row.points, row.deed_date)
	return (
		0,
		*notice_rules.group_order(row.villagers_group),
		row.door,
		row.subject_name or "",
		row.item_name,
	)


def _books(only: str | None) -> list[str]:
	filters = {"notice_days": [">", 0], **({"name": only} if only else {})}
	return frappe.get_all("Points Book", filters, pluck="name")


def _waiting(unit: str, books: list[str]) -> list[frappe._dict]:
	"""One row per endorsed deed inside `unit`."""
	if not books:
		return []
	inside_d, inside_b = (permissions.in_range(f"{alias}.grid_unit", unit) for alias in ("d", "b"))
	# raw SQL: the range of a unit is a condition in SQL text, and the query builder has no union that runs
	rows = frappe.db.sql(
		f"""select 'Points Declaration' as source_doctype, d.name as source_name, '' as source_row, d.book, d.item,
			d.deed_date, d.occasion, d.subject_doctype, d.subject, d.subject_name, d.doer, d.points
		from `tabPoints Declaration` d where d.stage = 'Endorsed' and d.book in %(books)s and {inside_d}
		union all
		select 'Points Batch', b.name, p.name, b.book, coalesce(nullif(p.item, ''), b.item),
			b.deed_date, 1, p.subject_doctype, p.subject, p.subject_name, p.doer, p.points
		from `tabPoints Batch` b join `tabPoints Batch Person` p on p.parent = b.name
		where b.stage = 'Endorsed' and p.status = 'To Be Counted' and b.book in %(books)s and {inside_b}""",
		{"books": books},
		as_dict=True,
	)
	item = frappe.qb.DocType("Points Item")
	names = list({row.item for row in rows}) or [""]
	found = (
		frappe.qb.from_(item).select(item.name, item.item_name, item.sensitive).where(item.name.isin(names))
	)
	labels = {name: (label, sensitive) for name, label, sensitive in found.run()}
	for row in rows:
		row.item_name, row.sensitive = labels.get(row.item, (row.item, 0))
	return rows


def _add_groups(rows: list[frappe._dict]) -> None:
	"""villagers_group and door (the order of the addresses) of each row's household."""
	household, resident = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")
	places: dict[str, tuple[str, str]] = {}
	columns = (household.villagers_group, household.address_order)
	for part in chunks(list({row.subject for row in rows if row.subject_doctype == "Household"})):
		query = frappe.qb.from_(household).select(household.name, *columns).where(household.name.isin(part))
		places |= {name: place for name, *place in query.run()}
	for part in chunks(list({row.subject for row in rows if row.subject_doctype == "Resident"})):
		query = frappe.qb.from_(resident).join(household).on(household.name == resident.household)
		query = query.select(resident.name, *columns).where(resident.name.isin(part))
		places |= {name: place for name, *place in query.run()}
	for row in rows:
		group, door = places.get(row.subject, ("", ""))
		row.villagers_group, row.door = group or "", door or ""


def _insert(rows: Sequence[dict]) -> None:
	columns = list(rows[0])
	marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
	frappe.db.sql(
		f"insert into `tabNotice Row` ({', '.join(f'`{c}`' for c in columns)}) values {', '.join([marks] * len(rows))}",
		[row[column] for row in rows for column in columns],
	)


def write_many(doctype: str, columns: Sequence[str], values: dict[str, Sequence]) -> None:
	"""Set `columns` of existing rows (name → values) by one statement per thousand."""
	for part in chunks(list(values)):
		# the rows exist, so the INSERT always meets its duplicate
		frappe.db.sql(
			f"insert into `tab{doctype}` (name, {', '.join(f'`{c}`' for c in columns)})"
			f" values {', '.join(['(' + ', '.join(['%s'] * (len(columns) + 1)) + ')'] * len(part))}"
			f" on duplicate key update {', '.join(f'`{c}` = values(`{c}`)' for c in columns)}",
			[value for name in part for value in (name, *values[name])],
		)


def read(notice: str, locking: bool = False, **filters) -> list[frappe._dict]:
	"""COLUMNS of the notice's rows in their order; filters: column → value or list of values.

	locking: as they stand now, not as an older snapshot shows them.
	"""
	row = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(row).select(*COLUMNS).where(row.notice == notice).orderby(row.position)
	for column, value in filters.items():
		query = query.where(row[column].isin(value) if isinstance(value, list) else row[column] == value)
	return (query.for_update() if locking else query).run(as_dict=True)


def counts(notice: str) -> dict[str, tuple[int, int]]:
	"""status → (rows, points)."""
	row, functions = frappe.qb.DocType(DOCTYPE), frappe.query_builder.functions
	query = frappe.qb.from_(row).select(row.status, functions.Count("*"), functions.Sum(row.points))
	found = query.where(row.notice == notice).groupby(row.status).run()
	return {status: (int(count), int(points or 0)) for status, count, points in found}


def outcome(found: dict[str, tuple[int, int]]) -> str | None:
	"""What became of the rows in words, from their counts; None while all still hang."""
	rows = {status: count for status, (count, _points) in found.items()}
	back = rows.get(PUT_BACK, 0)
	lines = []
	if any(rows.get(status) for status in (CREDITED, NOT_CREDITED, TAKEN_OUT)):
		lines.append(
			_(
				"{0} rows with {1} points credited, {2} not credited, {3} taken out, {4} under objection"
			).format(
				rows.get(CREDITED, 0),
				found.get(CREDITED, (0, 0))[1],
				rows.get(NOT_CREDITED, 0),
				rows.get(TAKEN_OUT, 0),
				rows.get(OBJECTED, 0),
			)
		)
	if back:
		lines.append(
			_(
				"{0} rows with {1} points went back; checked and endorsed, they hang on a later notice."
			).format(back, found[PUT_BACK][1])
		)
	return "\n".join(lines) or None


# ---------------------------------------------------------------- rows and sources move together


def publish(notice: str) -> None:
	"""Rows and sources go On Notice. Raises frappe.ValidationError when a source is not endorsed any more."""
	rows = read(notice)
	for doctype, names in sources(rows).items():
		_lock_endorsed(doctype, names)
		move_many(doctype, names, ON_NOTICE)
	set_status([row.name for row in rows], ON_NOTICE)


def put_back(notice: str) -> None:
	"""The notice is stopped: what still hangs goes back to Endorsed, to be noticed again."""
	rows = read(notice, status=[ON_NOTICE, OBJECTED])
	for doctype, names in sources(rows).items():
		move_many(doctype, names, "Endorsed")
	set_status([row.name for row in rows], PUT_BACK)


def object_to(rows: Sequence[dict]) -> None:
	"""The rows and their sources are under objection. Nobody's name stays on them."""
	set_status([row.name for row in rows], OBJECTED, NOBODY)
	for doctype, names in sources(rows).items():
		move_many(doctype, names, OBJECTED, modified_by=NOBODY)


def back_on_notice(rows: Sequence[dict]) -> None:
	"""Declarations whose objection was decided hang on; batches are restaged as a whole (notice_credit)."""
	names = [row.source_name for row in rows if row.source_doctype == DECLARATION]
	move_many(DECLARATION, names, ON_NOTICE)


def set_status(names: Iterable[str], status: str, user: str | None = None) -> None:
	row = frappe.qb.DocType(DOCTYPE)
	for part in chunks(list(names)):
		query = frappe.qb.update(row).set(row.status, status).set(row.modified, now())
		query.set(row.modified_by, user or frappe.session.user).where(row.name.isin(part)).run()


def sources(rows: Iterable[dict]) -> dict[str, list[str]]:
	"""DocType → names of the declarations and batches that the rows came from."""
	found: dict[str, list[str]] = {}
	for doctype, name in dict.fromkeys((row["source_doctype"], row["source_name"]) for row in rows):
		found.setdefault(doctype, []).append(name)
	return found


def _lock_endorsed(doctype: str, names: Sequence[str]) -> None:
	table = frappe.qb.DocType(doctype)
	for part in chunks(sorted(names)):
		query = (
			frappe.qb.from_(table).select(table.name, table.stage).where(table.name.isin(part)).for_update()
		)
		gone = [name for name, stage in query.run() if stage != "Endorsed"]
		if gone:
			frappe.throw(
				_("{0} records have changed while the notice was prepared. Please publish it again.").format(
					len(gone)
				),
				title=_("Rows Have Changed"),
			)

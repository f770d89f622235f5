"""The facts that the three fixed checks look at, read by sets; only rows the user may see."""

from __future__ import annotations

from datetime import date

import frappe

from grid_governance import permissions
from grid_governance.points import recusal

# both kinds of record: (DocType, table of rows, where its subject stands)
SINGLE, BATCH = "Points Declaration", "Points Batch"
HANDLED = "t.stage not in ('Draft', 'Sent Back', 'Taken Back')"


def rows_by_checker(units: list[str], first: date, last: date) -> dict[str, dict[str, int]]:
	"""unit → checker → rows checked in the days, those of batches counted one by one."""
	found: dict[str, dict[str, int]] = {}
	for table, count in (
		(SINGLE, "count(*)"),
		(BATCH, "sum((select count(*) from `tabPoints Batch Person` p where p.parent = t.name))"),
	):
		rows = frappe.db.sql(
			f"""select t.grid_unit, t.checked_by, {count} from `tab{table}` t
			where {_where(table, units)} and t.checked_on >= %s and t.checked_on < date_add(%s, interval 1 day)
			and t.checked_by is not null group by 1, 2""",
			[first, last],
		)
		for unit, checker, number in rows:
			of_unit = found.setdefault(unit, {})
			of_unit[checker] = of_unit.get(checker, 0) + int(number or 0)
	return found


def check_times(units: list[str], first: date, last: date) -> list[tuple]:
	"""(checker, moment) of every record checked in the days."""
	events: list[tuple] = []
	for table in (SINGLE, BATCH):
		events += frappe.db.sql(
			f"""select t.checked_by, t.checked_on from `tab{table}` t where {_where(table, units)}
			and t.checked_on >= %s and t.checked_on < date_add(%s, interval 1 day) and t.checked_by is not null""",
			[first, last],
		)
	return events


def busy_accounts(units: list[str], first: date, last: date, least: int) -> list[tuple]:
	"""(account, unit, deed date, deeds, points) of accounts with at least `least` awards of one day."""
	return frappe.db.sql(
		f"""select t.account, t.grid_unit, t.deed_date, count(*), sum(t.points) from `tabPoints Entry` t
		where {_where("Points Entry", units, "1 = 1")} and t.kind = 'Award' and t.posting_date >= %(first)s
		and t.deed_date between %(first)s and %(last)s
		and not exists (select 1 from `tabPoints Entry` r where r.reverses = t.name)
		group by 1, 2, 3 having count(*) >= %(least)s order by 4 desc, 3""",
		{"first": first, "last": last, "least": least},
	)


def own_kin(units: list[str], first: date, last: date) -> list[tuple]:
	"""(user, column, DocType, record, unit, subject) where who entered or checked it shares the household.

	Residents who declare their own deeds by phone are not meant: others check them.
	"""
	found: list[tuple] = []
	for column in ("entered_by", "checked_by"):
		users = set()
		for table in (SINGLE, BATCH):
			users |= set(_users(table, column, units, first, last))
		for user in sorted(users - _residents_phones(users)):
			person = recusal.person_of(user)
			if person.households or person.residents:
				found += _rows_of_kin(user, column, person, units, first, last)
	return found


def _residents_phones(users: set[str]) -> set[str]:
	filters = {"name": ["in", list(users) or [""]], "user_type": "Website User"}
	return set(frappe.get_all("User", filters, pluck="name"))


def _users(table: str, column: str, units: list[str], first: date, last: date) -> list[str]:
	return [
		row[0]
		for row in frappe.db.sql(
			f"select distinct t.{column} from `tab{table}` t where {_where(table, units)}"
			f" and t.deed_date between %s and %s and t.{column} is not null",
			[first, last],
		)
	]


def _rows_of_kin(user: str, column: str, person, units: list[str], first: date, last: date) -> list[tuple]:
	resident = frappe.qb.DocType("Resident")
	homes = list(person.households) or [""]
	kin = set(person.residents) | set(
		frappe.qb.from_(resident)
		.select(resident.name)
		.where(resident.household.isin(homes) | resident.registered_household.isin(homes))
		.run(pluck=True)
	)
	names = list(kin | set(homes) | set(person.workers))
	values = {"user": user, "names": names, "first": first, "last": last}
	about = f"t.{column} = %(user)s and t.deed_date between %(first)s and %(last)s"
	singles = frappe.db.sql(
		f"""select t.name, t.grid_unit, t.subject_name from `tabPoints Declaration` t
		where {_where(SINGLE, units)} and {about} and (t.subject in %(names)s or t.doer in %(names)s)""",
		values,
	)
	rows = frappe.db.sql(
		f"""select t.name, t.grid_unit, p.subject_name from `tabPoints Batch` t
		join `tabPoints Batch Person` p on p.parent = t.name and p.parenttype = 'Points Batch'
		where {_where(BATCH, units)} and {about} and (p.subject in %(names)s or p.doer in %(names)s)""",
		values,
	)
	return [(user, column, kind, *row) for kind, part in ((SINGLE, singles), (BATCH, rows)) for row in part]


def _where(doctype: str, units: list[str], state: str = HANDLED) -> str:
	"""SQL over `t` with % doubled: in the units, seen by the user, and no mere draft."""
	ranges = [permissions.in_range("t.grid_unit", unit) for unit in units if unit]
	places = f"({' or '.join(ranges)})" if ranges else "1 = 1" if "" in units else "1 = 0"
	mine = permissions.conditions(doctype, table="t")
	return " and ".join(part for part in (mine, places, state) if part).replace("%", "%%")

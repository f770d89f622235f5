"""积分异常检查: three fixed checks whose limits everybody may know. A finding is a question, no verdict."""

import frappe
from frappe import _
from frappe.utils import add_days, format_datetime, formatdate, getdate, nowdate

from grid_governance.figures import places
from grid_governance.figures.columns import column
from grid_governance.points.ledger.faces import faces
from grid_governance.points.standing import asked as asking
from grid_governance.points.standing import checks, suspicion

DAYS = 90
MOST_DAYS = 800


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit, from_date, to_date (default the last 90 days). One row per finding:
	which check, unit, person, what was found, number of rows, the record or account behind it.
	"""
	filters = frappe._dict(filters or {})
	first, last = _days(filters)
	asked = asking.read({"grid_unit": filters.grid_unit})
	units = asked.units
	rows = [*_one_checker(units, first, last), *_bursts(units, first, last), *_kin(units, first, last)]
	_add_names(rows)
	return _columns(), rows, _limits()


def _days(filters) -> tuple:
	last = getdate(filters.to_date or nowdate())
	first = getdate(filters.from_date or add_days(last, -DAYS))
	if first > last:
		frappe.throw(_("The first day lies after the last one."))
	if (last - first).days > MOST_DAYS:
		frappe.throw(_("At most {0} days can be checked at once.").format(MOST_DAYS))
	return first, last


def _one_checker(units, first, last) -> list:
	return [
		frappe._dict(
			check=_("One Checker For Most Rows"),
			unit=unit,
			user=checker,
			finding=_("checked {0} of {1} rows ({2}%)").format(count, total, round(count * 100 / total)),
			rows=count,
		)
		for unit, checker, count, total in suspicion.one_checker(checks.rows_by_checker(units, first, last))
	]


def _bursts(units, first, last) -> list:
	found = [
		frappe._dict(
			check=_("Many In A Short Time"),
			user=burst.who,
			finding=_("checked {0} records between {1} and {2}").format(
				burst.count, format_datetime(burst.first), format_datetime(burst.last)
			),
			rows=burst.count,
		)
		for burst in suspicion.bursts(checks.check_times(units, first, last))
	]
	busy = checks.busy_accounts(units, first, last, suspicion.ACCOUNT_BURST)
	names = faces(row[0] for row in busy)
	return found + [
		frappe._dict(
			check=_("Many In A Short Time"),
			unit=unit,
			person=names[account].subject_name,
			finding=_("{0} deeds on {1}, {2} points").format(count, formatdate(day), points),
			rows=count,
			record_type="Points Account",
			record=account,
		)
		for account, unit, day, count, points in busy
	]


def _kin(units, first, last) -> list:
	role = {
		"entered_by": _("entered a deed of the own household: {0}"),
		"checked_by": _("checked a deed of the own household: {0}"),
	}
	return [
		frappe._dict(
			check=_("Own Household"),
			unit=unit,
			user=user,
			finding=role[column].format(subject or "–"),
			rows=1,
			record_type=doctype,
			record=record,
		)
		for user, column, doctype, record, unit, subject in checks.own_kin(units, first, last)
	]


def _add_names(rows: list) -> None:
	full = places.titles("User", "full_name", {row.user for row in rows})
	named = places.names({row.unit for row in rows if row.unit})
	for row in rows:
		row.person = row.person or full.get(row.pop("user", None), "")
		row.unit_name = named.get(row.unit, "")


def _limits() -> str:
	return _(
		"Limits: one person checked at least {0}% of {1} rows or more; {2} records checked within {3} minutes;"
		" {4} deeds of one account on one day; deeds of the household of who entered or checked them."
		" A finding is a question, no verdict."
	).format(
		suspicion.MOST_ROWS_SHARE,
		suspicion.MOST_ROWS_LEAST,
		suspicion.CHECKER_BURST,
		suspicion.CHECKER_MINUTES,
		suspicion.ACCOUNT_BURST,
	)


def _columns() -> list[dict]:
	return [
		column("check", _("Fixed Check"), width=170),
		column("unit_name", _("Grid Unit"), width=160),
		column("person", _("Person Concerned"), width=130),
		column("finding", _("Finding"), width=420),
		column("rows", _("Number Of Rows"), "Int", 80),
		column("record_type", _("Record Type"), hidden=1),
		column("record", _("Record"), "Dynamic Link", 150, options="record_type"),
	]

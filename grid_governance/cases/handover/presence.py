"""Who of the duty roster is there on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

PERMANENT, ROTATING, ON_CALL = "Permanently Present", "In Rotation", "On Call"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_there(row: Mapping, day: date) -> bool:
	"""Whether a roster row (presence, from_date, to_date, a flag per weekday) puts somebody there on `day`.

	Who is on call is reachable, not there.
	"""
	return row["presence"] != ON_CALL and _valid(row, day) and bool(row.get(WEEKDAYS[day.weekday()]))


def is_on_call(row: Mapping, day: date) -> bool:
	return row["presence"] == ON_CALL and _valid(row, day)


def week(rows: Iterable[Mapping], day: date) -> list[tuple[date, list[Mapping]]]:
	"""The seven days of the week of `day`, Monday first, each with the rows that are there then."""
	monday = day - timedelta(days=day.weekday())
	rows = list(rows)
	days = [monday + timedelta(days=n) for n in range(7)]
	return [(one, [row for row in rows if is_there(row, one)]) for one in days]


def _valid(row: Mapping, day: date) -> bool:
	begins, ends = row.get("from_date"), row.get("to_date")
	return (not begins or begins <= day) and (not ends or day <= ends)

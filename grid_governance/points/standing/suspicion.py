"""异常检查: the three fixed checks, pure. Their limits are printed with the report, for everybody to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

MOST_ROWS_SHARE = 80  # per cent of a unit's rows checked by one person …
MOST_ROWS_LEAST = 20  # … of at least so many rows
CHECKER_BURST = 15  # records checked by one person …
CHECKER_MINUTES = 10  # … within so many minutes; a batch is one record
ACCOUNT_BURST = 6  # deeds of one account on one day


@dataclass(frozen=True)
class Burst:
	who: str
	first: datetime
	last: datetime
	count: int


def one_checker(rows: Mapping[str, Mapping[str, int]]) -> list[tuple[str, str, int, int]]:
	"""unit → checker → rows: (unit, checker, rows, all rows) where one person checked most of them."""
	found = []
	for unit, by_checker in sorted(rows.items()):
		total = sum(by_checker.values())
		if total >= MOST_ROWS_LEAST:
			found += [
				(unit, checker, count, total)
				for checker, count in sorted(by_checker.items())
				if count * 100 >= total * MOST_ROWS_SHARE
			]
	return found


def bursts(
	events: Iterable[tuple[str, datetime]], least: int = CHECKER_BURST, minutes: int = CHECKER_MINUTES
) -> list[Burst]:
	"""At least `least` events of one person within `minutes`; a longer row of them is one burst."""
	found = []
	window = timedelta(minutes=minutes)
	for who, group in groupby(sorted(events), key=lambda event: event[0]):
		times = [moment for _who, moment in group]
		start = 0
		run: tuple[int, int] | None = None
		for end, moment in enumerate(times):
			while moment - times[start] > window:
				start += 1
			if end - start + 1 < least:
				continue
			if run and start <= run[1]:
				run = (run[0], end)
			else:
				if run:
					found.append(_burst(who, times, run))
				run = (start, end)
		if run:
			found.append(_burst(who, times, run))
	return found


def _burst(who: str, times: list[datetime], run: tuple[int, int]) -> Burst:
	return Burst(who, times[run[0]], times[run[1]], run[1] - run[0] + 1)

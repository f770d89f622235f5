"""Moments that come from clerks' computers, whose clocks may be some minutes fast."""

from __future__ import annotations

from datetime import datetime, timedelta

from frappe.utils import get_datetime, now_datetime

FAST_BY = timedelta(minutes=10)


def is_ahead(moment: datetime | str) -> bool:
	"""Whether `moment` lies in the future for every clock that goes roughly right."""
	return get_datetime(moment) > now_datetime() + FAST_BY


def by_now(moment: datetime | str | None) -> datetime:
	"""`moment`, but now where it is empty or lies in the future."""
	now = now_datetime()
	return min(get_datetime(moment), now) if moment else now

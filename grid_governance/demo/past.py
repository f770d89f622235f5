"""The demo tells what has happened: its steps are taken by the real code on an earlier day (PyPI time-machine).

One process, one thread (the command `demo-town`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from frappe.utils import add_days, get_system_timezone, getdate, nowdate


@contextmanager
def on(days_ago: int, time: str = "09:00") -> Iterator[str]:
	"""Inside the block it is `days_ago` days ago, `time` o'clock at its beginning; yields the day."""
	day = add_days(nowdate(), -days_ago)
	moment = datetime.combine(getdate(day), datetime.strptime(time, "%H:%M").time())
	with time_machine.travel(moment.replace(tzinfo=ZoneInfo(get_system_timezone()))):
		yield str(day)

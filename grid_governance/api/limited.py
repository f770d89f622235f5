"""How often a guest may knock: so many times an hour from one address, so many a day for one phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import frappe
from frappe.rate_limiter import rate_limit

from grid_governance.registry import papers

PER_ADDRESS = 60  # an hour; a village often shares one address on the net
HOUR, DAY = 3600, 24 * 3600

by_address = rate_limit(limit=PER_ADDRESS, seconds=HOUR)


def by_phone(a_day: int) -> Callable:
	"""Decorator for a function with the argument `phone`: counted by the number, however it is spaced."""

	def decorate(function: Callable) -> Callable:
		counted = by_address(rate_limit(key="phone", limit=a_day, seconds=DAY, ip_based=False)(function))

		@wraps(function)
		def knock(*args, **kwargs):
			form = frappe.local.form_dict
			form.phone = papers.normalise_phone(form.phone or "") or form.phone
			return counted(*args, **kwargs)

		return knock

	return decorate

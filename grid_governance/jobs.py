"""The one way into the background: work on one record waits once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import frappe

HOUR = 3600


def enqueue_once(method: str | Callable, record: str, timeout: int | None = HOUR, **arguments) -> None:
	"""Leave `method` on `record` to the long queue, after this transaction has committed.

	A job of the same method and record that still waits or runs is not doubled. timeout: seconds, None for
	the queue's own.
	"""
	called = method if isinstance(method, str) else f"{method.__module__}.{method.__qualname__}"
	frappe.enqueue(
		method,
		queue="long",
		timeout=timeout,
		job_id=f"{called}::{frappe.local.site}::{record}",
		deduplicate=True,
		enqueue_after_commit=True,
		**arguments,
	)

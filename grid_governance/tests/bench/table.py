"""The measurements' common part: time two ways of doing the same work, print the ratio beside the promise."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

import frappe


@dataclass(frozen=True)
class Line:
	"""One promise. ratio: how many times better ours is (or worse, for `at_most`)."""

	work: str
	ours: str
	other: str
	ratio: float
	promise: str
	met: bool


def at_least(work: str, ours: tuple[str, float], other: tuple[str, float], times: float) -> Line:
	"""Ours must reach `times` the other's rate; both are (what, rate per second)."""
	ratio = ours[1] / other[1]
	return Line(work, _rate(*ours), _rate(*other), ratio, f">= {times:g} x", ratio >= times)


def at_most(work: str, ours: tuple[str, float], other: tuple[str, float], times: float) -> Line:
	"""Ours may take at most `times` the other's time; both are (what, seconds)."""
	ratio = ours[1] / other[1]
	return Line(work, _duration(*ours), _duration(*other), ratio, f"<= {times:g} x", ratio <= times)


def _rate(what: str, rate: float) -> str:
	return f"{what}: {rate:,.0f}/s"


def _duration(what: str, seconds: float) -> str:
	return f"{what}: {seconds * 1000:,.2f} ms"


def show(lines: list[Line]) -> bool:
	"""Print the table; returns whether every promise is met."""
	heads = ("work", "ours", "the other", "ratio", "promise", "met")
	rows = [
		(
			line.work,
			line.ours,
			line.other,
			f"{line.ratio:.2f}",
			line.promise,
			"met" if line.met else "NOT MET",
		)
		for line in lines
	]
	widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
	for row in (heads, tuple("-" * width for width in widths), *rows):
		print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
	return all(line.met for line in lines)


def seconds(fn: Callable[[], object]) -> float:
	start = time.perf_counter()
	fn()
	return time.perf_counter() - start


def median_seconds(fn: Callable[[], object], times: int) -> float:
	return sorted(seconds(fn) for _ in range(times))[times // 2]


@contextmanager
def counted_queries():
	"""Yields a list that grows by each SQL statement of the block."""
	queries: list[str] = []
	original = frappe.db.sql

	def counting(query, *args, **kwargs):
		queries.append(str(query))
		return original(query, *args, **kwargs)

	frappe.db.sql = counting
	try:
		yield queries
	finally:
		frappe.db.sql = original

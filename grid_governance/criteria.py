"""The conditions of `permissions/` as criteria of the query builder, which sets the brackets itself.

A condition joined to a finished query's text would stand beside an OR without brackets and let rows through.
"""

from __future__ import annotations

from pypika.terms import Criterion

from grid_governance import permissions


class Text(Criterion):
	"""A condition that is SQL text in parentheses, without % signs; what a user has typed is escaped in it."""

	def __init__(self, text: str):
		super().__init__()
		self.text = text

	def get_sql(self, **kwargs) -> str:
		return self.text


def readable(doctype: str) -> Criterion:
	"""Rows of `doctype` (under its own name in the query) that the session's user may read."""
	return Text(permissions.conditions(doctype) or "(1=1)")


def inside(doctype: str, unit: str, column: str = "grid_unit") -> Criterion:
	"""Rows of `doctype` whose unit in `column` lies inside `unit`."""
	return Text(permissions.in_range(f"`tab{doctype}`.`{column}`", unit))

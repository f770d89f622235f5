"""Records that stand where another record stands, and the one way in which problems are thrown."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry.problems import Problem


class FollowingDocument(PlacedDocument):
	"""A record whose `grid_unit` follows the record that `follows` (a Link fieldname) points to.

	The place is read from the stored record before access is judged, so that a sent `grid_unit` can
	neither open a neighbour's area nor plant a row in it.
	"""

	follows: str
	history = False  # True: an old record keeps the place where it happened

	def check_permission(self, permtype="read", permlevel=None):
		self.follow_place()
		super().check_permission(permtype, permlevel)

	def validate(self):
		self.follow_place()
		super().validate()

	def follow_place(self) -> None:
		if self.history and not self.is_new():
			self.grid_unit = frappe.db.get_value(self.doctype, self.name, "grid_unit")
			return
		followed = self.get(self.follows)
		if not self.is_new() and not self.flags.by_act:
			followed = frappe.db.get_value(self.doctype, self.name, self.follows)
		doctype = self.meta.get_field(self.follows).options
		self.grid_unit = frappe.db.get_value(doctype, followed, "grid_unit") if followed else None


def refuse(problems: Iterable[Problem], doctype: str, title: str | None = None) -> None:
	"""Throw all `problems` at once: field, what is wrong, what to do. Nothing happens when there are none.

	`title` is translated already. Raises frappe.ValidationError.
	"""
	lines = [_line(problem, doctype) for problem in problems]
	if lines:
		frappe.throw(
			lines[0] if len(lines) == 1 else lines,
			title=title or _("Please Correct"),
			as_list=len(lines) > 1,
		)


def _line(problem: Problem, doctype: str) -> str:
	field = frappe.get_meta(doctype).get_field(problem.field)
	text = frappe.utils.escape_html(problem.text(_))
	return _("{0}: {1}").format(_(field.label), text) if field else text

"""What staged records of the points office share: columns that only the code writes, facts that stand still."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.documents import StagedDocument


class SignedDocument(StagedDocument):
	"""A StagedDocument with columns that hands never write and facts that are fixed after the first stages.

	DERIVED: columns that come from the stored row, whatever arrives. FACTS and FACT_TABLES: what may change
	in the stages OPEN only.
	"""

	DERIVED: tuple[str, ...] = ()
	FACTS: tuple[str, ...] = ()
	FACT_TABLES: tuple[str, ...] = ()
	OPEN: tuple[str, ...] = ("Draft",)

	def before_insert(self):
		self.entered_by = frappe.session.user

	def before_validate(self):
		stored = self.get_doc_before_save()
		for field in ("entered_by", *self.DERIVED):
			if stored is not None:
				self.set(field, stored.get(field))
			elif field != "entered_by":
				self.set(field, None)
		super().before_validate()

	def validate(self):
		stored = self.get_doc_before_save()
		if stored is not None and stored.stage not in self.OPEN and self._facts() != stored._facts():
			frappe.throw(
				_("The facts are fixed while the record is {0}. Please send it back first.").format(
					_(stored.stage)
				),
				title=_("Facts Are Fixed"),
			)
		super().validate()

	def _facts(self) -> list:
		tables = [
			[
				_plain(row.get(df.fieldname))
				for row in self.get(table)
				for df in row.meta.fields
				if not df.no_copy
			]
			for table in self.FACT_TABLES
		]
		return [[_plain(self.get(field)) for field in self.FACTS], *tables]

	def need(self, *fields: str) -> None:
		"""Refuse the step while one of `fields` is empty, naming all that are."""
		empty = [_(self.meta.get_label(field)) for field in fields if not self.get(field)]
		if empty:
			frappe.throw(
				_("Please fill in first: {0}").format("、".join(empty)), title=_("Something Is Missing")
			)


def _plain(value) -> str:
	"""2 as the browser sends it is 2.0 as it is stored; nothing and 0 are the same."""
	if isinstance(value, int | float):
		return f"{value:g}" if value else ""
	return "" if value in (None, "0") else str(value)

"""Base classes of the app's records: those that stand in a place, and those that pass through stages."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance import plain
from grid_governance.registry import unit_names
from grid_governance.workflows import stages


class PlacedDocument(Document):
	"""A record with `grid_unit`. The unit of a new record, or a new unit of an old one, is in use."""

	def validate(self):
		self.validate_unit_in_use()
		for df in self.meta.fields:
			self._check_length(df, self.get(df.fieldname))

	def db_set(self, fieldname, value=None, *args, **kwargs):
		"""As the platform's, which looks at nothing: markup in a plain field stays text, too long a text is refused."""
		values = dict(fieldname) if isinstance(fieldname, dict) else {fieldname: value}
		for name, given in values.items():
			df = isinstance(given, str) and self.meta.get_field(name)
			if df and df.fieldtype in plain.FIELDTYPES:
				self._check_length(df, given)
				values[name] = plain.as_plain(given)
		super().db_set(values, None, *args, **kwargs)

	def _check_length(self, df, value) -> None:
		limit = isinstance(value, str) and plain.longest(df.fieldtype, df.length)
		if limit and len(value) > limit:
			frappe.throw(
				_("{0}: please write at most {1} characters.").format(_(df.label), limit),
				frappe.CharacterLengthExceededError,
				title=_("Text Too Long"),
			)

	def validate_unit_in_use(self, fieldname: str = "grid_unit") -> None:
		"""Refuse a closed unit, unless the record stood there before; say where its work went."""
		unit = self.get(fieldname)
		if not unit or not self.has_value_changed(fieldname):
			return
		status, successor = frappe.get_cached_value("Grid Unit", unit, ["status", "successor"]) or (
			None,
			None,
		)
		if status == "Closed":
			frappe.throw(
				_("{0} is closed. Its work went to {1}; please choose that one.").format(
					unit_names.full(unit), unit_names.full(successor) or "–"
				),
				title=_("Unit Closed"),
			)


class StagedDocument(PlacedDocument):
	"""A record whose states belong to the admin and whose stages belong to the code.

	The DocType has `workflow_state` (Link Workflow State) and `stage` (Select, first option = first
	stage). Controllers override two methods and never look at a state's name:

	check_stage(before, after)  raises when law or ledger forbid the step, on every door; reads only
	on_stage(before, after)     follows the step (posting, numbers, notices), in the same transaction
	"""

	def before_validate(self):
		stages.derive(self)

	def validate(self):
		super().validate()
		before = self.get_doc_before_save()
		if self.stage != (before.stage if before else None):
			self.check_stage(before.stage if before else None, self.stage)

	def on_update(self):
		before = self.get_doc_before_save()
		if self.stage != (before.stage if before else None):
			self.on_stage(before.stage if before else None, self.stage)

	def check_stage(self, before: str | None, after: str) -> None:
		"""Override: raise where persons, papers or the ledger forbid this step."""

	def on_stage(self, before: str | None, after: str) -> None:
		"""Override: what follows from having reached `after`."""

"""Rows that no door writes: the ledger and its anchors."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document


class LedgerWriteError(frappe.ValidationError):
	"""Somebody tried to write a ledger row by another way than points/ledger/writer.py."""


class ImmutableDocument(Document):
	"""Refuses insert, update, single columns, deletion and renaming, whoever asks and by whatever way.

	points/ledger/writer.py and points/ledger/anchors.py write by SQL; flags such as ignore_permissions change nothing.
	"""

	def refuse(self):
		frappe.throw(
			_("{0} is written by the ledger alone. A mistake is answered by a reversal.").format(
				_(self.doctype)
			),
			LedgerWriteError,
			title=_("Ledger Is Fixed"),
		)

	def before_insert(self):
		self.refuse()

	def before_validate(self):
		self.refuse()

	def db_insert(self, *args, **kwargs):
		self.refuse()

	def db_update(self, *args, **kwargs):
		self.refuse()

	def db_set(self, *args, **kwargs):
		self.refuse()

	def on_trash(self):
		self.refuse()

	def before_rename(self, old: str, new: str, merge: bool = False):
		self.refuse()

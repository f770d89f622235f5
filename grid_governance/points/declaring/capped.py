"""A deed document that locks the accounts of capped items before itself (the order of locks.py).

Everybody who writes such a deed waits here, so two who declare the last place of a cap see each other, and
nobody holds a record that another one with the account wants to read.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from grid_governance.points.declaring import caps, deeds


class LocksCappedAccounts:
	"""Mixin before DeedDocument. Subclasses give deeds_written(): (subject, item) of the deeds it holds."""

	def insert(self, *args, **kwargs):
		self._lock_capped()
		return super().insert(*args, **kwargs)

	def save(self, *args, **kwargs):
		self._lock_capped()
		return super().save(*args, **kwargs)

	def _lock_capped(self) -> None:
		self.flags.account_states = {}
		written = list(self.deeds_written())
		capped = _capped({item for _subject, item in written if item})
		subjects = {subject for subject, item in written if item in capped and subject}
		if subjects and self.book and frappe.db.exists("Points Book", self.book):
			kind = deeds.subject_doctype(self.book)
			self.flags.account_states = caps.lock(self.book, kind, subjects)

	def deeds_written(self) -> Iterable[tuple[str, str]]:
		raise NotImplementedError


def _capped(items: set[str]) -> set[str]:
	if not items:
		return set()
	cap = frappe.qb.DocType("Points Item Cap")
	query = frappe.qb.from_(cap).select(cap.parent).distinct().where(cap.parenttype == "Points Item")
	return set(query.where(cap.parent.isin(list(items))).run(pluck=True))

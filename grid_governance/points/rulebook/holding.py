"""What holds in a set of units: adopted rules and campaigns, read once for all rows of a call.

held = Holding(units)                      # one query, and one more where there are rules
item = held.item(name, unit, day, book)    # the catalogue's item as it holds there and then
held.campaign(name, unit, day, book)       # the campaign that multiplies it, or None
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import frappe
from frappe.utils import getdate

from grid_governance.points.rulebook import adopted, catalogue, drives
from grid_governance.points.rulebook.notation import caps_of
from grid_governance.points.rulebook.rules import Item, RuleError
from grid_governance.registry import codes

WERE_IN_FORCE = ("In Effect", "Superseded")
WERE_APPROVED = ("Campaign Approved", "Campaign Stopped")


class Holding:
	"""Rules and campaigns of the units given and of all above them."""

	def __init__(self, units: Iterable[str]):
		self.units = sorted({code for unit in set(units) if unit for code in (unit, *codes.ancestors(unit))})
		self._items: dict[tuple, Item] = {}

	def item(self, name: str, unit: str, day: date, book: str) -> Item:
		"""The item as it holds in `unit` for `book` on `day`. Raises RuleError("not_switched_on")."""
		key = (name, unit, day, book)
		if key not in self._items:
			self._items[key] = self._resolve(*key)
		return self._items[key]

	def rules(self, unit: str, day: date, book: str) -> adopted.Adopted | None:
		"""The rules in force there and then."""
		return adopted.in_force(self._adopted, unit, book, day)

	def campaign(self, name: str, unit: str, day: date, book: str) -> drives.Drive | None:
		"""The one campaign that counts for such a deed."""
		return drives.best(self._drives, name, unit, book, day)

	def names(self, unit: str, day: date, book: str) -> set[str] | None:
		"""Items that may be chosen; None: all of the catalogue, since no rules are in force."""
		rules = self.rules(unit, day, book)
		if rules is None:
			return None
		added = {
			item for drive in self._drives for item in drive.multipliers if drive.fits(item, unit, book, day)
		}
		return set(rules.items) | added

	def _resolve(self, name: str, unit: str, day: date, book: str) -> Item:
		item = catalogue.item(name, day)
		rules = self.rules(unit, day, book)
		if rules is None:
			return item
		if name in rules.items:
			return adopted.applied(item, rules.items[name])
		if self.campaign(name, unit, day, book):
			return item
		raise RuleError("not_switched_on", item=item.label, rules=rules.title)

	@cached_property
	def _adopted(self) -> list[adopted.Adopted]:
		table, row = frappe.qb.DocType("Points Rules"), frappe.qb.DocType("Points Rules Row")
		if not self.units:
			return []
		heads = (
			frappe.qb.from_(table)
			.select(table.name, table.rules_title, table.grid_unit, table.book)
			.select(table.in_force_from, table.in_force_to)
			.where(table.grid_unit.isin(self.units) & table.stage.isin(WERE_IN_FORCE))
		).run()
		items: dict[str, dict[str, adopted.Switched]] = {head[0]: {} for head in heads}
		if heads:
			rows = (
				frappe.qb.from_(row)
				.select(row.parent, row.item, row.points, row.min_points, row.max_points, row.caps)
				.where(row.parent.isin(list(items)) & (row.parenttype == "Points Rules"))
			).run()
			for parent, item, points, low, high, caps in rows:
				items[parent][item] = adopted.Switched(points or 0, low or 0, high or 0, caps_of(caps))
		return [
			adopted.Adopted(
				name, title, unit, book or "", getdate(first), getdate(last) if last else None, items[name]
			)
			for name, title, unit, book, first, last in heads
		]

	@cached_property
	def _drives(self) -> list[drives.Drive]:
		head, row = frappe.qb.DocType("Points Campaign"), frappe.qb.DocType("Points Campaign Item")
		if not self.units:
			return []
		rows = (
			frappe.qb.from_(head)
			.join(row)
			.on((row.parent == head.name) & (row.parenttype == "Points Campaign"))
			.select(head.name, head.grid_unit, head.book, head.from_date, head.to_date)
			.select(row.item, row.multiplier)
			.where(head.grid_unit.isin(self.units) & head.stage.isin(WERE_APPROVED))
		).run()
		found: dict[str, drives.Drive] = {}
		for name, unit, book, first, last, item, times in rows:
			if name not in found:
				found[name] = drives.Drive(name, unit, book or "", getdate(first), getdate(last), {})
			found[name].multipliers[item] = drives.multiplier(times)
		return list(found.values())

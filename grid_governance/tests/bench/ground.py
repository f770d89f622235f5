"""The ground of ./dev bench points: a county of its own with households, accounts and a ledger that grows."""

from __future__ import annotations

import random
from datetime import date, timedelta

import frappe
from frappe.utils import now

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.tests.bench import table
from grid_governance.tests.factories import core, points

PER_ACCOUNT = 5
TOWNS, VILLAGES_OF_TOWN = 50, 30
COUNTY = "990101"
YEAR = date.today().year - 1


class Ground:
	"""Households, accounts and entries of a county of its own; `grow` brings it to so many entries."""

	def __init__(self):
		self.chance = random.Random(1)
		for code, name in ((COUNTY[:2], "测量省"), (COUNTY[:4], "测量市"), (COUNTY, "测量县")):
			core.make_unit(code, name)
		self.town = f"{COUNTY}001"
		core.make_unit(self.town, "测量镇")
		self.book = points.make_book(
			grid_unit=COUNTY, notice_days=5, carry_over="Cleared To Zero", late_days=0
		).name
		self.items = [points.make_item(5, grid_unit=COUNTY).name for _ in range(8)]
		frappe.db.commit()
		self.accounts: list[str] = []
		self.homes: list[str] = []
		self.entries = 0

	def grow(self, entries: int) -> None:
		self._people(entries // PER_ACCOUNT - len(self.accounts))
		seconds = table.seconds(lambda: self._post(entries - self.entries))
		print(
			f"{entries:,} entries, {len(self.accounts):,} accounts: {(entries - self.entries) / seconds:,.0f}/s"
		)
		self.entries = entries
		frappe.db.sql("analyze table `tabPoints Entry`, `tabPoints Standing`, `tabPoints Account`")

	def _people(self, count: int) -> None:
		at = now()
		columns = [
			"name",
			"grid_unit",
			"address",
			"status",
			"villagers_group",
			"creation",
			"modified",
			"owner",
		]
		names = [frappe.generate_hash(length=12) for _ in range(count)]
		start = len(self.homes)
		rows = [
			(
				name,
				f"{COUNTY}{(start + n) % TOWNS + 1:03d}{200 + (start + n) // TOWNS % VILLAGES_OF_TOWN:03d}",
				f"{start + n}号",
				"On Register",
				str(n % 9 + 1),
				at,
				at,
				"Administrator",
			)
			for n, name in enumerate(names)
		]
		frappe.db.bulk_insert("Household", columns, rows, chunk_size=2000)
		made = accounts.accounts_for(self.book, "Household", names)
		self.homes += names
		self.accounts += [made[name] for name in names]
		frappe.db.commit()

	def _post(self, count: int) -> None:
		first = date(YEAR, 1, 1)
		number = self.entries
		for start in range(number, number + count, 1000):
			ledger.post(
				[
					ledger.Posting(
						self.accounts[n % len(self.accounts)],
						"Award",
						5,
						first + timedelta(days=self.chance.randrange(365)),
						f"bench:{n}",
						item=self.items[n % len(self.items)],
						source_name="ground",
					)
					for n in range(start, min(start + 1000, number + count))
				]
			)
			frappe.db.commit()

	def clear(self) -> None:
		frappe.db.rollback()
		for doctype in ("Points Entry", "Points Standing", "Points Account"):
			frappe.db.delete(doctype, {"book": self.book})
			frappe.db.commit()
		for doctype in ("Points Settlement", "Public Notice", "Points Batch", "Notice Row"):
			frappe.db.delete(doctype, {"book": self.book})
		frappe.db.sql(
			"delete from `tabPoints Settlement Row` where settlement not in (select name from `tabPoints Settlement`)"
		)
		frappe.db.sql(
			"delete from `tabPoints Batch Person` where parent not in (select name from `tabPoints Batch`)"
		)
		frappe.db.delete("Household", {"grid_unit": ["like", f"{COUNTY}%"]})
		frappe.db.delete("Points Item", {"grid_unit": COUNTY})
		frappe.db.delete("Points Book", {"name": self.book})
		frappe.db.delete("Grid Unit", {"name": ["like", f"{COUNTY[:2]}%"]})
		frappe.db.commit()

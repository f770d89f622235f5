"""Reservations that nobody collected in time: the goods become free and the points go back, by sets."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points import ledger
from grid_governance.points.redemption import basket, collection, stock
from grid_governance.workflows.move import move_many
from grid_governance.workflows.redemption import EXPIRED, HANDED_OVER, ON_HOLD, PARTLY

CHUNK = 200  # redemptions whose accounts and stock are locked together


def expire_holds() -> None:
	"""Scheduler, daily. Owns its transactions: each set is committed, a deadlock is tried once more."""
	names = overdue(getdate(nowdate()))
	for start in range(0, len(names), CHUNK):
		part = names[start : start + CHUNK]
		ledger.run_with_retry(lambda part=part: expire(part))
		frappe.db.commit()


def overdue(today: date) -> list[str]:
	"""Reservations with goods still waiting whose last day was before `today`; frozen accounts wait on."""
	redemption, account = frappe.qb.DocType("Points Redemption"), frappe.qb.DocType("Points Account")
	return (
		frappe.qb.from_(redemption)
		.join(account)
		.on(account.name == redemption.account)
		.select(redemption.name)
		.where(redemption.stage.isin([ON_HOLD, PARTLY]) & (redemption.held_until < today))
		.where(account.status == "Normal")
		.orderby(redemption.name)
		.run(pluck=True)
	)


def expire(names: list[str]) -> int:
	"""Let the holds of `names` end; returns how many ended. What meanwhile was collected is left alone."""
	docs = _locked(names)
	if not docs:
		return 0
	reason = _("Not collected in time")
	stock.post(
		[
			collection.movement(doc, row, stock.HOLD_RELEASED, basket.waiting(row))
			for doc in docs
			for row in doc.rows
			if row.keep_stock and basket.waiting(row)
		]
	)
	for doc in docs:
		for row in doc.rows:
			row.dropped_quantity = row.quantity - (row.handed_quantity or 0)
		doc.due = basket.points_due(doc.rows)
	ledger.reverse([doc.entry for doc in docs], reason)
	kept = [doc for doc in docs if doc.due]
	entries = ledger.post([collection.posting(doc, doc.due) for doc in kept])
	for doc, entry in zip(kept, entries, strict=True):
		doc.entry, doc.posting_count = entry, doc.posting_count + 1
	_write(docs)
	by_stage = defaultdict(list)
	for doc in docs:
		by_stage[HANDED_OVER if doc.stage == PARTLY else EXPIRED].append(doc.name)
	for stage, some in by_stage.items():
		move_many("Points Redemption", some, stage)
	return len(docs)


def _locked(names: list[str]) -> list[frappe._dict]:
	"""The redemptions that still wait, with `rows`, under the locks of points/redemption/shop.py in their order."""
	table, child = frappe.qb.DocType("Points Redemption"), frappe.qb.DocType("Points Redemption Row")
	plain = frappe.qb.from_(table).join(child).on(child.parent == table.name).where(table.name.isin(names))
	fixed = plain.select(table.account, table.shop, child.item, child.name).run(as_dict=True)
	ledger.lock_accounts(row.account for row in fixed)
	stock.lock(stock.stock_name(row.shop, row.item) for row in fixed)
	query = frappe.qb.from_(table).select("*").where(table.name.isin(sorted(names)))
	docs = query.orderby(table.name).for_update().run(as_dict=True)
	lines = frappe.qb.from_(child).select("*").where(child.name.isin([row.name for row in fixed]))
	by_parent = defaultdict(list)
	for row in lines.for_update().run(as_dict=True):
		by_parent[row.parent].append(row)
	waiting = [doc for doc in docs if doc.stage in (ON_HOLD, PARTLY)]
	for doc in waiting:
		doc.doctype, doc.rows = "Points Redemption", by_parent[doc.name]
	return waiting


def _write(docs: list[frappe._dict]) -> None:
	table, child = frappe.qb.DocType("Points Redemption"), frappe.qb.DocType("Points Redemption Row")
	rows = [row.name for doc in docs for row in doc.rows]
	query = frappe.qb.update(child).set(child.dropped_quantity, child.quantity - child.handed_quantity)
	query.where(child.name.isin(rows)).run()
	for doc in docs:
		query = frappe.qb.update(table).set(table.points_back, doc.total_points - doc.due)
		query = query.set(table.entry, doc.entry).set(table.posting_count, doc.posting_count)
		query.where(table.name == doc.name).run()

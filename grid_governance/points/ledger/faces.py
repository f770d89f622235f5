"""How an account is told to people: name, villagers' group, door, unit, balance; by sets."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from grid_governance.points.ledger.postings import chunks

OF_HOME = ("villagers_group", "address", "address_order")


def faces(accounts: Iterable[str]) -> dict[str, frappe._dict]:
	"""account → {subject_name, subject_doctype, subject, group, address, address_order, grid_unit, unit_name, balance}.

	The caller has checked that the user may see the accounts.
	"""
	found: dict[str, frappe._dict] = {}
	for part in chunks(list(dict.fromkeys(accounts))):
		rows = _accounts(part)
		homes = _homes(rows)
		for row in rows:
			home = homes.get((row.subject_doctype, row.subject)) or {}
			row.group, row.address = home.get("villagers_group") or "", home.get("address") or ""
			row.address_order = home.get("address_order") or ""
			found[row.pop("account")] = row
	return found


def group_in_words(name: str | None) -> str:
	"""第3组 of 3, 东组 as it is."""
	if not name:
		return _("Without a group")
	return _("Group {0}").format(name) if name.isdigit() else name


def _accounts(names) -> list[frappe._dict]:
	account, unit = frappe.qb.DocType("Points Account"), frappe.qb.DocType("Grid Unit")
	columns = ("subject_name", "subject_doctype", "subject", "balance", "grid_unit")
	return (
		frappe.qb.from_(account)
		.left_join(unit)
		.on(unit.name == account.grid_unit)
		.select(account.name.as_("account"), unit.unit_name, *(account[column] for column in columns))
		.where(account.name.isin(list(names)))
		.run(as_dict=True)
	)


def _homes(rows: list[frappe._dict]) -> dict[tuple[str, str], frappe._dict]:
	"""(subject DocType, subject) → its household's group and address; organisations have none."""
	worker, resident = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Resident")
	home_of = {("Household", name): name for name in _subjects(rows, "Household")}
	for kind, query in (
		("Resident", frappe.qb.from_(resident).select(resident.name, resident.household)),
		(
			"Grid Worker",
			frappe.qb.from_(resident)
			.join(worker)
			.on(worker.resident == resident.name)
			.select(worker.name, resident.household),
		),
	):
		names = _subjects(rows, kind)
		if names:
			key = resident.name if kind == "Resident" else worker.name
			home_of |= {(kind, name): home for name, home in query.where(key.isin(names)).run()}
	wanted = list({home for home in home_of.values() if home})
	if not wanted:
		return {}
	home = frappe.qb.DocType("Household")
	query = frappe.qb.from_(home).select(home.name, *(home[column] for column in OF_HOME))
	facts = {row.name: row for row in query.where(home.name.isin(wanted)).run(as_dict=True)}
	return {key: facts[name] for key, name in home_of.items() if name in facts}


def _subjects(rows: list[frappe._dict], kind: str) -> list[str]:
	return [row.subject for row in rows if row.subject_doctype == kind]

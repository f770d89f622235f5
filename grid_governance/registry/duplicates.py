"""Two records of one person become one: the second stays on file as a duplicate, all that lives goes to the first."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.correcting import living
from grid_governance.registry import household as rules
from grid_governance.registry import papers, population
from grid_governance.registry.acts import Done, write_event
from grid_governance.registry.relations import HEAD

# DocType → the column that names the person: what lives moves over, what happened keeps its name
FOLLOWING = {"Grid Worker": "resident", "Care Record": "resident"}


def join(duplicate: str, kept: str, **paper) -> Done:
	"""重复登记合并: `duplicate` is the same person as `kept`. paper: event_date, reason.

	Needs write access to both. Raises frappe.ValidationError when they cannot be one person (two different
	numbers of one kind of document), or while the duplicate heads a household in which others live.
	"""
	first, second = _both(kept, duplicate)
	_check(first, second)
	_join_documents(kept, duplicate)
	_join_login(first, second)
	for doctype, column in FOLLOWING.items():
		table = frappe.qb.DocType(doctype)
		frappe.qb.update(table).set(table[column], kept).where(table[column] == duplicate).run()
	if frappe.db.get_value("Household", second.household, "head") == duplicate:
		frappe.db.set_value("Household", second.household, "head", None)
	second.reload()
	second.db_set({"status": rules.DUPLICATE, "duplicate_of": kept})
	home = frappe.get_doc("Household", second.household)
	rows = [(duplicate, second.relation_to_head, None)]
	slip = write_event("Duplicate Record Joined", home, None, rows, paper)
	living.after_duplicate(slip, duplicate, kept)
	return Done(first.household, slip, kept)


def _both(kept: str, duplicate: str) -> list:
	for name in sorted({kept, duplicate}):
		if not frappe.db.get_value("Resident", name, "name", for_update=True):
			frappe.throw(_("Resident {0} does not exist.").format(name), frappe.DoesNotExistError)
	docs = [frappe.get_doc("Resident", name) for name in (kept, duplicate)]
	for doc in docs:
		doc.check_permission("write")
	return docs


def _check(first, second) -> None:
	title = _("Duplicate Record")
	if first.name == second.name:
		frappe.throw(_("Choose the other record of this person."), title=title)
	if rules.DUPLICATE in (first.status, second.status):
		frappe.throw(_("One of the two is marked as a duplicate already."), title=title)
	others = [row for row in population.members(second.household) if row.name != second.name]
	if second.relation_to_head == HEAD and second.status not in rules.GONE and others:
		frappe.throw(
			_("{0} heads a household there. Use Change Of Head first.").format(second.resident_name),
			title=title,
		)


def _join_documents(kept: str, duplicate: str) -> None:
	"""The numbers stay with the person; two different ones of one kind belong to two persons."""
	table = frappe.qb.DocType("Identity Document")
	query = frappe.qb.from_(table).select(table.name, table.resident, table.identity_kind)
	rows = query.where(table.resident.isin([kept, duplicate])).for_update().run(as_dict=True)
	known = {row.identity_kind for row in rows if row.resident == kept}
	for row in rows:
		if row.resident == kept:
			continue
		if row.identity_kind == papers.NO_DOCUMENT:
			frappe.db.delete("Identity Document", {"name": row.name})
		elif row.identity_kind in known:
			frappe.throw(
				_(
					"The two records have different numbers of one kind ({0}), so they are two persons."
				).format(_(row.identity_kind)),
				title=_("Duplicate Record"),
			)
		else:
			frappe.db.set_value("Identity Document", row.name, "resident", kept, update_modified=False)
	if any(row.resident == duplicate and row.identity_kind != papers.NO_DOCUMENT for row in rows):
		frappe.db.delete("Identity Document", {"resident": kept, "identity_kind": papers.NO_DOCUMENT})


def _join_login(first, second) -> None:
	login = second.user
	if login:
		second.db_set("user", None)
		if not first.user:
			first.db_set("user", login)

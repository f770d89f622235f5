"""Who mediates a case: one presides, others may join (law art. 19); each is posted, no party, and neutral (art. 21)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.cases import workers
from grid_governance.cases.intake import persons


def of(case) -> list[str]:
	"""Grid Workers who mediate: first who presides, then the others in their order."""
	return [
		name for name in (case.mediator, *(row.mediator for row in case.get("co_mediators") or [])) if name
	]


def names(case, first: str | None = None, stored: bool = False) -> list[str]:
	"""Their names for papers.

	first: who held a session or drew up an agreement, when that is another; stored: `case` is a row of columns only,
	the co-mediators are read.
	"""
	found = [first, *of(case)]
	if stored:
		found += joined(case.name)
	return [name for name in map(workers.name_of, dict.fromkeys(filter(None, found))) if name]


def joined(case: str | None) -> list[str]:
	"""The co-mediators of a stored case."""
	mine = {"parent": case or "", "parenttype": "Dispute Case"}
	return frappe.get_all("Case Co-Mediator", mine, pluck="mediator", order_by="idx")


def check(case) -> None:
	"""Mediators are posted as such and neither party nor agent; a relative needs reason and consent.

	People's Mediation Law arts. 19, 21: parties accept or refuse a mediator, who is not partial.
	"""
	found = of(case)
	_check_rows(case, found)
	if not found:
		return
	before = case.get_doc_before_save()
	known = set(of(before)) if before and before.mediation_body == case.mediation_body else set()
	people = frappe.get_all(
		"Grid Worker", {"name": ["in", found]}, ["name", "worker_name", "resident", "phone"]
	)
	for mediator in sorted(people, key=lambda row: found.index(row.name)):
		if mediator.name not in known:
			_check_posted(case, mediator)
		_check_no_party(case, mediator)
	if case.mediator_related and not ((case.relation_reason or "").strip() and case.relation_consent):
		frappe.throw(
			_("A related mediator needs the relation, the reason, and the consent of all parties."),
			title=_("Mediator Related"),
		)


def check_one(case, worker: str) -> None:
	"""Refuse `worker` on a record of the case who is not one of its mediators."""
	if worker in of(case):
		return
	name = workers.name_of(worker) or worker
	frappe.throw(
		_("{0} does not mediate this case. Enter {0} among its co-mediators first, or choose: {1}.").format(
			name, "、".join(names(case))
		),
		title=_("Not A Mediator Of This Case"),
	)


def _check_rows(case, found: list[str]) -> None:
	rows = case.get("co_mediators") or []
	if rows and not case.mediator:
		frappe.throw(
			_("Choose the mediator who presides first; co-mediators join that one."),
			title=_("Nobody In Charge"),
		)
	for row in rows:
		if found.count(row.mediator) > 1:
			frappe.throw(
				_("Co-mediator row {0}: {1} mediates this case already.").format(
					row.idx, workers.name_of(row.mediator)
				),
				title=_("Named Twice"),
			)
	if sum(bool(row.receives_subsidy) for row in rows) > 1:
		frappe.throw(
			_("The subsidy of a case goes to one mediator. Tick one row at most."), title=_("Named Twice")
		)


def _check_no_party(case, mediator) -> None:
	me = {"party_name": mediator.worker_name, "resident": mediator.resident, "contact": mediator.phone}
	for row in case.parties:
		if persons.same_party(me, row.as_dict()):
			frappe.throw(
				_("Row {0}: the mediator {1} is a party or agent here. Choose another mediator.").format(
					row.idx, mediator.worker_name
				),
				title=_("Mediator Is A Party"),
			)
	if _shares_household(mediator.resident, case.parties) and not case.mediator_related:
		frappe.throw(
			_(
				"{0} lives with a party. Choose another mediator, or state relation, reason and consent."
			).format(mediator.worker_name),
			title=_("Mediator Related"),
		)


def _check_posted(case, mediator) -> None:
	today = nowdate()
	posts = frappe.get_all(
		"Grid Post",
		{"parent": mediator.name, "parenttype": "Grid Worker"},
		["duty", "mediation_body", "from_date", "to_date"],
	)
	duties = frappe.get_all("Grid Duty", {"role": "Mediator"}, pluck="name")
	valid = [
		p
		for p in posts
		if p.duty in duties
		and (not p.from_date or str(p.from_date) <= today)
		and (not p.to_date or today <= str(p.to_date))
	]
	if not valid:
		frappe.throw(
			_("{0} holds no post as mediator today. Choose a mediator of the body.").format(
				mediator.worker_name
			),
			title=_("Not A Mediator"),
		)
	bodies = {p.mediation_body for p in valid if p.mediation_body}
	if case.mediation_body and bodies and case.mediation_body not in bodies:
		frappe.throw(
			_("{0} is a mediator of another body. Choose one of this body, or change the body.").format(
				mediator.worker_name
			),
			title=_("Not A Mediator"),
		)


def _shares_household(resident: str | None, rows) -> bool:
	others = [row.resident for row in rows if row.resident]
	if not resident or not others:
		return False
	home = frappe.db.get_value("Resident", resident, "household")
	return bool(home and frappe.db.exists("Resident", {"name": ["in", others], "household": home}))

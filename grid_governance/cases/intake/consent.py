"""征询意愿: every party is asked whether it wants to be mediated; who refuses is not mediated (law art. 17).

Whoever applies has said so by applying. An agent answers for its party and is not asked for itself.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import stages, workers
from grid_governance.cases.intake import persons

AGREES, REFUSES = "Agrees To Mediation", "Refuses Mediation"
BY_APPLICATION = "By Application"


def complete(case) -> None:
	"""Who applied agrees by that; an answer gets its day and who asked, when they were not entered."""
	if case.way_of_settlement != stages.PEOPLES_MEDIATION:
		return
	applied = case.source == "Application By A Party"
	before = case.get_doc_before_save()
	known = {row.name: row.consent for row in before.parties} if before else {}
	for row in principals(case.parties):
		if not row.consent and applied and row.side == persons.PARTY_A and row.name not in known:
			row.update({"consent": AGREES, "consent_way": BY_APPLICATION})
		if row.consent and row.consent != known.get(row.name):
			row.consent_on = row.consent_on or nowdate()
			row.consent_by = row.consent_by or workers.own()


def check(case) -> None:
	"""Nobody was asked tomorrow."""
	for row in case.parties:
		if row.consent_on and getdate(row.consent_on) > getdate(nowdate()):
			frappe.throw(
				_("Row {0}: {1} cannot have been asked in the future.").format(row.idx, row.party_name),
				title=_("Wrong Date"),
			)


def demand(case) -> None:
	"""For people's mediation to begin: all principal parties were asked and none refuses."""
	names = refusing(case)
	if names:
		frappe.throw(
			_(
				"{0} refuses to be mediated, so people's mediation does not take the case. "
				"Use “Do Not Take On” and tell the parties the legal ways."
			).format("、".join(names)),
			title=_("A Party Refuses"),
		)
	unasked = [row.party_name for row in principals(case.parties) if not row.consent]
	if unasked:
		frappe.throw(
			_("Not asked yet whether they want to be mediated: {0}. Enter their answer first.").format(
				"、".join(unasked)
			),
			title=_("Willingness Not Asked"),
		)


def refusing(case) -> list[str]:
	"""The names of those who do not want people's mediation."""
	if case.way_of_settlement != stages.PEOPLES_MEDIATION:
		return []
	return [row.party_name for row in principals(case.parties) if row.consent == REFUSES]


def principals(rows) -> list:
	"""The parties themselves, without their agents."""
	return [row for row in rows if row.kind != persons.AGENT]

"""The ends of a case without a settlement: on which ground, with which legal ways, told to whom and when.

Grounds are data (Ending Ground, seeds/ending_grounds.py). Regulations of people's mediation art. 22 name what it does
not take; law art. 17: nobody is mediated against a clear refusal; art. 26: mediation that fails is terminated and the
parties are told that arbitration, administrative handling and lawsuit are open to them.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import stages

OTHER = "Other Ground"
WAYS = ("told_arbitration", "told_administrative", "told_court")
# Where the law puts another way before the lawsuit; everything else goes to court.
FIRST_WAYS = {
	"Labour Dispute": ("told_arbitration", "told_court"),
	"Forest And Land Dispute": ("told_administrative", "told_court"),
	"Land Acquisition Dispute": ("told_administrative", "told_court"),
}
TELL_WAYS = (stages.TERMINATED, stages.NOT_TAKEN_ON)


def usual_ways(category: str | None) -> dict[str, int]:
	"""The legal ways that are usually told for a dispute of this kind: {field: 0 or 1}."""
	usual = FIRST_WAYS.get(category or "", ("told_court",))
	return {field: int(field in usual) for field in WAYS}


def check(case, before: str | None, after: str) -> None:
	"""Demanded of every end by reason, besides the reason itself (demands.py)."""
	if not case.end_cause:
		frappe.throw(_("Choose the ground for “{0}”.").format(_(after)), title=_("Ground Missing"))
	ends_as = frappe.db.get_value("Ending Ground", case.end_cause, "ends_as")
	if ends_as and ends_as != after:
		frappe.throw(
			_("The ground “{0}” belongs to “{1}”. Choose one for “{2}”.").format(
				_(case.end_cause), _(ends_as), _(after)
			),
			title=_("Wrong Ground"),
		)
	if after in TELL_WAYS and not any(case.get(field) for field in WAYS):
		frappe.throw(
			_(
				"Tick the legal ways that the parties are told: arbitration, administrative handling or lawsuit."
			),
			title=_("Legal Ways Missing"),
		)
	if after == stages.WITHDRAWN and not case.withdrawn_by:
		frappe.throw(_("Choose which side withdraws the application."), title=_("Side Missing"))


def forgotten() -> dict[str, object]:
	"""What a reopened case no longer says about an end: {field: empty}."""
	return {"end_cause": None, "withdrawn_by": None, "end_notice_on": None, **dict.fromkeys(WAYS, 0)}

"""What the papers of supervision show: the supervision notice and the minutes of a joint conference."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.handover import chain, rights
from grid_governance.cases.owner import Holder

BLANK_ROWS = 5


def supervision_paper(doc) -> frappe._dict:
	"""For a Supervision Order: title by its kind, number, case, sender, receiver, replied_on; empty when blank."""
	if doc.is_new():
		return frappe._dict(title=_("Supervision Notice"), case=frappe._dict())
	return frappe._dict(
		title=_("Notice: {0}").format(_(doc.kind)),
		number=doc.order_number,
		case=frappe.get_doc("Dispute Case", doc.dispute_case),
		sender=rights.name_of(Holder(doc.from_unit)),
		receiver=rights.name_of(chain.receiver_of(doc)),
		replied_on=doc.replies[-1].replied_at if doc.replies else None,
	)


def conference_paper(doc) -> frappe._dict:
	"""For a Joint Conference: unit, attendees, matters (title, discussion), conclusions (conclusion, receiver, due).

	invited: the units that are asked to come, each once; persons where no unit is named. body: the unit, for Word.
	"""
	names = {row.dispute_case for row in doc.matters if row.dispute_case}
	columns = ["name", "case_title", "category"]
	cases = frappe.get_all("Dispute Case", {"name": ["in", list(names)]}, columns) if names else []
	titles = {case.name: _titled(case) for case in cases}
	unit = doc.grid_unit and rights.name_of(Holder(doc.grid_unit))
	return frappe._dict(
		unit=unit,
		body=unit,
		invited=list(dict.fromkeys(row.unit_name or row.attendee_name for row in doc.attendees)),
		attendees=list(doc.attendees) or [frappe._dict()] * BLANK_ROWS,
		matters=[
			frappe._dict(title=titles.get(row.dispute_case), discussion=row.discussion) for row in doc.matters
		],
		conclusions=[
			frappe._dict(
				conclusion=row.conclusion,
				due=row.due,
				receiver=row.to_unit and rights.name_of(chain.receiver_of(row)),
			)
			for row in doc.conclusions
		],
	)


def _titled(case) -> str:
	"""'（2026）甲社人调字第1号（劳动争议纠纷）': a file number alone says nothing to who is asked to come."""
	kind = _(case.category) if case.category else ""
	return case.case_title if not kind or kind in case.case_title else f"{case.case_title}（{kind}）"

"""Notices over endorsed deeds. All insert without asking permissions; stages are moved by points/notice/notices.py.

`make_notice()` is a draft over what waits in village A; `running(notice)` publishes and posts it, `passed(notice)`
lets its days pass.
"""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, now, nowdate

from grid_governance.points.notice import notices
from grid_governance.tests.factories import core, points, registry

PHOTO = "/private/files/gg-posted.jpg"


def make_book(**values):
	"""A family book whose points are noticed for 5 days; returns the Document."""
	return points.make_book(**{"notice_days": 5, **values})


def endorsed(book, item, household=None, **values):
	"""A declaration that the endorsement has just left behind; returns the Document."""
	doc = points.make_declaration(book, item, household or registry.make_household(head="张大明"), **values)
	return _as_endorsed(doc)


def endorsed_batch(book, item, households, **values):
	return _as_endorsed(points.make_batch(book, item, households, **values))


def _as_endorsed(doc):
	state = {"stage": "Endorsed", "workflow_state": "Endorsed", "endorsed_on": now()}
	frappe.db.set_value(doc.doctype, doc.name, state)
	doc.reload()
	return doc


def make_notice(unit: str = core.VILLAGE_A, **values):
	doc = frappe.get_doc(doctype="Public Notice", grid_unit=unit, **{"kind": "Points", **values})
	return doc.insert(ignore_permissions=True)


def running(notice):
	"""Published and posted today; returns the Document anew."""
	notices.publish(notice.name)
	notices.start_days(notice.name, [PHOTO])
	return reread(notice)


def passed(notice):
	"""The same with its last day behind it (as after that many days)."""
	if notice.stage == "Notice Draft":
		notice = running(notice)
	past = {"starts_on": add_days(nowdate(), -9), "last_day": add_days(nowdate(), -1)}
	frappe.db.set_value("Public Notice", notice.name, past)
	return reread(notice)


def reread(doc):
	frappe.clear_document_cache(doc.doctype, doc.name)
	return frappe.get_doc(doc.doctype, doc.name)


def row_of(notice, source) -> str:
	"""The first row that came from a declaration or batch."""
	return frappe.db.get_value(
		"Notice Row", {"notice": notice.name, "source_name": source.name}, order_by="position"
	)


def make_objection(notice, *rows, **values):
	values = {"objector_name": "李四", "facts": "当天没有参加", **values}
	doc = frappe.get_doc(
		doctype="Notice Objection",
		notice=notice.name,
		rows=[{"notice_row": row} for row in rows],
		**values,
	)
	return doc.insert(ignore_permissions=True)


def today():
	return getdate(nowdate())

"""What session, agreement and performance have in common: they hang on a case and live where it lives."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import flt, get_datetime, getdate

from grid_governance.cases import stages


def case_of(doc):
	"""The Dispute Case of a record, read once per document."""
	cached = doc.flags.dispute_case_doc
	if cached is None or cached.name != doc.dispute_case:
		cached = doc.flags.dispute_case_doc = frappe.get_doc("Dispute Case", doc.dispute_case)
	return cached


def require_case_access(doc, ptype: str = "read") -> None:
	"""Nobody adds a record to a case that is not theirs to see, wherever the record claims to be."""
	if not doc.flags.ignore_permissions:
		case_of(doc).check_permission(ptype)


def require_being_mediated(doc) -> None:
	"""Refuse records of people's mediation on a case that is not (or no longer) in it."""
	if not doc.is_new():
		return  # that of a filed case is sealed (case_file/seal.py)
	case = case_of(doc)
	if case.way_of_settlement != stages.PEOPLES_MEDIATION:
		frappe.throw(
			_("{0} belongs to people's mediation; this case is settled by: {1}").format(
				_(doc.doctype), _(case.way_of_settlement)
			),
			title=_("Another Way Of Settlement"),
		)
	if case.stage not in stages.BEING_MEDIATED:
		frappe.throw(
			_("The case is in the stage “{0}”. Take it on before you record mediation.").format(_(case.stage))
			if case.stage in (stages.REGISTERED, stages.SCREENING)
			else _("The case is in the stage “{0}”. Reopen it before you record mediation.").format(
				_(case.stage)
			),
			title=_("Not In Mediation"),
		)


def refuse_deletion(doc) -> None:
	"""Papers of a case are replaced or withdrawn, never deleted (art. 27: every mediation is on file)."""
	if doc.get("status") != "Being Drawn Up":
		frappe.throw(
			_("{0} belongs to the file of a case and is not deleted.").format(_(doc.doctype)),
			title=_("Part Of The File"),
		)


def title(case, day) -> str:
	"""File number and day: enough to tell papers apart, no name in it."""
	return f"{case.file_number or case.case_title} · {getdate(day)}"


def changed_labels(doc, except_for: tuple[str, ...] = ()) -> list[str]:
	"""Labels of the fields whose value differs from the stored one; tables are the caller's business."""
	before = doc.get_doc_before_save()
	return [
		field.label
		for field in doc.meta.fields
		if field.fieldtype not in _WITHOUT_VALUE
		and field.fieldname not in except_for
		and _plain(field, before.get(field.fieldname)) != _plain(field, doc.get(field.fieldname))
	]


def _plain(field, value) -> object:
	"""One form for a value from the database, a form or code: empty is empty, 1 is "1", a date a date."""
	if field.fieldtype in ("Date", "Datetime"):
		return get_datetime(value) if value else None
	if field.fieldtype in ("Currency", "Float", "Int", "Check"):
		return flt(value, 2)
	return value or ""


_WITHOUT_VALUE = ("Section Break", "Column Break", "Tab Break", "Table", "HTML", "Button")

"""A filed case is sealed: its record, what hangs on it, and what the platform hangs on those (doc_events).

One table says what hangs on a case (cases/followers.py), one which columns of the platform's records name
their parent (doors/references.py). A return visit that was planned before is still recorded, and the volume follows
as a supplement. The platform's own entries (workflow, creation) are written with
ignore_permissions and another type than "Comment"; they pass. A share is taken away and an assignment ended at
any time: both end something and add nothing to the file.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import stages
from grid_governance.cases.followers import FOLLOWERS
from grid_governance.doors.references import REFERENCES

CASE = "Dispute Case"
QUARTER = "Quarterly Case File"
HANGING = ("Comment", "Communication", "DocShare", "File", "Tag Link", "ToDo")
KEEPS_TIME = ("Case Clock",)  # reckoning, no paper of the file
# Planned before, done after filing: the record is completed once and joins the file as a supplement.
LATE = {"Return Visit": ("visit_status", "Visit Due")}
VOLUMES = ("Case File Volume", "Quarterly Case File")  # their field `file` names the bound PDF
OWN_STEP = "of_case_file"  # doc.flags of what this package itself writes
# The DocTypes that a seal closes.
RECORDS = (CASE, QUARTER, *(doctype for doctype in FOLLOWERS if doctype not in KEEPS_TIME))


def is_sealed(doctype: str | None, name: str | None, case: str | None = None) -> bool:
	"""Whether this record belongs to a filed case. `case`: for one that is not stored yet."""
	if not doctype or (not name and not case) or doctype not in RECORDS:
		return False
	if doctype == QUARTER:
		return bool(frappe.db.get_value(QUARTER, name, "archived_on"))
	if doctype in LATE and name:
		field, planned = LATE[doctype]
		if frappe.db.get_value(doctype, name, field) == planned:
			return False
	if doctype != CASE:
		case = (name and frappe.db.get_value(doctype, name, "dispute_case")) or case
	else:
		case = name
	return frappe.db.get_value(CASE, case, "stage") == stages.FILED if case else False


def refuse_if_sealed(doctype: str | None, name: str | None, case: str | None = None) -> None:
	"""Raise frappe.ValidationError when the record belongs to a filed case."""
	if is_sealed(doctype, name, case):
		frappe.throw(
			_("The case is filed and sealed: nothing is added, changed or taken out.")
			+ " "
			+ _("Reopen its file first, with the reason."),
			title=_("Case Filed"),
		)


# ---------------------------------------------------------------- records of ours


def before_validate(doc, method: str | None = None) -> None:
	"""doc_event of RECORDS: none of a filed case is written, by whatever door."""
	if not doc.flags.get(OWN_STEP):
		stored = None if doc.is_new() else doc.name
		refuse_if_sealed(doc.doctype, stored, doc.get("dispute_case"))


def on_trash(doc, method: str | None = None) -> None:
	"""doc_event of RECORDS: nor deleted, Administrator included."""
	if not doc.flags.get(OWN_STEP):
		refuse_if_sealed(doc.doctype, doc.name)


# ---------------------------------------------------------------- what the platform hangs on them


def hanging_changes(doc, method: str | None = None) -> None:
	"""doc_event before_insert and before_validate of HANGING."""
	if doc.flags.get(OWN_STEP) or _is_platforms_own(doc) or _only_ends(doc):
		return
	for doctype, name in _parents(doc):
		refuse_if_sealed(doctype, name)
	_refuse_touching_a_volume(doc)


def hanging_goes(doc, method: str | None = None) -> None:
	"""doc_event on_trash of HANGING; taking away access stays possible."""
	if doc.doctype == "DocShare" or doc.flags.get(OWN_STEP):
		return
	for doctype, name in _parents(doc):
		refuse_if_sealed(doctype, name)
	_refuse_touching_a_volume(doc)


def _refuse_touching_a_volume(doc) -> None:
	"""A sealed volume stays as it is, also while its case is reopened."""
	if doc.doctype != "File" or doc.is_new():
		return
	address = frappe.db.get_value("File", doc.name, "file_url")
	if address and any(frappe.db.exists(doctype, {"file": address}) for doctype in VOLUMES):
		frappe.throw(
			_("This is a sealed volume. It stays as it is, also when the file was reopened."),
			title=_("Sealed Volume"),
		)


def _parents(doc) -> set[tuple[str | None, str | None]]:
	"""Where it hangs, and where it hung before this change."""
	of_type, of_name = REFERENCES[doc.doctype]
	before = None if doc.is_new() else frappe.db.get_value(doc.doctype, doc.name, [of_type, of_name])
	return {(doc.get(of_type), doc.get(of_name)), *([tuple(before)] if before else [])}


def _is_platforms_own(doc) -> bool:
	if not doc.flags.ignore_permissions:
		return False
	if doc.doctype == "Comment":
		return doc.comment_type != "Comment"
	return doc.doctype == "Communication" and doc.communication_type == "Automated Message"


def _only_ends(doc) -> bool:
	"""An assignment that is done or called off."""
	if doc.doctype != "ToDo" or doc.is_new() or doc.status not in ("Closed", "Cancelled"):
		return False
	columns = (*REFERENCES["ToDo"], "allocated_to", "description")
	stored = frappe.db.get_value("ToDo", doc.name, columns, as_dict=True)
	return bool(stored) and all(stored[column] == doc.get(column) for column in columns)


# For hooks.py.
_HERE = f"{__name__}."
DOC_EVENTS = {
	**{
		doctype: {"before_validate": _HERE + "before_validate", "on_trash": _HERE + "on_trash"}
		for doctype in RECORDS
	},
	**{
		doctype: {
			"before_insert": _HERE + "hanging_changes",
			"before_validate": _HERE + "hanging_changes",
			"on_trash": _HERE + "hanging_goes",
		}
		for doctype in HANGING
	},
}
DOC_EVENTS["Return Visit"]["on_update"] = "grid_governance.cases.case_file.volumes.follow_late_visit"
DOC_EVENTS["File"]["before_insert"] = [
	_HERE + "hanging_changes",
	"grid_governance.cases.case_file.uploads.before_insert",
]

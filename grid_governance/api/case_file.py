"""The file of a case over HTTP: its 13 slots, papers put up, bound into one PDF, reopened; Word papers, blank forms."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.api.file import get_max_file_size
from frappe.translate import print_language

from grid_governance.cases import word_papers
from grid_governance.cases.case_file import completeness, quarterly, uploads, volumes

# In the order of the file; those of other rooms join their own lists' menus too.
BLANK_PAPERS = (
	"Mediation Application",
	"Mediation Registration Form",
	"Notice Of Rights And Duties",
	"Investigation Record",
	"Mediation Record",
	"Written Mediation Agreement",
	"Oral Agreement Form",
	"Settled On The Spot Form",
	"Judicial Confirmation Application",
	"Performance Receipt",
	"Return Visit Record",
	"Not Taken On Notice",
	"Termination Notice",
	"Escalation Warning Letter",
	"Supervision Notice",
	"Conference Notice",
	"Conference Minutes",
	"Case File Cover",
	"Case File Contents",
	"Situation Of The File",
	"Case File Closing Page",
)


@frappe.whitelist(methods=["POST"])
def open_case_file(dispute_case: str) -> str:
	"""The Case File of a case, made at its first opening. Returns its name.

	Raises frappe.PermissionError for who may not write the case while there is none yet.
	"""
	case = _case(dispute_case, "read")
	file = completeness.file_of(case.name)
	return (file or uploads.open_file(case)).name


@frappe.whitelist(methods=["GET", "POST"])
def get_slots(dispute_case: str) -> dict:
	"""The 13 slots as they stand: what lies in each, what is missing and what helps.

	Returns slots [{number, name, must, state, reason, remedy, button, drawn, excusable, papers}], complete (bool) and
	sealed (bool). state: there, excused, missing or empty; papers: [{title, day, paper, doctype, name, url, handle}].
	"""
	case = _case(dispute_case, "read")
	return completeness.overview(case)


@frappe.whitelist(methods=["POST"])
def add_paper(dispute_case: str, slot: str) -> dict:
	"""Put one file (multipart field `file`) into a slot of the case's file. Returns {name, file_url, file_name}.

	Pictures, PDF, office documents, sound and film; raises frappe.ValidationError that names the file otherwise.
	"""
	case = _case(dispute_case, "write")
	sent = (frappe.request.files if frappe.request else {}).get("file")
	if not sent:
		frappe.throw(_("Please choose a file."), title=_("File Missing"))
	content = sent.stream.read(get_max_file_size() + 1)
	file = uploads.add(case, slot, sent.filename or "", content)
	return {"name": file.name, "file_url": file.file_url, "file_name": file.file_name}


@frappe.whitelist(methods=["POST"])
def move_paper(dispute_case: str, file: str, slot: str) -> None:
	"""A file that was put up belongs into another slot."""
	uploads.put_into_slot(_case(dispute_case, "write"), file, slot)


@frappe.whitelist(methods=["POST"])
def order_papers(dispute_case: str, handles: list | str) -> None:
	"""The order of the papers within their slots; `handles` as get_slots gives them."""
	uploads.put_in_order(_case(dispute_case, "write"), frappe.parse_json(handles))


@frappe.whitelist(methods=["POST"])
def excuse_slot(dispute_case: str, slot: str, reason: str = "") -> None:
	"""Why nothing lies in a slot; an empty reason takes the remark back."""
	uploads.excuse(_case(dispute_case, "write"), slot, reason)


@frappe.whitelist(methods=["POST"])
def bind(dispute_case: str) -> dict:
	"""Bind what is there into one PDF for review. Returns {state: "bound" or "waiting", file_url}.

	"waiting": it is long and bound in the background. Raises frappe.ValidationError naming files that cannot be bound.
	"""
	case = _case(dispute_case, "write")
	state = volumes.bind_for_review(case)
	file = completeness.file_of(case.name)
	return {"state": state, "file_url": file.draft if state == "bound" else None}


@frappe.whitelist(methods=["POST"])
def reopen(dispute_case: str, reason: str) -> dict:
	"""Break the seal of a filed case, logged. Returns {stage}: the one in which the case had ended."""
	case = _case(dispute_case, "write")
	frappe.has_permission("Case File", "write", throw=True)
	volumes.reopen(case, reason)
	return {"stage": case.stage}


@frappe.whitelist(methods=["GET", "POST"])
def quarter_cases(mediation_body: str, year: int, quarter: int) -> list[dict]:
	"""The small matters of a body and quarter that wait to be bound: name, closed_on, category, party_names, stage."""
	frappe.get_doc("Mediation Body", mediation_body).check_permission("read")
	return quarterly.light_cases(mediation_body, year, quarter)


@frappe.whitelist(methods=["POST"])
def bind_quarter(mediation_body: str, year: int, quarter: int) -> dict:
	"""One file for the small matters of a quarter. Returns {name, volume_number, case_count, state}."""
	frappe.has_permission(quarterly.DOCTYPE, "create", throw=True)
	frappe.get_doc("Mediation Body", mediation_body).check_permission("read")
	doc = quarterly.bind_quarter(mediation_body, year, quarter)
	state = quarterly.bind_pdf(doc)
	return {
		"name": doc.name,
		"volume_number": doc.volume_number,
		"case_count": doc.case_count,
		"state": state,
	}


@frappe.whitelist(methods=["POST"])
def bind_quarterly(name: str) -> dict:
	"""Bind a quarterly file's one PDF (again, where it failed). Returns {state: "bound" or "waiting"}."""
	doc = frappe.get_doc(quarterly.DOCTYPE, name)
	doc.check_permission("write")
	if doc.file:
		frappe.throw(_("This file is bound already."), title=_("Bound Already"))
	return {"state": quarterly.bind_pdf(doc)}


@frappe.whitelist(methods=["GET"])
def download_word(doctype: str, name: str) -> None:
	"""A Mediation Agreement, Mediation Session or Joint Conference as a Word document, as its paper shows it."""
	if doctype not in word_papers.WRITERS:
		frappe.throw(_("{0} has no Word paper.").format(_(doctype)), title=_("Wrong Paper"))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("print")
	with print_language(volumes.LANGUAGE):
		content, title = word_papers.write(doc)
	frappe.local.response.filename = f"{title}.docx"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "binary"


@frappe.whitelist(methods=["GET", "POST"])
def blank_papers() -> list[dict]:
	"""The blank forms of mediation that the user may print, in the order of the file: [{value, label}]."""
	made_for = dict(
		frappe.get_all(
			"Print Format", {"name": ["in", BLANK_PAPERS], "disabled": 0}, ["name", "doc_type"], as_list=True
		)
	)
	return [
		{"value": paper, "label": _(paper)}
		for paper in BLANK_PAPERS
		if paper in made_for and frappe.has_permission(made_for[paper], "print")
	]


def _case(name: str, ptype: str):
	case = frappe.get_doc("Dispute Case", name)
	case.check_permission(ptype)
	return case

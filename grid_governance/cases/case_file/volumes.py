"""The bound file: cover, contents, every paper in order with its page number, closing page; sealed when filed.

Each filing makes one volume. After a logged reopening the sealed volume stays as it is; the next filing makes a
supplement (续卷) of what was added or changed since.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import escape_html, now, nowdate

from grid_governance import jobs, papers
from grid_governance.cases import stages, workers
from grid_governance.cases.case_file import binding, completeness, parts, seal, slots, uploads
from grid_governance.workflows.move import move

LANGUAGE = "zh"
# More than this is bound in the background: a print takes a quarter of a second, a scan less.
MOST_AT_ONCE = 24
LARGEST_AT_ONCE = 30 << 20
FRONT = ("Case File Cover", "Case File Contents")
SITUATION_PAPER, BACK = "Situation Of The File", "Case File Closing Page"
QUARTERLY_BACK = "Quarterly File Closing Page"


# ---------------------------------------------------------------- bind


def bind_for_review(case) -> str:
	"""Bind what is there now, before the case is filed; "bound", or "waiting" when it goes to the background."""
	file = uploads.open_file(case)
	refuse_unless_open(case)
	if is_large(case, file):
		jobs.enqueue_once(draft_in_background, file.name, file=file.name)
		return "waiting"
	_keep_draft(case, file)
	return "bound"


def draft_in_background(file: str) -> None:
	"""Job: bind for review; what went wrong stands on the Case File."""
	doc = frappe.get_doc("Case File", file)
	try:
		_keep_draft(frappe.get_doc("Dispute Case", doc.dispute_case), doc, progress=True)
	except frappe.ValidationError as problem:
		frappe.db.set_value("Case File", file, "binding_problem", str(problem)[:500])


def seal_volume(file: str) -> None:
	"""Job after filing: the newest volume gets its PDF. Done again by `seal_unfinished` until it has one."""
	doc = frappe.get_doc("Case File", file)
	row = next((row for row in doc.volumes if not row.file), None)
	if not row:
		return
	case = frappe.get_doc("Dispute Case", doc.dispute_case)
	try:
		content, lines, pages = bound(case, doc, row.volume, progress=True)
	except frappe.ValidationError as problem:
		frappe.db.set_value("Case File", file, "binding_problem", str(problem)[:500])
		return
	stored = keep(case, _file_name(doc, row.volume), content)
	frappe.db.set_value(
		"Case File Volume",
		row.name,
		{"file": stored.file_url, "pages": pages, "contents": frappe.as_json(lines, indent=None)},
	)
	frappe.db.set_value("Case File", file, "binding_problem", None)


def seal_unfinished() -> None:
	"""Hourly: volumes whose job was lost."""
	row, file = frappe.qb.DocType("Case File Volume"), frappe.qb.DocType("Case File")
	waiting = (
		frappe.qb.from_(row)
		.join(file)
		.on(file.name == row.parent)
		.select(file.name)
		.distinct()
		.where(row.file.isnull() | (row.file == ""))
		.where(file.binding_problem.isnull() | (file.binding_problem == ""))
	).run(pluck=True)
	for name in waiting:
		jobs.enqueue_once(seal_volume, name, file=name)


def is_large(case, file) -> bool:
	found = parts.of_case(case, file)
	names = [part.name for part in found if not part.paper]
	size = sum(frappe.get_all("File", {"name": ["in", names or [""]]}, pluck="file_size"))
	return len(found) > MOST_AT_ONCE or size > LARGEST_AT_ONCE


def bound(case, file, volume: int, progress: bool = False) -> tuple[bytes, list[dict], int]:
	"""(PDF, lines of the contents, number of pages) of this volume.

	A line: slot, title, day, from, to (None: kept beside the file), key. Raises frappe.ValidationError that names
	every file which cannot be bound.
	"""
	earlier = {line["key"] for row in file.volumes if row.volume < volume for line in contents_of(row)}
	with print_language(LANGUAGE):
		found = [part for part in parts.of_case(case, file) if part.key not in earlier]
		lines, sheets, broken, page = [], [], [], 0
		for done, part in enumerate(found):
			line = {
				"slot": part.slot,
				"title": part.title,
				"day": part.day,
				"key": part.key,
				"from": None,
				"to": None,
			}
			if part.bound:
				try:
					content = sheet_of(part)
				except (binding.Unbindable, OSError):
					broken.append(part.file_name)
					continue
				count = binding.pages_of(content)
				line |= {"from": page + 1, "to": page + count}
				page += count
				sheets.append(content)
			lines.append(line)
			if progress:
				_tell(file.name, (done + 1) * 90 / len(found))
		_refuse_broken(broken)
		file.flags.bound_lines, file.flags.bound_volume = lines, volume
		if file.situation_note or file.absences:
			sheets.append(papers.pdf(file, SITUATION_PAPER))
			count = binding.pages_of(sheets[-1])
			lines.append(
				{
					"slot": slots.SITUATION,
					"title": _(SITUATION_PAPER),
					"day": str(file.archived_on or nowdate()),
					"key": f"{SITUATION_PAPER}@{volume}",
					"from": page + 1,
					"to": page + count,
				}
			)
			page += count
		file.flags.bound_pages = page
		front = [papers.pdf(file, paper) for paper in FRONT]
		content = binding.numbered(front, sheets, [papers.pdf(file, BACK)], numbers)
	if progress:
		_tell(file.name, 100)
	return content, lines, page


def contents_of(row) -> list[dict]:
	return frappe.parse_json(row.contents) if row.contents else []


def sheet_of(part: parts.Part) -> bytes:
	if part.paper:
		return papers.pdf(frappe.get_doc(part.doctype, part.name), part.paper)
	content = uploads.content_of(frappe.get_doc("File", part.name))
	if (part.file_url or part.file_name).lower().endswith(".pdf"):
		return binding.pdf_pages(part.file_name, content)
	return binding.picture_pages(part.file_name, content)


def numbers(count: int) -> bytes:
	return papers.pdf_of(papers.sheet("page_numbers.html", "", {"count": count}))


def _refuse_broken(names: list[str]) -> None:
	if names:
		frappe.throw(
			_("These files cannot be bound: {0}. Put them up again, or take them out.").format(
				escape_html("、".join(names))
			),
			title=_("File Cannot Be Bound"),
		)


def _tell(file: str, percent: float) -> None:
	frappe.publish_progress(percent, title=_("Binding The File"), doctype="Case File", docname=file)


def _keep_draft(case, file, progress: bool = False) -> None:
	content, _lines, _pages = bound(case, file, len(file.volumes) + 1, progress)
	_drop_draft(case, file)
	stored = keep(
		case, _("Draft Of The File {0}.pdf", LANGUAGE).format(file.volume_number or case.name), content
	)
	frappe.db.set_value(
		"Case File", file.name, {"draft": stored.file_url, "draft_on": now(), "binding_problem": None}
	)


def _drop_draft(case, file) -> None:
	"""The preview was for review; it is no paper of the file."""
	hanging = {"attached_to_doctype": "Dispute Case", "attached_to_name": case.name}
	for name in frappe.get_all("File", {**hanging, "file_url": file.draft or "-"}, pluck="name"):
		own = {seal.OWN_STEP: True}
		frappe.delete_doc("File", name, ignore_permissions=True, force=True, flags=own)


def keep(record, file_name: str, content: bytes):
	"""Store a bound PDF as a private attachment of `record`, past the seal that it belongs to."""
	file = frappe.get_doc(
		doctype="File",
		file_name=file_name.replace("/", "-").replace(" ", ""),
		attached_to_doctype=record.doctype,
		attached_to_name=record.name,
		attached_to_field=parts.BOUND_KEY,
		is_private=1,
		content=content,
	)
	file.flags[seal.OWN_STEP] = True
	return file.insert(ignore_permissions=True)


def _file_name(file, volume: int) -> str:
	return _("File {0} Volume {1}.pdf", LANGUAGE).format(file.volume_number or file.name, volume)


# ---------------------------------------------------------------- filed and reopened


def on_filed(case) -> None:
	"""What follows from filing: the file gets its dates and its next volume, bound after this transaction."""
	file = _file_of(case.name)
	file.archivist = file.archivist or workers.own() or case.mediator
	file.archived_on = nowdate()
	_drop_draft(case, file)
	file.draft = file.draft_on = file.binding_problem = None
	for row in file.reopenings:
		row.filed_again_on = row.filed_again_on or now()
	_next_volume(file)


def follow_late_visit(doc, method: str | None = None) -> None:
	"""doc_event: a planned return visit was made after filing; the record follows as a supplement."""
	before = doc.get_doc_before_save()
	if not before or (before.visit_status, doc.visit_status) != ("Visit Due", "Visit Done"):
		return
	if frappe.db.get_value("Dispute Case", doc.dispute_case, "stage") != stages.FILED:
		return
	file = _file_of(doc.dispute_case)
	if all(row.file for row in file.volumes):
		_next_volume(file)


def _file_of(case: str):
	"""The case's file, a new one when nobody has opened it; saved by the caller (_save)."""
	file = completeness.file_of(case) or frappe.new_doc("Case File")
	file.dispute_case = case
	return file


def _next_volume(file) -> None:
	file.append(
		"volumes",
		{"volume": len(file.volumes) + 1, "sealed_on": now(), "sealed_by": frappe.session.user},
	)
	_save(file)
	jobs.enqueue_once(seal_volume, file.name, file=file.name)


def reopen(case, reason: str) -> None:
	"""Break the seal, logged: who, when and why stays visible. The case goes back to the stage it ended in.

	The caller may write the case. Raises frappe.ValidationError without a reason or when it is not filed.
	"""
	if case.stage != stages.FILED:
		frappe.throw(_("The case is not filed, so there is nothing to reopen."), title=_("Not Filed"))
	if not (reason or "").strip():
		frappe.throw(_("Give the reason for reopening the file."), title=_("Reason Missing"))
	file = _file_of(case.name)
	file.append(
		"reopenings",
		{"reason": reason.strip(), "reopened_on": now(), "reopened_by": frappe.session.user},
	)
	file.archived_on = None  # put together again; the list says so
	_save(file)
	move(case, case.ended_as or stages.CLOSED)


def refuse_unless_open(case) -> None:
	if case.stage == stages.FILED:
		seal.refuse_if_sealed(case.doctype, case.name)


def _save(file) -> None:
	file.flags[seal.OWN_STEP] = True
	file.save(ignore_permissions=True)

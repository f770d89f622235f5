"""Runs a Division Import in the background and keeps the outcome on it."""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe import _

from grid_governance import jobs
from grid_governance.registry import divisions

DOCTYPE = "Division Import"
STEP = 20_000  # lines between two reports of progress


def start(name: str) -> str:
	"""Queue the import `name`; returns its status. The caller has checked write access."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.status == "Import Running":
		frappe.throw(_("This import is running already."), title=_("Please Wait"))
	file_path(doc)
	divisions.parse_scope(doc.scope_codes)
	doc.db_set({"status": "Import Running", "started_at": frappe.utils.now(), "finished_at": None})
	jobs.enqueue_once(work, name, name=name)
	return doc.status


def file_path(doc) -> Path:
	"""Where the attached file lies, if this user may read it. Raises frappe.PermissionError."""
	for name in frappe.get_all("File", {"file_url": doc.source_file}, pluck="name"):
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return Path(file.get_full_path())
	frappe.throw(_("You may not read this file."), frappe.PermissionError)


def work(name: str) -> None:
	"""Import chunk by chunk, each committed; what is there is skipped, so a broken run is simply run again."""
	doc = frappe.get_doc(DOCTYPE, name)
	try:
		result = divisions.import_path(
			file_path(doc),
			divisions.parse_scope(doc.scope_codes),
			update_names=bool(doc.update_names),
			progress=lambda lines: _tell(doc, lines),
			commit=True,
		)
		doc.db_set({"status": "Import Done", **outcome(result)})
	except frappe.ValidationError as error:
		frappe.db.rollback()
		doc.db_set({"status": "Import Failed", "import_log": str(error)})
	except Exception:
		frappe.db.rollback()
		frappe.log_error(f"{DOCTYPE} {name}")
		doc.db_set(
			{"status": "Import Failed", "import_log": _("The error log has the details: {0}").format(name)}
		)
		raise
	finally:
		doc.db_set("finished_at", frappe.utils.now())
		frappe.db.commit()
		frappe.publish_realtime("division_import_done", {"name": name}, user=frappe.session.user)


def outcome(result: divisions.Result) -> dict[str, object]:
	"""The record's columns for a result."""
	lines = [
		_("{0}, line {1}: {2} {3}: {4}").format(file, line, code, unit_name, reason)
		for file, line, code, unit_name, reason in result.wrong
	]
	if result.wrong_count > len(lines):
		lines.append(_("and {0} more").format(result.wrong_count - len(lines)))
	return {
		"read_count": result.read,
		"created_count": result.created,
		"unchanged_count": result.unchanged,
		"merged_count": result.merged,
		"renamed_count": result.renamed,
		"named_otherwise_count": result.named_otherwise,
		"wrong_count": result.wrong_count,
		"import_log": "\n".join(lines),
	}


def _tell(doc, lines: int) -> None:
	if lines % STEP < divisions.CHUNK:
		frappe.publish_realtime(
			"division_import_progress", {"name": doc.name, "lines": lines}, user=frappe.session.user
		)

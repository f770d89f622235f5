"""Runs a Household Import: reads its file, judges, writes or only previews, and keeps the outcome on it.

`work` owns its transaction when it runs in the background (see `start`): everything of the file is in, or
nothing. Imports inside one township wait for each other, so that two of them cannot both create a household.
"""

from __future__ import annotations

import json
from pathlib import Path

import frappe
from frappe import _

from grid_governance import jobs, permissions
from grid_governance.registry.addresses import compose_address
from grid_governance.registry.importing import columns, files, plan, workbook, writing
from grid_governance.registry.importing.grouping import CHANGED, NEW, UNCHANGED, WRONG
from grid_governance.registry.problems import Problem, ProblemError

DOCTYPE = "Household Import"
INLINE_BYTES = 16_000  # about 30 rows
SHOWN = 200  # rows of the preview and lines of the log
KEPT_DAYS = 7
WAITING, RUNNING, PREVIEWED, DONE, REFUSED, FAILED = (
	"Import Waiting",
	"Import Running",
	"Import Previewed",
	"Import Done",
	"Import Refused",
	"Import Failed",
)


def check_right(unit: str) -> None:
	"""Raise frappe.PermissionError unless one's posts may create and change households in `unit`."""
	for doctype in ("Household", "Resident"):
		for ptype in ("create", "write"):
			if not permissions.may(doctype, ptype, unit):
				frappe.throw(
					_("Your posts do not let you register households in {0}.").format(plan.unit_label(unit)),
					frappe.PermissionError,
				)


def words() -> columns.Dictionary:
	"""Headers and options in Chinese, in the reader's language and in English."""
	return columns.dictionary(lambda text: _(text, lang="zh"), _)


def start(name: str, write: bool) -> str:
	"""Preview or run the import `name`: a small file at once, a large one in the background. Returns its status."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	check_right(doc.grid_unit)
	path = _file_of(doc).get_full_path()
	if doc.status == RUNNING:
		frappe.throw(_("This import is running already."), title=_("Please Wait"))
	if doc.status == DONE and write:
		frappe.throw(_("This import is done. Make a new one for another file."), title=_("Import Done"))
	if frappe.flags.in_test or _size(path) <= INLINE_BYTES:
		work(name, write)
	else:
		doc.db_set({"status": RUNNING, "started_at": frappe.utils.now(), "finished_at": None})
		jobs.enqueue_once(work_in_background, name, name=name, write=write)
	return frappe.db.get_value(DOCTYPE, name, "status")


def work_in_background(name: str, write: bool) -> None:
	"""`work` in a transaction of its own; a failure is kept on the record."""
	try:
		work(name, write)
		frappe.db.commit()
	except Exception:
		frappe.db.rollback()
		frappe.log_error(f"{DOCTYPE} {name}")
		text = _("The import broke off and nothing was written. The error log has the details: {0}").format(
			name
		)
		frappe.db.set_value(
			DOCTYPE, name, {"status": FAILED, "finished_at": frappe.utils.now(), "import_log": text}
		)
		frappe.db.commit()
		raise
	finally:
		frappe.publish_realtime(
			"household_import_done", {"name": name}, user=frappe.session.user, after_commit=False
		)


def work(name: str, write: bool) -> None:
	"""Judge the file of `name` and, with `write`, bring in what its mode allows. No commit."""
	doc = frappe.get_doc(DOCTYPE, name)
	check_right(doc.grid_unit)
	started = frappe.utils.now()
	frappe.db.get_value("Grid Unit", doc.grid_unit[:9], "name", for_update=True)
	_drop_result(doc)
	try:
		judged, log = judge(_file_of(doc).get_full_path(), doc.grid_unit)
	except ProblemError as error:
		refused = {"status": REFUSED, "preview": None, "import_log": error.problem.text(_)}
		doc.db_set({**refused, "started_at": started, "finished_at": frappe.utils.now()})
		return
	values = {
		**_counts(judged),
		"preview": json.dumps(_preview(judged), ensure_ascii=False),
		"import_log": "\n".join(log),
	}
	wrong = judged.households[WRONG]
	if wrong:
		values["result_file"] = _keep_result(doc, judged)
	if not write:
		values["status"] = PREVIEWED
	elif wrong and doc.import_mode == "All Or Nothing":
		values["status"] = REFUSED
	else:
		total = judged.households[NEW] + judged.households[CHANGED]
		writing.write(judged.houses, lambda done: _tell(doc, done, total))
		values["status"] = DONE
	doc.db_set({**values, "started_at": started, "finished_at": frappe.utils.now()})


def judge(path: str, unit: str) -> tuple[plan.Plan, list[str]]:
	"""The plan for the file at `path`, and lines for the log. Raises ProblemError when it is no list of households."""
	dictionary = words()
	reasons = (_(columns.REASON_HEADER), _(columns.REASON_HEADER, lang="zh"))
	table = files.read(path, dictionary, reasons)
	if table.merged:
		raise ProblemError(
			Problem(
				files.FILE,
				"The sheet has merged cells: {0}.",
				"Unmerge them and write the value in every row.",
				(", ".join(table.merged),),
			)
		)
	judged = plan.build(table.rows, unit, dictionary)
	if not judged.rows:
		raise ProblemError(Problem(files.FILE, "The file has no rows.", "Fill in one line per person."))
	log = [_("Columns not read: {0}").format("、".join(table.unknown))] if table.unknown else []
	for person in judged.wrong_people():
		for problem in person.problems:
			if len(log) < SHOWN:
				log.append(_("Row {0}, {1}: {2}").format(person.line, _column(problem), problem.text(_)))
	return judged, log


def _column(problem: Problem) -> str:
	column = columns.BY_FIELD.get(problem.field)
	return _(column.header) if column else ""


def _counts(judged: plan.Plan) -> dict[str, int]:
	return {
		"row_count": judged.rows,
		**{f"{state}_households": judged.households[state] for state in (NEW, CHANGED, UNCHANGED, WRONG)},
		**{f"{state}_residents": judged.residents[state] for state in (NEW, CHANGED, UNCHANGED)},
	}


def _preview(judged: plan.Plan) -> list[dict]:
	"""What would happen, row by row, wrong and changed ones first; never a document number."""
	order = (WRONG, CHANGED, NEW)
	rows = []
	for house in sorted((h for h in judged.houses if h.state in order), key=lambda h: order.index(h.state)):
		for person in house.people:
			if len(rows) == SHOWN:
				return rows
			rows.append(
				{
					"line": person.line,
					"address": compose_address(house.values),
					"name": person.values.get("resident_name"),
					"state": person.state if house.state != WRONG else WRONG,
					"fields": sorted({*house.changes, *person.changes}),
					"problems": [problem.text(_) for problem in person.problems],
				}
			)
	return rows


def _tell(doc, done: int, total: int) -> None:
	frappe.publish_realtime(
		"household_import_progress",
		{"name": doc.name, "done": done, "total": total},
		user=frappe.session.user,
		after_commit=False,
	)


# ---------------------------------------------------------------- files


def _file_of(doc):
	"""The attached File, if this user may read it (a typed address of somebody else's file is not enough)."""
	if not doc.import_file:
		frappe.throw(_("Please attach the filled-in template first."), title=_("File Missing"))
	for name in frappe.get_all("File", {"file_url": doc.import_file}, pluck="name"):
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	frappe.throw(_("You may not read this file."), frappe.PermissionError)


def _size(path: str) -> int:
	return Path(path).stat().st_size


def _keep_result(doc, judged: plan.Plan) -> str:
	content = workbook.wrong_rows(judged.wrong_people(), _)
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{_('Wrong Rows')}-{doc.name}.xlsx",
		attached_to_doctype=doc.doctype,
		attached_to_name=doc.name,
		attached_to_field="result_file",
		is_private=1,
		content=content,
	)
	file.insert(ignore_permissions=True)
	return file.file_url


def _drop_result(doc) -> None:
	attached = {
		"attached_to_doctype": DOCTYPE,
		"attached_to_name": doc.name,
		"attached_to_field": "result_file",
	}
	for name in frappe.get_all("File", attached, pluck="name"):
		frappe.delete_doc("File", name, ignore_permissions=True)
	doc.result_file = None
	frappe.db.set_value(DOCTYPE, doc.name, "result_file", None)


def forget_old_files() -> None:
	"""Daily: lists with identity numbers do not stay. Files and previews of imports older than KEPT_DAYS go."""
	before = frappe.utils.add_days(frappe.utils.now_datetime(), -KEPT_DAYS)
	for name in frappe.get_all(DOCTYPE, {"creation": ["<", before], "status": ["!=", RUNNING]}, pluck="name"):
		attached = {"attached_to_doctype": DOCTYPE, "attached_to_name": name}
		for file in frappe.get_all("File", attached, pluck="name"):
			frappe.delete_doc("File", file, ignore_permissions=True)
		frappe.db.set_value(
			DOCTYPE, name, {"import_file": None, "result_file": None, "preview": None}, update_modified=False
		)

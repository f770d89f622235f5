"""What lies in which slot: the records of a case as prints (or the scan of the signed paper), and the files put up.

Nothing is kept twice: the slots are computed from the records that hang on the case and from its files. A file
that somebody has put into a slot carries the slot's key in `attached_to_field`; one without is evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import frappe
from frappe import _

from grid_governance.cases import stages
from grid_governance.cases.case_file import attachments, slots

SLOT_KEY = "slot_"
# What the fields of a party hold.
SLOT_OF_FIELD = {"authority_paper": slots.AUTHORITY, "election_minutes": slots.AUTHORITY}
# Files that the code itself puts on the case: bound volumes and their drafts.
BOUND_KEY = "bound_volume"
OF_A_FILE = ["name", "file_name", "file_url", "attached_to_field", "creation"]


@dataclass(frozen=True)
class Source:
	"""Records of one DocType in one slot. paper: its Print Format, or a field whose value chooses it (PAPER_BY)."""

	slot: str
	doctype: str
	paper: str | None
	day: str
	filters: tuple = ()
	scan: str | None = None  # the signed paper takes the place of the print


SOURCES = (
	Source(
		slots.INVESTIGATION, "Investigation Record", "Investigation Record", "asked_on", (), "signed_scan"
	),
	Source(
		slots.MEDIATION,
		"Mediation Session",
		"Mediation Record",
		"starts_on",
		(("session_status", "=", "Held"),),
		"signed_scan",
	),
	Source(
		slots.AGREEMENT,
		"Mediation Agreement",
		"agreement_form",
		"reached_on",
		(("status", "!=", "Being Drawn Up"),),
		"signed_scan",
	),
	Source(
		slots.PERFORMANCE,
		"Term Performance",
		"Performance Receipt",
		"performed_on",
		(("withdrawn", "=", 0),),
	),
	Source(slots.VISITS, "Return Visit", "Return Visit Record", "visited_on", (("visited_on", "is", "set"),)),
	Source(
		slots.CONFIRMATION,
		"Judicial Confirmation",
		"Judicial Confirmation Application",
		"applied_on",
	),
)
PAPER_BY = {
	("agreement_form", "Written"): "Written Mediation Agreement",
	("agreement_form", "Oral"): "Oral Agreement Form",
}
# Notices that ended a case without a result, by its last stage.
NOTICES = {
	stages.NOT_TAKEN_ON: "Not Taken On Notice",
	stages.TERMINATED: "Termination Notice",
	stages.DIVERTED: "Diversion Letter",
	stages.WITHDRAWN: "Withdrawal Confirmation",
}


@dataclass(frozen=True)
class Part:
	"""One paper of the file. `key` stays the same until the paper changes; `bound` False: named, not bound."""

	slot: str
	title: str
	day: str
	key: str
	doctype: str
	name: str
	paper: str | None = None  # a print of this record; None: the file itself
	file_name: str = ""
	file_url: str = ""
	bound: bool = True

	@property
	def handle(self) -> str:
		"""What people move about: the file's name, or record and paper."""
		return f"{self.doctype}/{self.name}/{self.paper}" if self.paper else self.name


def of_case(case, file=None) -> list[Part]:
	"""All papers of `case` (Dispute Case) in the order of the file. `file`: its Case File, where there is one."""
	records = [part for source in SOURCES for part in _of_source(case, source)]
	found = [
		_registration(case),
		*_rights(case),
		*records,
		*_notice(case),
		*_files_of("Dispute Case", case.name, None),
		*(_files_of("Case File", file.name, None) if file else ()),  # put up on that form's side bar
	]
	wanted = (frappe.parse_json(file.paper_order) or []) if file and file.paper_order else []
	result = []
	for slot in slots.SLOTS:
		papers = {part.handle: part for part in found if part.slot == slot}
		result += [papers[name] for name in slots.in_order(list(papers), wanted)]
	return result


def ended_as(case) -> str | None:
	"""The stage in which the case came to its end; for a filed one the stage before it was filed."""
	if case.stage == stages.FILED:
		return case.ended_as
	return case.stage if case.stage in stages.ENDED else None


def _registration(case) -> Part:
	spot = ended_as(case) == stages.ON_THE_SPOT
	paper = "Settled On The Spot Form" if spot else "Mediation Registration Form"
	return _print(slots.APPLICATION, case, paper, case.registered_on, keyed=False)


def _rights(case) -> list[Part]:
	day = case.rights_told_on
	if not day:
		told = {"dispute_case": case.name, "rights_told": 1, "session_status": "Held"}
		day = frappe.db.get_value("Mediation Session", told, "starts_on", order_by="starts_on asc")
	return [_print(slots.RIGHTS, case, "Notice Of Rights And Duties", day, keyed=False)] if day else []


def _notice(case) -> list[Part]:
	paper = NOTICES.get(ended_as(case) or "")
	if not paper or not frappe.db.exists("Print Format", paper):
		return []
	return [_print(slots.AGREEMENT, case, paper, case.end_notice_on or case.closed_on or "", keyed=False)]


def _of_source(case, source: Source) -> list[Part]:
	by_field = source.paper in {field for field, _option in PAPER_BY}
	columns = {"name", "modified", source.day, source.scan or "name", source.paper if by_field else "name"}
	rows = frappe.get_all(
		source.doctype,
		filters=[["dispute_case", "=", case.name], *map(list, source.filters)],
		fields=sorted(columns),
		order_by=f"{source.day} asc, creation asc",
	)
	result = []
	for row in rows:
		row.doctype, scan = source.doctype, row.get(source.scan) if source.scan else None
		paper = PAPER_BY[source.paper, row[source.paper]] if by_field else source.paper
		if not scan and frappe.db.exists("Print Format", paper):
			result.append(_print(source.slot, row, paper, row[source.day] or ""))
		files = _files_of(source.doctype, row.name, source.slot)
		if scan and not any(part.file_url == scan for part in files):
			files = [*_by_address(scan, source.slot), *files]
		result += [
			replace(part, title=_(paper)) if scan and part.file_url == scan else part for part in files
		]
	return result


def _print(slot: str, row, paper: str, day, keyed: bool = True) -> Part:
	version = f"@{row.modified}" if keyed else ""
	return Part(
		slot=slot,
		title=_(paper),
		day=str(day)[:10],
		key=f"{row.doctype}/{row.name}/{paper}{version}",
		doctype=row.doctype,
		name=row.name,
		paper=paper,
	)


def _files_of(doctype: str, name: str, slot: str | None) -> list[Part]:
	rows = frappe.get_all(
		"File",
		filters={"attached_to_doctype": doctype, "attached_to_name": name, "is_folder": 0},
		fields=OF_A_FILE,
		order_by="creation asc",
	)
	# the platform writes a second row for what an Attach field names
	own = {row.file_url: row for row in reversed(rows) if row.attached_to_field != BOUND_KEY}
	return [_file(row, slot or slot_of(row)) for row in reversed(own.values())]


def slot_of(row) -> str:
	"""The slot into which a file of the case was put; evidence, unless somebody said otherwise."""
	key = row.attached_to_field or ""
	if key in SLOT_OF_FIELD:
		return SLOT_OF_FIELD[key]
	number = key[len(SLOT_KEY) :] if key.startswith(SLOT_KEY) else ""
	if number.isdigit() and 1 <= int(number) <= len(slots.SLOTS):
		return slots.SLOTS[int(number) - 1]
	return slots.EVIDENCE


def key_of(slot: str) -> str:
	"""What `attached_to_field` of a file in this slot says; raises ValueError for an unknown slot."""
	return f"{SLOT_KEY}{slots.SLOTS.index(slot) + 1}"


def _by_address(url: str, slot: str) -> list[Part]:
	return [_file(row, slot) for row in frappe.get_all("File", {"file_url": url}, OF_A_FILE, limit=1)]


def _file(row, slot: str) -> Part:
	return Part(
		slot=slot,
		title=(row.file_name or "").rpartition(".")[0] or row.file_name or row.name,
		day=str(row.creation)[:10],
		key=f"File/{row.name}",
		doctype="File",
		name=row.name,
		file_name=row.file_name or "",
		file_url=row.file_url or "",
		bound=attachments.is_bound(row.file_url or row.file_name),
	)

"""Public notices over HTTP: publish, post, close, stop; what the board shows; objections on paper and by phone.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417) with messages in the user's language;
nothing is changed then. Days are ISO texts.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.plain import as_plain
from grid_governance.points.notice import notice_paper, notice_rows, notice_views, notices, objections
from grid_governance.portal import people
from grid_governance.portal import photos as portal_photos
from grid_governance.registry import codes

PHOTOS_AT_ONCE = 9


@frappe.whitelist(methods=["POST"])
def gather(notice: str) -> dict:
	"""Gather the rows of a draft anew; returns {rows}."""
	doc = _mine(notice)
	if doc.stage != notices.DRAFT or doc.kind != notices.POINTS:
		frappe.throw(_("Rows are gathered while a points notice is a draft."), notices.NoticeError)
	rows = notice_rows.gather(doc)
	notices.refresh_counts(notice)
	return {"rows": rows}


@frappe.whitelist(methods=["POST"])
def publish(notice: str) -> dict:
	"""Publish a draft: its rows and their sources go On Notice; returns {stage, rows, last_day, warning}.

	last_day counts from the planned day; the photo of the posted sheet settles it.
	"""
	_mine(notice)
	notices.publish(notice)
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	warning = notice_paper.calendar_warning(doc)
	return {"stage": doc.stage, "rows": doc.row_count, "last_day": str(doc.last_day), "warning": warning}


@frappe.whitelist(methods=["POST"])
def upload_posted_photo(notice: str, photos: list | str) -> dict:
	"""The posted sheet was photographed: the days begin today; returns {starts_on, last_day, warning}.

	photos: file URLs of pictures that hang on the notice, at most 9. A later photo moves nothing.
	"""
	_mine(notice)
	files = frappe.parse_json(photos) if isinstance(photos, str) else photos
	hanging = set(
		frappe.get_all(
			"File", {"attached_to_doctype": notices.DOCTYPE, "attached_to_name": notice}, pluck="file_url"
		)
	)
	if len(files) > PHOTOS_AT_ONCE or not set(files) <= hanging:
		frappe.throw(
			_("Please add up to {0} photos to this notice.").format(PHOTOS_AT_ONCE), notices.NoticeError
		)
	notices.start_days(notice, files)
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	return {
		"starts_on": str(doc.starts_on),
		"last_day": str(doc.last_day),
		"warning": notice_paper.calendar_warning(doc),
	}


@frappe.whitelist(methods=["POST"])
def close(notice: str) -> dict:
	"""Close a notice whose last day has passed and credit its rows; returns {stage, outcome}.

	More than 30 rows go on in the background. A second call changes nothing.
	"""
	_mine(notice)
	notices.close(notice)
	return frappe.db.get_value(notices.DOCTYPE, notice, ["stage", "outcome"], as_dict=True)


@frappe.whitelist(methods=["POST"])
def stop(notice: str, reason: str) -> dict:
	"""Stop a notice; its rows wait for another one. Returns {stage}."""
	_mine(notice)
	notices.stop(notice, reason)
	return {"stage": notices.STOPPED}


@frappe.whitelist()
def texts(notice: str) -> dict:
	"""{wechat, loudspeaker}: the notice in sentences, without anybody's name."""
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	doc.check_permission("read")
	return {"wechat": notice_paper.for_wechat(doc), "loudspeaker": notice_paper.for_loudspeaker(doc)}


@frappe.whitelist()
def board(notice: str, start: int = 0, page_length: int = 50, find: str | None = None) -> list[dict]:
	"""Rows as they hang on the board, for who reads the notice and for villagers who have signed in.

	find: part of a published name. Each row: row, position, name (null: not published), group, item, points,
	status, reason; at most 500 at once.
	"""
	_readable(notice)
	return notice_views.board(notice, cint(start), cint(page_length) or notice_views.PAGE, find)


@frappe.whitelist()
def notices_of_villager(resident: str | None = None) -> list[dict]:
	"""Notices where a person of the portal login lives, newest first (default: the login's first person)."""
	return notice_views.of_villager(people.require(resident).grid_unit)


@frappe.whitelist(methods=["POST"])
def object_on_paper(
	notice: str,
	objector_name: str,
	facts: str,
	rows: list | str | None = None,
	phone: str | None = None,
	objector: str | None = None,
	for_another: bool = False,
	agent_name: str | None = None,
	agent_authority: str | None = None,
	photos: list | str | None = None,
) -> dict:
	"""Enter an objection that came on paper; returns {taken, raised_on}. The clerk who enters it does not see it again.

	rows: names of Notice Rows, none for the notice as a whole. for_another with agent_name and
	agent_authority: somebody objects for the objector. photos: data URLs of the paper, at most nine.
	"""
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	if not doc.has_permission("write"):
		frappe.has_permission(objections.DOCTYPE, "create", throw=True)
		doc.check_permission("read")
	made = _raise(
		notice,
		rows,
		photos,
		objector_name=objector_name,
		objector=objector,
		facts=facts,
		phone=phone,
		for_another=int(frappe.utils.sbool(for_another)),
		agent_name=agent_name,
		agent_authority=agent_authority,
	)
	return {"taken": True, "raised_on": str(made.raised_on)}


@frappe.whitelist(methods=["POST"])
def object_by_phone(
	notice: str,
	facts: str,
	rows: list | str | None = None,
	resident: str | None = None,
	for_whom: str | None = None,
	authority: str | None = None,
	photos: list | str | None = None,
) -> dict:
	"""A villager objects in the portal; returns {objection, stage}. Sent twice, the first one answers.

	resident: who of the login's persons objects (default the first). for_whom: name of the person for whom
	an agent objects, with the authority to do so; a resident whom the login serves by a paper proxy is
	such a person too. photos: data URLs, at most nine. Raises objections.AgentMissing when somebody objects
	for another without saying so.
	"""
	persons = people.mine()
	person, own = people.among(persons, resident), persons[0]
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	if not codes.contains(doc.grid_unit, person.grid_unit):
		frappe.throw(_("This notice concerns another village."), frappe.PermissionError)
	agent = person.by == "proxy" or bool((for_whom or "").strip())
	if agent and not (authority or "").strip():
		frappe.throw(
			_("You object for {0}. Please say that you act as agent, and by what authority.").format(
				(for_whom or "").strip() or person.resident_name
			),
			objections.AgentMissing,
			title=_("Agent Missing"),
		)
	if authority and not agent:
		frappe.throw(_("Please name the person for whom you object."), objections.AgentMissing)
	objector_name, facts = (for_whom or "").strip() or person.resident_name, as_plain(facts)
	notices.locked(notice)
	sent = {"notice": notice, "owner": frappe.session.user, "facts": facts, "for_another": int(agent)}
	sent |= {"objector_name": objector_name} if for_whom else {"objector": person.name}
	before = frappe.db.get_value(
		objections.DOCTYPE,
		{**sent, "stage": objections.RAISED},
		["name", "stage"],
		as_dict=True,
		for_update=True,
	)
	if before:
		return {"objection": before.name, "stage": before.stage}
	made = _raise(
		notice,
		rows,
		photos,
		by_portal=True,
		objector_name=objector_name,
		objector=None if for_whom else person.name,
		facts=facts,
		phone=frappe.db.get_value("Resident", own.name, "phone"),
		for_another=int(agent),
		agent_name=own.resident_name if person.by == "proxy" else (person.resident_name if agent else None),
		agent_authority=authority,
	)
	return {"objection": made.name, "stage": made.stage}


@frappe.whitelist()
def my_objections() -> list[dict]:
	"""Objections that the portal login's persons raised, newest first: name, title, facts, stage, raised_on, answer."""
	names = [person.name for person in people.mine()]
	objection, notice = frappe.qb.DocType(objections.DOCTYPE), frappe.qb.DocType(notices.DOCTYPE)
	query = frappe.qb.from_(objection).join(notice).on(notice.name == objection.notice)
	query = query.select(
		objection.name, notice.title, objection.facts, objection.stage, objection.raised_on, objection.answer
	)
	mine = objection.objector.isin(names) | (
		(objection.owner == frappe.session.user) & (objection.way == "By Portal")
	)
	return query.where(mine).orderby(objection.raised_on, order=frappe.qb.desc).limit(50).run(as_dict=True)


def _raise(
	notice: str, rows: list | str | None, photos: list | str | None, by_portal: bool = False, **said
) -> object:
	names, pictures = _list(rows), _list(photos)
	images = portal_photos.read(pictures)
	doc = frappe.get_doc(
		{
			"doctype": objections.DOCTYPE,
			"notice": notice,
			"rows": [{"notice_row": name} for name in names],
			**said,
			"facts": as_plain(said["facts"]),
		}
	)
	doc.flags.by_portal = by_portal
	doc.insert(ignore_permissions=True)
	for address in portal_photos.attach(images, doc):
		doc.append("attachments", {"file": address}).db_insert()
	return doc


def _list(given: list | str | None) -> list:
	"""A form sends one value bare and several as JSON."""
	if isinstance(given, str):
		return frappe.parse_json(given) if given.startswith("[") else [given][: bool(given)]
	return given or []


def _mine(notice: str):
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	doc.check_permission("write")
	return doc


def _readable(notice: str):
	doc = frappe.get_doc(notices.DOCTYPE, notice)
	if doc.has_permission("read"):
		return doc
	if doc.stage not in notice_views.SHOWN or not any(
		codes.contains(doc.grid_unit, person.grid_unit) for person in people.mine()
	):
		raise frappe.PermissionError
	return doc

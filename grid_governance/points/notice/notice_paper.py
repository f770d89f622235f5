"""A notice on paper and in sentences: the sheet for the board, the text for WeChat, the text to be read out."""

from __future__ import annotations

import frappe
import segno
from frappe import _
from frappe.utils import get_url, getdate, nowdate

from grid_governance import work_calendar
from grid_governance.papers import paper_date
from grid_governance.points.ledger import anchors
from grid_governance.points.ledger.faces import group_in_words
from grid_governance.points.notice import notice_rows, notice_rules, notices


def notice_paper(doc) -> frappe._dict:
	"""What the sheet on the board shows: lines, totals, days, the proof of the ledger, the address with its QR."""
	rows = [] if doc.is_new() or doc.kind != notices.POINTS else _lines(doc.name)
	address = public_address(doc)
	return frappe._dict(
		lines=rows,
		total=sum(row.line.points for row in rows),
		people=len({row.subject for row in rows}),
		first=doc.starts_on or doc.planned_start,
		last=doc.last_day,
		unit=frappe.db.get_value("Grid Unit", doc.grid_unit, "unit_name") if doc.grid_unit else None,
		proof=anchors.latest_published_text(),
		address=address,
		code=segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=0)
		if address
		else "",
	)


def _lines(notice: str) -> list[frappe._dict]:
	row = frappe.qb.DocType(notice_rows.DOCTYPE)
	columns = (row.subject, row.subject_name, row.villagers_group, row.item_name, row.points, row.sensitive)
	query = frappe.qb.from_(row).select(*columns).where(row.notice == notice).orderby(row.position)
	return [
		frappe._dict(
			subject=subject,
			line=notice_rules.on_board(name or "", group, item or "", points, bool(sensitive)),
		)
		for subject, name, group, item, points, sensitive in query.run()
	]


def objection_paper(doc) -> frappe._dict:
	"""What the papers of an objection name of the notice; rows without a published name stay without it."""
	notice = frappe.get_doc(notices.DOCTYPE, doc.notice) if doc.notice else None
	names = [row.notice_row for row in doc.rows or []]
	sensitive = frappe.get_all(
		notice_rows.DOCTYPE, {"name": ["in", names or [""]], "sensitive": 1}, pluck="name"
	)
	return frappe._dict(
		title=notice and notice.title,
		body=notice and notice.object_to,
		lines=[
			{
				"name": _("(not published)") if row.notice_row in sensitive else row.subject_name,
				"item": row.item_name,
				"points": row.points,
				"decision": row.decision,
				"new_points": row.new_points,
			}
			for row in doc.rows or []
		],
	)


def public_address(doc) -> str:
	"""Where the open net finds the notice; empty before it is published."""
	return get_url(f"/notice/{doc.public_code}") if doc.public_code else ""


def calendar_warning(notice) -> str | None:
	"""What to tell when the days run into a year whose holidays are not known here."""
	start = getdate(notice.starts_on or notice.planned_start or nowdate())
	years = work_calendar.current().years_without_table(start, getdate(notice.last_day or start))
	if not years:
		return None
	return _(
		"The holidays of {0} are not known yet: only weekends were heeded. Please check the last day."
	).format("、".join(str(year) for year in years))


def for_wechat(doc) -> str:
	"""A message for the village's group: what, how many, until when, where to object, the address. No names."""
	days = _("From {0} to {1}").format(paper_date(doc.starts_on or nowdate()), paper_date(doc.last_day))
	lines = [_("[Public Notice] {0}").format(doc.title)]
	if doc.kind == notices.POINTS:
		lines.append(
			_("{0} rows with {1} points in all are on public notice.").format(doc.row_count, doc.total_points)
		)
		groups = _groups(doc.name)
		if len(groups) > 1:
			lines.append(
				"；".join(_("{0}: {1} rows").format(group_in_words(name), count) for name, count in groups)
			)
	lines.append(_("Days of notice: {0}.").format(days))
	lines.append(_("The list hangs at {0}.").format(doc.posted_at or _("the village's notice board")))
	lines.append(_object_here(doc))
	lines.append(_("Also to be seen here: {0}").format(public_address(doc)))
	return "\n".join(lines)


def for_loudspeaker(doc) -> str:
	"""To be read out twice: short sentences, nothing that only the eye understands."""
	last = getdate(doc.last_day or nowdate())
	sentences = [_("Attention please, villagers. Attention please, villagers.")]
	if doc.kind == notices.POINTS:
		assessed = _(
			"The points of this period have been assessed, {0} rows with {1} points in all,"
			" and are now on public notice."
		)
		sentences.append(assessed.format(doc.row_count, doc.total_points))
	else:
		sentences.append(_("{0} is now on public notice.").format(doc.title))
	sentences.append(_("The list hangs at {0}.").format(doc.posted_at or _("the village's notice board")))
	sentences.append(_("The notice runs until month {0} day {1}.").format(last.month, last.day))
	sentences.append(_object_here(doc))
	sentences.append(_("Whoever objects is kept secret. Please tell each other."))
	return "".join(sentences) if frappe.local.lang.startswith("zh") else " ".join(sentences)


def _object_here(doc) -> str:
	where = "，".join(
		part
		for part in (doc.object_place, doc.object_phone and _("phone {0}").format(doc.object_phone))
		if part
	)
	body = doc.object_to or _("Supervisory Committee")
	if where:
		return _("Objections are taken by {0} ({1}) until the last day of the notice.").format(body, where)
	return _("Objections are taken by {0} until the last day of the notice.").format(body)


def _groups(notice: str) -> list[tuple[str, int]]:
	row = frappe.qb.DocType(notice_rows.DOCTYPE)
	query = (
		frappe.qb.from_(row).select(row.villagers_group).where((row.notice == notice) & (row.sensitive == 0))
	)
	return notice_rules.by_group(query.run(pluck=True))

"""The minutes of a joint conference as a Word document: what word_papers.py's page is filled with."""

from __future__ import annotations

from docx.enum.table import WD_TABLE_ALIGNMENT
from frappe import _

from grid_governance.papers import paper_date

HEADINGS = ("Attendee", "Unit Or Department", "Office Held", "Signature")


def write(page, doc) -> None:
	"""Who came, what was discussed, what was concluded and who carries it out; as on the print."""
	for label, value in (
		("Subject Of The Conference", doc.conference_title),
		("Held At", paper_date(doc.held_at, True)),
		("Venue", doc.venue),
		("Chaired By", doc.chaired_by),
		("Minutes Taken By", doc.recorder),
	):
		page.pair(label, value)
	page.heading(_("Who Was There"))
	_attendees(page)
	page.heading(_("Matters Discussed"))
	for number, row in enumerate(page.paper.matters, 1):
		page.text(f"{number}．{row.title or ''}：{row.discussion or ''}")
	page.heading(_("Conclusions"))
	for number, row in enumerate(page.paper.conclusions, 1):
		page.text(f"{number}．{row.conclusion}{_carried_out(row)}")
	page.signatures(
		[(f"{_(who)}：", None) for who in ("Chaired By (Signature)", "Minutes Taken By (Signature)")]
	)
	page.seal(doc.concluded_on)


def _attendees(page) -> None:
	table = page.word.add_table(rows=1, cols=len(HEADINGS))
	table.style = "Table Grid"
	table.alignment = WD_TABLE_ALIGNMENT.CENTER
	page.fill(table.rows[0], [_(heading) for heading in HEADINGS])
	for row in page.paper.attendees:
		page.fill(table.add_row(), [row.attendee_name, row.unit_name, row.office_held, ""])


def _carried_out(row) -> str:
	"""'（由甲社区办理，2026年12月1日前）' as on the print."""
	if not row.receiver:
		return ""
	said = [_("carried out by {0}").format(row.receiver)]
	if row.due:
		said.append(_("by {0}").format(paper_date(row.due)))
	return f"（{'，'.join(said)}）"

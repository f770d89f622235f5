"""Agreement, mediation record and conference minutes as Word documents, from the same data as the prints.

For offices that finish the wording by hand: A4, 28 mm binding margin, 仿宋, signature lines and room for the seal.
Every value goes in as text; what Word's XML does not know (control characters) is left out.
"""

from __future__ import annotations

import io
import re

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from frappe import _

from grid_governance.cases.intake import persons
from grid_governance.cases.paper_data import case_paper, paper_term
from grid_governance.cases.supervision import word_minutes
from grid_governance.cases.supervision.paper import conference_paper
from grid_governance.papers import paper_amount, paper_date

BODY, TITLE, HEADING = "仿宋", "方正小标宋简体", "黑体"
SIDES = (persons.PARTY_A, persons.PARTY_B)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOM = "________________"


def write(doc) -> tuple[bytes, str]:
	"""(the .docx, its title for the file name) of a record in WRITERS, in the language of the moment."""
	name, facts, fill = WRITERS[doc.doctype]
	title = _(name)
	page = _Page(title, facts(doc))
	fill(page, doc)
	return page.content(), f"{title}-{doc.get_title() or doc.name}".replace("/", "-").replace(" ", "")


class _Page:
	"""A Word document with the look of our papers."""

	def __init__(self, title: str, paper):
		self.paper = paper
		self.word = Document()
		section = self.word.sections[0]
		section.page_width, section.page_height = Mm(210), Mm(297)
		section.left_margin, section.right_margin = Mm(28), Mm(22)
		section.top_margin = section.bottom_margin = Mm(24)
		style = self.word.styles["Normal"]
		style.font.size = Pt(14)
		_font(style, BODY)
		self._page_counter(section.footer.paragraphs[0])
		self.line(title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
		if "number" in paper:
			number = f"{_('Paper Number')}：{paper.number or _ROOM}"
			self.line(number, align=WD_ALIGN_PARAGRAPH.RIGHT)

	def line(self, text, font=BODY, size=14, align=None, bold=False, indent=False) -> None:
		paragraph = self.word.add_paragraph()
		paragraph.alignment = align
		paragraph.paragraph_format.space_after = Pt(3)
		paragraph.paragraph_format.line_spacing = 1.4
		if indent:
			paragraph.paragraph_format.first_line_indent = Pt(28)
		run = paragraph.add_run(_plain(text))
		run.font.size, run.bold = Pt(size), bold
		_font(run, font)

	def pair(self, label: str, value) -> None:
		self.line(_pair(label, value))

	@staticmethod
	def fill(row, values) -> None:
		for cell, value in zip(row.cells, values, strict=True):
			cell.text = _plain(value or "")

	def heading(self, text: str) -> None:
		self.line(text, HEADING, 14, bold=True)

	def text(self, value: str | None, room: int = 2) -> None:
		"""Paragraphs of a long text; lines to write on where there is none."""
		lines = [line.strip() for line in str(value or "").split("\n") if line.strip()]
		for line in lines or [_ROOM * 3] * room:
			self.line(line, indent=True)

	def parties(self) -> None:
		for side, rows in zip(SIDES, self.paper.sides, strict=True):
			for party in rows:
				self.line(person(party, _(side)), indent=True)

	def signatures(self, lines: list[tuple[str, object]]) -> None:
		table = self.word.add_table(rows=0, cols=3)
		table.alignment = WD_TABLE_ALIGNMENT.CENTER
		for who, day in lines:
			cells = table.add_row().cells
			for cell, text, width in zip(
				cells, (who, _ROOM, paper_date(day)), (Mm(70), Mm(45), Mm(45)), strict=True
			):
				cell.width = width
				cell.text = _plain(text)
			table.rows[-1].height = Mm(14)

	def seal(self, day) -> None:
		"""Room of 45 × 45 mm above the committee's name and the day."""
		table = self.word.add_table(rows=2, cols=1)
		table.alignment = WD_TABLE_ALIGNMENT.RIGHT
		table.rows[0].height = Mm(45)
		for row, text in zip(
			table.rows, (_("(Seal)"), f"{self.paper.body or _ROOM}\n{paper_date(day)}"), strict=True
		):
			cell = row.cells[0]
			cell.width = Mm(80)
			cell.text = _plain(text)
			for paragraph in cell.paragraphs:
				paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

	@staticmethod
	def _page_counter(paragraph) -> None:
		paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
		run = paragraph.add_run()
		for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
			element = OxmlElement("w:fldChar" if kind else "w:instrText")
			if kind:
				element.set(qn("w:fldCharType"), kind)
			else:
				element.text = text
			run._r.append(element)

	def content(self) -> bytes:
		result = io.BytesIO()
		self.word.save(result)
		return result.getvalue()


def person(party, side: str) -> str:
	"""One party in one sentence, as on the print (templates/papers/parties.html)."""
	who = f"{_('Agent Of')}{party.acts_for or ''}" if party.kind == persons.AGENT else side
	facts = [party.name or _ROOM]
	if party.kind == "Organisation":
		if party.credit_code:
			facts.append(_pair("Credit Code", party.credit_code))
		facts.append(_pair("Legal Representative", party.representative))
	elif party.kind == "Group":
		facts += [
			_pair("Number Of People", party.headcount),
			_pair("Representative Chosen", party.representative),
		]
	else:
		columns = (("Sex", "sex"), ("Ethnic Group", "nation"), ("Age", "age"), ("Occupation", "occupation"))
		facts += [_pair(label, party[field]) for label, field in columns]
		if party.kind == persons.AGENT:
			facts.append(_pair("Scope Of Authority", party.authority))
	facts += [_pair("Contact Number", party.contact), _pair("Unit Or Address", party.address)]
	if party.id_masked:
		facts.append(_pair("ID Number", party.id_masked))
	if party.guardian:
		more = "，".join(filter(None, (party.guardian_relation, party.guardian_contact)))
		facts.append(_pair("Guardian", f"{party.guardian}（{more}）" if more else party.guardian))
	return f"{who}：{'，'.join(facts)}。"


def _agreement(page: _Page, doc) -> None:
	page.parties()
	page.heading(_("Main Facts And Matters In Dispute"))
	page.text(doc.facts, 4)
	page.heading(_("Responsibility Of Each Party"))
	page.text(doc.responsibility)
	page.heading(_("What The Parties Agree After Mediation"))
	for number, term in enumerate(doc.terms, 1):
		page.line(f"{number}．{_term(term)}", indent=True)
	if page.paper.replaced:
		page.line(page.paper.replaced, indent=True)
	if doc.beyond_reason:
		page.line(_pair("Reason For Going Beyond The Amount In Dispute", doc.beyond_reason), indent=True)
	if doc.other_terms:
		page.heading(_("Other Agreements"))
		page.text(doc.other_terms)
	page.line(
		_(
			"The agreement takes effect on the day on which every party has signed, sealed or fingerprinted "
			"it, a mediator has signed it and the seal of the mediation committee is put on. It binds the "
			"parties, who shall perform it as agreed."
		),
		indent=True,
	)
	page.line(
		_(
			"Within 30 days from the effective date the parties may jointly ask the people's court for "
			"judicial confirmation. A dispute over performance or content may be brought before the people's"
			" court."
		),
		indent=True,
	)
	copies = _("There are {0} originals: one for each party and one for the mediation committee.")
	page.line(copies.format(page.paper.copies), indent=True)
	lines = [(_signer(row), row.signed_on) for row in doc.signatures]
	lines += [
		(_("Chair Of The Mediation (Signature)") + "：", None),
		(_("Recorder (Signature)") + "：", None),
	]
	page.signatures(lines)
	page.seal(doc.sealed_on)


def _signer(row) -> str:
	if row.signs_as == "Mediator":
		return _("Mediator (Signature)") + "："
	who = (row.signer or "").replace("(", "（").replace(")", "）")
	return f"{_(row.signs_as)}{who}{_('(signature, seal or fingerprint)')}："


def _term(term) -> str:
	text = paper_term(term) + "。"
	if term.amount:
		text += _pair("Amount", paper_amount(term.amount)) + "，"
	text += _pair("Way Of Performance", _(term.method) if term.method else None) + "，"
	if term.place:
		text += _pair("Place Of Performance", term.place) + "，"
	limit = _("By {0}").format(paper_date(term.due_date))
	return text + _pair("Time Limit Of Performance", limit) + "。"


def _record(page: _Page, doc) -> None:
	held = paper_date(doc.starts_on, True)
	if doc.ends_on:
		held = _("{0} to {1}").format(held, paper_date(doc.ends_on, True))
	page.line(_pair("Time Of Session", held))
	page.line(
		_pair("Venue Of Mediation", doc.venue) + "　" + _pair("Way Of Mediating", _(doc.session_form or ""))
	)
	who = "、".join(filter(None, page.paper.mediators))
	page.line(_pair("Mediator", who) + "　" + _pair("Record Keeper", doc.recorder))
	page.line(_pair("Others Invited", doc.invited or _("Nobody Invited")))
	page.heading(_("Parties To The Dispute"))
	page.parties()
	page.heading(_("Rights And Duties Told"))
	page.text(
		_(
			"The mediator told the parties the nature, principles and effect of people's mediation and their"
			" rights and duties in it; the parties have understood and agree to mediation."
		)
		if doc.rights_told
		else _("Not told at this session.")
	)
	openness = _(doc.openness or "")
	if doc.closed_reason:
		openness += "，" + _pair("Reason For Closing", doc.closed_reason)
	page.text(openness + "。")
	page.heading(_("Record Of Mediation"))
	page.text(doc.record, 8)
	page.heading(_("Result Of Mediation"))
	result = _(doc.result or "")
	if doc.next_session:
		result += "，" + _pair("Next Session", paper_date(doc.next_session, True))
	page.text(result, 1)
	page.line(_("The parties have read the record, or it was read to them, and find it correct."), size=11)
	lines = [
		(f"{_(side)}{name}{_('(signature, seal or fingerprint)')}：", None)
		for side, rows in zip(SIDES, page.paper.sides, strict=True)
		for name in _names_to_sign(rows)
	]
	if doc.invited:
		lines.append((_("Others Invited (Signature)") + "：", None))
	lines += [
		*[(_("Mediator (Signature)") + "：", doc.starts_on) for _name in page.paper.mediators],
		(_("Recorder (Signature)") + "：", doc.starts_on),
	]
	page.signatures(lines)


def _names_to_sign(rows) -> list[str]:
	"""A line for each party; who is meant stands there as soon as several are on one side."""
	names = [party.name or "" for party in rows if party.kind != persons.AGENT]
	return names if len(names) > 1 else [""] * len(names)


def _pair(label: str, value) -> str:
	return f"{_(label)}：{value if value not in (None, '') else _ROOM}"


def _plain(text) -> str:
	return _NOT_IN_XML.sub("", str(text))


def _font(owner, name: str) -> None:
	owner.font.name = name
	owner.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), name)


# DocType → (title of the paper, what it shows, what writes it)
WRITERS = {
	"Mediation Agreement": ("People's Mediation Agreement", case_paper, _agreement),
	"Mediation Session": ("People's Mediation Record", case_paper, _record),
	"Joint Conference": ("Minutes Of The Joint Conference", conference_paper, word_minutes.write),
}

"""Papers as an office files them: what every print of ours shares, and how it becomes a PDF.

A Print Format of this module draws HTML with the partials in templates/papers/. The Desk shows that
HTML; the PDF is made from the same HTML by WeasyPrint, which knows page counters and leaves the text
readable (Debian's wkhtmltopdf knows neither). On paper everything is Chinese by translation.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from io import BytesIO

import frappe
import segno
from frappe import _
from frappe.translate import print_language
from frappe.utils import escape_html, get_datetime, getdate
from frappe.utils.data import get_url_to_form
from frappe.www.printview import get_print_format
from pypdf import PdfWriter

from grid_governance import paper_fonts

MODULE = "Grid Governance"
LONG_PAGE = 60_000  # characters of HTML; a table of 300 rows, a second or two of drawing
KEPT_FOR = 24 * 3600
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")


class OutsideResource(ValueError):
	"""A paper asked for something over the network or from the disk."""


def is_paper(print_format: str | None) -> bool:
	"""Whether this Print Format is one of our papers (an admin's own format takes the platform's road)."""
	return bool(
		print_format
		and frappe.db.exists("Print Format", {"name": print_format, "module": MODULE, "standard": "Yes"})
	)


def check_format(print_format: str | None, doctype: str) -> None:
	"""Refuse the name of a Print Format that there is not, or that is made for another DocType.

	The platform would print a bare table of the fields instead, and nobody would see the mistake.
	"""
	if not print_format or print_format == "Standard":
		return
	made_for = frappe.db.get_value("Print Format", print_format, "doc_type")
	if not made_for:
		frappe.throw(
			_("There is no paper named {0}.").format(print_format),
			frappe.DoesNotExistError,
			title=_("Wrong Paper"),
		)
	if made_for != doctype:
		frappe.throw(
			_("The paper {0} is not made for {1}.").format(_(print_format), _(doctype)),
			title=_("Wrong Paper"),
		)


def joined(papers: list[bytes]) -> bytes:
	"""Several papers as one PDF, each with its own page numbers."""
	writer = PdfWriter()
	for content in papers:
		writer.append(BytesIO(content))
	result = BytesIO()
	writer.write(result)
	return result.getvalue()


def html(doc, print_format: str) -> str:
	"""The whole HTML page of one paper. The caller has checked the permission to print `doc`."""
	format_doc = frappe.get_doc("Print Format", print_format)
	doc.flags.in_print = True
	body = frappe.get_jenv().from_string(get_print_format(doc.doctype, format_doc)).render({"doc": doc})
	return _page(body, _(print_format))


def sheet(template: str, title: str, context: dict) -> str:
	"""The HTML page of a paper that is no single record's: a template of templates/papers/ with its facts.

	`title` is translated already. The caller has checked the permission to print what stands in `context`.
	"""
	return _page(
		frappe.get_jenv().get_template(f"grid_governance/templates/papers/{template}").render(context), title
	)


def _page(body: str, title: str) -> str:
	head = f'<head><meta charset="utf-8"><title>{escape_html(title)}</title></head>'
	return f'<!DOCTYPE html><html lang="zh-CN">{head}<body>{body}</body></html>'


def draw_ahead(doctype: str, name: str, print_format: str) -> None:
	"""Background job: a long paper is there when somebody wants it (pdf_of keeps it for a day)."""
	with print_language("zh"):
		pdf(frappe.get_doc(doctype, name), print_format)


def pdf(doc, print_format: str) -> bytes:
	"""One paper as PDF. The caller has checked the permission to print `doc`."""
	return pdf_of(html(doc, print_format))


def pdf_of(page: str) -> bytes:
	"""The PDF of a whole HTML page as `html` and `sheet` give it; a long one is drawn once a day."""
	if len(page) < LONG_PAGE:
		return _drawn(page)
	cache, key = frappe.cache(), f"paper:{hashlib.sha256(page.encode()).hexdigest()}"
	content = cache.get_value(key)
	if not content:
		content = _drawn(page)
		cache.set_value(key, content, expires_in_sec=KEPT_FOR)
	return content


def _drawn(page: str) -> bytes:
	from weasyprint import CSS, HTML  # heavy to load, and needs Pango: only who prints pays for it
	from weasyprint.text.fonts import FontConfiguration

	rules, files = paper_fonts.faces(page + "0123456789")

	def fetch(url: str, *_args, **_options) -> dict:
		"""Papers carry all they show; whatever a text field smuggles in is not fetched."""
		if url not in files:
			raise OutsideResource(url)
		return {"string": files[url], "mime_type": "font/otf"}

	fonts = FontConfiguration()
	style = CSS(string=rules, font_config=fonts, url_fetcher=fetch)
	return HTML(string=page, url_fetcher=fetch).write_pdf(stylesheets=[style], font_config=fonts)


# ---------------------------------------------------------------- what templates call (hooks.py: jinja)


def paper_qr(doc) -> str:
	"""Inline SVG of a QR code that opens the record in Desk; empty for a blank form."""
	if doc.is_new():
		return ""
	return qr_of(get_url_to_form(doc.doctype, doc.name))


def qr_of(address: str) -> str:
	"""Inline SVG of a QR code that holds `address`."""
	return segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=0)


def paper_date(value=None, with_time: bool = False) -> str:
	"""2026年11月22日 (15时30分); without a value room to write one by hand."""
	if not value:
		return _("Blank Date") if not with_time else _("Blank Date And Time")
	if with_time:
		moment = get_datetime(value)
		return _("{0}-{1}-{2} {3}:{4}").format(
			moment.year, moment.month, moment.day, moment.hour, f"{moment.minute:02d}"
		)
	day = getdate(value)
	return _("{0}-{1}-{2}").format(day.year, day.month, day.day)


def paper_amount(value) -> str:
	"""50,000.00元（大写：伍万元整）; empty for zero."""
	amount = Decimal(str(value or 0)).quantize(Decimal("0.01"))
	if not amount:
		return ""
	return _("{0} yuan (in words: {1})").format(f"{amount:,.2f}", amount_in_words(amount))


def paper_pages() -> str:
	"""The content of the page counter for CSS: "第 " counter(page) " 页 共 " counter(pages) " 页"."""
	text = _("Page {0} of {1}")
	for place, counter in (("{0}", '" counter(page) "'), ("{1}", '" counter(pages) "')):
		text = text.replace(place, counter)
	return f'"{text}"'


def amount_in_words(amount: Decimal) -> str:
	"""Yuan in the capital numerals of invoices: 50000 → 伍万元整, 1005.30 → 壹仟零伍元叁角.

	Raises ValueError below zero and from 10^16 on.
	"""
	if amount < 0 or amount >= 10**16:
		raise ValueError(amount)
	cents = int((amount * 100).to_integral_value())
	yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
	text = f"{_integer_in_words(yuan)}元" if yuan or not cents else ""
	if not jiao and not fen:
		return text + "整"
	if jiao:
		text += f"{_DIGITS[jiao]}角"
	elif yuan:
		text += "零"
	return text + (f"{_DIGITS[fen]}分" if fen else "")


def _integer_in_words(number: int) -> str:
	"""By groups of four digits; a zero is said once between two digits that are not neighbours."""
	text, gap = "", False
	for group in range(len(_GROUPS) - 1, -1, -1):
		part = number // 10 ** (4 * group) % 10**4
		if part:
			text += ("零" if text and (gap or part < 1000) else "") + _group_in_words(part) + _GROUPS[group]
		gap = not part
	return text or "零"


def _group_in_words(part: int) -> str:
	text, gap = "", False
	for unit in range(3, -1, -1):
		digit = part // 10**unit % 10
		if digit:
			text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[unit]
		gap = not digit
	return text

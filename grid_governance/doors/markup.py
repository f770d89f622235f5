"""HTML that becomes a PDF on the server loads nothing but the site's own styles and pictures.

The platform hands what a browser or a record brings to wkhtmltopdf, which would fetch any address that stands in it
from inside the office's network and draw the answer.
"""

from __future__ import annotations

import re
from urllib.parse import urlparse

import frappe
from bs4 import BeautifulSoup, Comment
from frappe.utils import get_url

from grid_governance import papers

LOADING = ("iframe", "frame", "frameset", "object", "embed", "applet", "script", "base", "meta")
NAMING = ("src", "srcset", "data", "poster", "background", "href", "xlink:href")
OWN = ("/assets/", "/files/", "/private/files/")
_SUSPICIOUS = re.compile(
	r"<\s*(?:i?frame|object|embed|applet|base|meta|link|style|!--)"
	r"|\b(?:src|srcset|data|poster|background|href|style)\s*=",
	re.IGNORECASE,
)
_IN_STYLE = re.compile(r"@import[^;}]*;?|url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)


def harmless(html: str, host: str) -> str:
	"""`html` without what would be loaded from elsewhere; `host` is the site's own as the browser writes it."""
	if not _SUSPICIOUS.search(html):
		return html
	soup = BeautifulSoup(html, "html.parser")
	for text in soup.find_all(string=lambda text: isinstance(text, Comment)):
		text.extract()  # where one ends is not agreed upon
	for element in soup.find_all(LOADING):
		if element.name != "meta" or element.get("http-equiv"):
			element.decompose()
	for element in soup.find_all(True):
		for name in [name for name in NAMING if name in element.attrs]:
			if name == "href" and element.name in ("a", "area"):
				continue  # nothing is loaded by a link that may be clicked
			if not _is_own(element[name], host):
				del element[name]
		if element.get("style"):
			element["style"] = _style(element["style"], host)
		if element.name == "style":
			element.string = _style(element.string or "", host)
	return str(soup)


def _is_own(address: str, host: str) -> bool:
	try:
		parts = urlparse(address.strip())
	except ValueError:
		return False
	if parts.scheme == "data":
		return True
	inside = parts.path.startswith(OWN) and ".." not in parts.path
	return address.startswith("#") or (
		inside and parts.scheme in ("", "http", "https") and parts.netloc in ("", host)
	)


def _style(text: str, host: str) -> str:
	plain = text.replace("<", "").replace("\\", "")  # neither a tag nor an address in disguise
	return _IN_STYLE.sub(lambda found: found[0] if found[2] and _is_own(found[2], host) else "", plain)


@frappe.whitelist(methods=["POST"])
def report_to_pdf(html: str, orientation: str = "Landscape") -> None:
	"""The platform's PDF of a report as the browser drew it; for staff."""
	if frappe.get_cached_value("User", frappe.session.user, "user_type") != "System User":
		raise frappe.PermissionError
	turned = "Portrait" if orientation == "Portrait" else "Landscape"
	frappe.get_attr("frappe.utils.print_format.report_to_pdf")(harmless(html, _host()), turned)


def pdf_body_html(template, args: dict, print_format=None, **more: object) -> str:
	"""Hook of the same name: a print that is none of our papers, which carry all they show, is made harmless."""
	html = frappe.get_attr("frappe.utils.pdf.pdf_body_html")(template=template, args=args, **more)
	return html if papers.is_paper(print_format and print_format.name) else harmless(html, _host())


def _host() -> str:
	return urlparse(get_url()).netloc

"""Papers over HTTP: the PDF behind the Desk's print button, and blank forms to fill in by hand."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language

from grid_governance import papers

LANGUAGE = "zh"
MOST_PAPERS = 100


@frappe.whitelist(allow_guest=True)
def download_pdf(
	doctype: str,
	name: str,
	format: str | None = None,
	doc: str | None = None,
	no_letterhead: int | str = 0,
	language: str | None = None,
	letterhead: str | None = None,
	**more: str,
) -> None:
	"""The platform's function of this name; our own papers are drawn by WeasyPrint instead.

	Who may print the record gets the PDF as the response; raises frappe.PermissionError otherwise.
	`language` defaults to Chinese: the papers go to Chinese offices, whatever the clerk's Desk speaks.
	"""
	papers.check_format(format, doctype)
	if not papers.is_paper(format):
		values = {
			**more,
			"doc": doc,
			"no_letterhead": no_letterhead,
			"language": language,
			"letterhead": letterhead,
		}
		platforms = frappe.get_attr("frappe.utils.print_format.download_pdf")
		return frappe.call(platforms, doctype=doctype, name=name, format=format, **values)
	record = frappe.get_doc(doctype, name)
	record.check_permission("print")
	with print_language(language or LANGUAGE):
		content = papers.pdf(record, format)
		filename = f"{_(format)}-{record.get_title() or name}.pdf"
	make_access_log(doctype=doctype, document=name, file_type="PDF", method="PDF")
	respond(filename, content)


@frappe.whitelist()
def download_multi_pdf(
	doctype: str | dict,
	name: str,
	format: str | None = None,
	no_letterhead: int | str = 0,
	letterhead: str | None = None,
	options: str | None = None,
) -> None:
	"""The platform's function of this name, for the printing of a list; our own papers as one PDF.

	name: JSON list of records of `doctype`, at most 100 papers. Raises frappe.PermissionError if one of them
	may not be printed.
	"""
	if isinstance(doctype, dict) or not papers.is_paper(format):
		platforms = frappe.get_attr("frappe.utils.print_format.download_multi_pdf")
		return platforms(doctype, name, format, no_letterhead, letterhead, options)
	papers.check_format(format, doctype)
	names = frappe.parse_json(name)
	if len(names) > MOST_PAPERS:
		frappe.throw(_("At most {0} papers are printed in one go.").format(MOST_PAPERS))
	records = [frappe.get_doc(doctype, one) for one in names]
	for record in records:
		record.check_permission("print")
	with print_language(LANGUAGE):
		content = papers.joined([papers.pdf(record, format) for record in records])
		filename = f"{_(format)}.pdf"
	make_access_log(doctype=doctype, document=",".join(names)[:140], file_type="PDF", method="PDF")
	respond(filename, content)


@frappe.whitelist(methods=["GET"])
def blank_form(print_format: str) -> None:
	"""The empty form of a paper as PDF, to be filled in by hand; for whoever may read such records."""
	if not papers.is_paper(print_format):
		frappe.throw(_("There is no paper named {0}.").format(print_format), frappe.DoesNotExistError)
	doctype = frappe.db.get_value("Print Format", print_format, "doc_type")
	frappe.has_permission(doctype, "print", throw=True)
	blank = frappe.get_doc({"doctype": doctype, "__islocal": 1})
	with print_language(LANGUAGE):
		respond(f"{_(print_format)}.pdf", papers.pdf(blank, print_format))


def respond(filename: str, content: bytes) -> None:
	"""Answer the request with a PDF."""
	frappe.local.response.filename = filename.replace("/", "-").replace(" ", "")
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf"

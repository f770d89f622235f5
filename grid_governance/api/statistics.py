"""Figures of cases over HTTP: official tables as Excel, monthly returns and subsidy lists with their steps."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import levels, monthly, returns, subsidy_lists, word, workbook
from grid_governance.figures import spans

LANGUAGE = "zh"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@frappe.whitelist(methods=["GET"])
def monthly_table(filters: dict | str | None = None) -> None:
	"""人民调解工作月报表 as .xlsx; filters: those of the report Monthly Mediation Table."""
	asked = asking.read(_filters(filters, "Monthly Mediation Table"), way=asking.COUNTED)
	with print_language(LANGUAGE):
		rows = monthly.by_category(asked)
		content = workbook.monthly_table(
			_place(asked), workbook.time_of(asked.span), rows, monthly.sweeps(asked), None
		)
		_send(f"{_('Monthly Mediation Table')}-{workbook.time_of(asked.span)}.xlsx", content, XLSX)


@frappe.whitelist(methods=["GET"])
def level_table(filters: dict | str | None = None) -> None:
	"""矛盾纠纷排查调处分级统计表 as .xlsx; filters: those of the report Mediation Level Table."""
	asked = asking.read(_filters(filters, "Mediation Level Table"))
	with print_language(LANGUAGE):
		content = workbook.level_table(_place(asked), workbook.time_of(asked.span), levels.table(asked))
		_send(f"{_('Mediation Level Table')}-{workbook.time_of(asked.span)}.xlsx", content, XLSX)


@frappe.whitelist(methods=["GET"])
def monthly_return_excel(name: str) -> None:
	"""A Monthly Return as .xlsx, with its figures as they stand in it."""
	doc = _exported(returns.DOCTYPE, name)
	with print_language(LANGUAGE):
		_send(f"{doc.return_title}.xlsx", workbook.monthly_return(doc), XLSX)


@frappe.whitelist(methods=["GET"])
def monthly_return_word(name: str) -> None:
	"""The monthly report 月度工作报告 as .docx: the text of the template with the return's figures filled in."""
	doc = _exported(returns.DOCTYPE, name)
	with print_language(LANGUAGE):
		_send(f"{doc.return_title}.docx", word.monthly_report(doc), DOCX)


@frappe.whitelist(methods=["GET"])
def monthly_report_places() -> dict:
	"""What a template of the monthly report may hold: {text, row}, each [[place, what stands there]]."""
	frappe.has_permission(word.SETTINGS, "read", throw=True)
	text, row = word.words()
	return {
		"text": [["{{" + name + "}}", label] for name, label in text.items()],
		"row": [["{{row." + name + "}}", label] for name, label in row.items()],
	}


@frappe.whitelist(methods=["GET"])
def monthly_report_template() -> None:
	"""The shipped template of the monthly report as .docx, to be changed in Word and uploaded in the settings."""
	frappe.has_permission(word.SETTINGS, "read", throw=True)
	with print_language(LANGUAGE):
		_send(f"{_('Template Of The Monthly Report')}.docx", word.SHIPPED.read_bytes(), DOCX)


@frappe.whitelist(methods=["GET"])
def subsidy_list_excel(name: str) -> None:
	"""A Subsidy List as .xlsx, with a line for each case, sums by mediator and lines to sign."""
	doc = _exported(subsidy_lists.DOCTYPE, name)
	with print_language(LANGUAGE):
		_send(f"{doc.list_title}.xlsx", workbook.subsidy_list(doc), XLSX)


@frappe.whitelist(methods=["POST"])
def hand_in_return(name: str) -> str:
	"""上报: fix a Monthly Return of a month that is over. Returns its status; raises what is missing."""
	return returns.hand_in(name).status


@frappe.whitelist(methods=["POST"])
def correct_return(name: str, reason: str) -> str:
	"""更正: draw up a new version of a return that was handed in. Returns the new one's name."""
	return returns.correct(name, reason).name


@frappe.whitelist(methods=["POST"])
def approve_subsidy_list(name: str) -> str:
	"""审定: by a dispatcher or supervisor who is not on the list. Returns its status."""
	return subsidy_lists.approve(name).status


def _filters(given: dict | str | None, report: str) -> dict:
	"""The filters of a report, for whoever may open it."""
	if not frappe.get_doc("Report", report).is_permitted():
		frappe.throw(_("Your posts do not reach {0}.").format(_(report)), frappe.PermissionError)
	frappe.has_permission("Dispute Case", "report", throw=True)
	return frappe.parse_json(given) if given else {"period": spans.MONTH}


def _exported(doctype: str, name: str):
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("print")
	make_access_log(doctype=doctype, document=name, file_type="XLSX", method="Export")
	return doc


def _place(asked) -> str:
	"""The name of the unit asked for; of the own ones without a choice."""
	units = [asked.unit] if asked.unit else [unit for unit in asked.units if unit]
	names = [frappe.get_cached_value("Grid Unit", unit, "unit_name") or unit for unit in units[:3]]
	return "、".join(names)


def _send(filename: str, content: bytes, kind: str) -> None:
	frappe.local.response.filename = filename.replace("/", "-").replace(" ", "")
	frappe.local.response.filecontent = content
	frappe.local.response.content_type = kind
	frappe.local.response.type = "download"

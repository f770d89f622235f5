"""The monthly report 月度工作报告 as Word: a template with the figures of a return filled in.

In the template {{accepted}} is a figure of the return, {{row.accepted}} one of a type; the table's line that holds
{{row.…}} is repeated for each type that has a case. Offices put a template of their own into the settings; without
one templates/word/monthly_report.docx is filled in. words() are all the places there are.
"""

from __future__ import annotations

from pathlib import Path

import frappe
from frappe import _
from frappe.utils import add_months, getdate, nowdate

from grid_governance.cases.statistics import monthly, rates, returns, word_template
from grid_governance.cases.statistics.measures import MEASURES
from grid_governance.figures import changes

SETTINGS, FIELD = "Grid Governance Settings", "monthly_report_template"
SHIPPED = Path(__file__).parents[2] / "templates" / "word" / "monthly_report.docx"
MOST_TYPES = 5


def monthly_report(doc) -> bytes:
	"""The report of a Monthly Return. The caller has checked the right to print it and set the language."""
	document = word_template.opened(in_use())
	rows = doc.rows_as_dicts()
	shown = [row for row in rows if row["accepted"] or row["mediated"]]
	word_template.fill(document, facts(doc, rows), map(_row, shown))
	return word_template.written(document)


def in_use() -> bytes:
	"""The office's own template, else the shipped one."""
	own = frappe.db.get_single_value(SETTINGS, FIELD)
	return _content(own) if own else SHIPPED.read_bytes()


def words() -> tuple[dict[str, str], dict[str, str]]:
	"""(places of the text, places of a table's line) → what stands there, translated."""
	figures = {key: _(MEASURES[key].label) for key in (*monthly.SWEEP_FIGURES, *monthly.CASE_FIGURES)}
	text = {
		"unit": _("Unit Name"),
		"year": _("Year"),
		"month": _("Month"),
		**figures,
		"year_change": _("{0} year-on-year").format(figures["accepted"]),
		"month_change": _("{0} month-on-month").format(figures["accepted"]),
		"success_rate": _("Success Rate (%)"),
		"types": _("Most Frequent Dispute Types"),
		"remark": _("Remark"),
		"day": _("Handed In On"),
	}
	row = {"category": _("Dispute Type"), **{key: figures[key] for key in monthly.CASE_FIGURES}}
	return text, row


def check_template(url: str) -> None:
	"""Raise frappe.ValidationError with what an office has to put right in its template."""
	try:
		document = word_template.opened(_content(url))
	except word_template.TemplateError as error:
		if error.reason == "size":
			_refuse(
				_("The template is larger than {0} MB. Take out its pictures or make them smaller.").format(5)
			)
		_refuse(_("The template is no Word document (.docx). Open it in Word or WPS and save it as .docx."))
	text, row = words()
	found = word_template.strange(document, text, row)
	problems = [
		*(_("{0} stands for nothing.").format("{{" + word + "}}") for word in found.unknown),
		*(_("The braces are not complete in “{0}”.").format(piece) for piece in found.open),
		*(_("{0} stands outside the line of a table.").format("{{" + word + "}}") for word in found.lost),
	]
	if problems:
		_refuse(
			_("The template cannot be used: {0} What may be filled in is listed below the field.").format(
				" ".join(frappe.utils.escape_html(problem) for problem in problems)
			)
		)
	if not found.places:
		_refuse(
			_("Nothing is filled in in this template. Put places like {0} into it.").format("{{accepted}}")
		)


def _content(url: str) -> bytes:
	file = frappe.db.get_value("File", {"file_url": url}, "name")
	if not file:
		_refuse(_("The file of the template is no longer there. Upload it again, or clear the field."))
	content = frappe.get_doc("File", file).get_content()
	return content if isinstance(content, bytes) else content.encode()


def _refuse(text: str) -> None:
	frappe.throw(text, title=_("Template Of The Monthly Report"))


def facts(doc, rows: list[dict]) -> dict[str, str]:
	"""Placeholder → text: the sums of the return, its rates, comparisons, the most frequent types, who and when."""
	sums = {**monthly.sums(rows), **{key: doc.get(key) or 0 for key in monthly.SWEEP_FIGURES}}
	day = getdate(doc.month)
	values = {key: monthly.shown(value, key) for key, value in sums.items()}
	rate = rates.of(sums, "success_rate")
	values |= {
		"unit": frappe.get_cached_value("Grid Unit", doc.grid_unit, "unit_name"),
		"year": str(day.year),
		"month": str(day.month),
		"success_rate": rates.shown(rate) + ("%" if rate is not None else ""),
		"types": _types(rows, sums["accepted"]),
		"remark": doc.remark or "",
		"day": _day(getdate(doc.handed_in_on or nowdate())),
	}
	for name, earlier in (("year_change", add_months(day, -12)), ("month_change", add_months(day, -1))):
		before = _accepted(doc.grid_unit, earlier)
		values[name] = changes.in_percent(changes.change(sums["accepted"], before))
	return values


def _accepted(unit: str, month) -> float:
	"""What the unit's return of another month says; without one the records."""
	found = returns.standing_returns([unit], month).get(unit)
	if found:
		return sum(row.accepted or 0 for row in frappe.get_doc(returns.DOCTYPE, found.name).rows)
	return returns.of_month(unit, month).one(["accepted"])["accepted"]


def _types(rows: list[dict], total: float) -> str:
	"""邻里纠纷12件（占30.0%）、…: the most frequent types."""
	first = sorted((row for row in rows if row["accepted"]), key=lambda row: -row["accepted"])[:MOST_TYPES]
	return "、".join(
		_("{0}: {1} cases ({2}%)").format(
			_(row["category"]), int(row["accepted"]), changes.rate(row["accepted"], total)
		)
		for row in first
	) or _("no cases")


def _day(day) -> str:
	return _("{0}-{1}-{2}").format(day.year, day.month, day.day)


def _row(row: dict) -> dict[str, str]:
	return {
		"category": _(row["category"] or ""),
		**{key: monthly.shown(row[key], key) for key in monthly.CASE_FIGURES},
	}

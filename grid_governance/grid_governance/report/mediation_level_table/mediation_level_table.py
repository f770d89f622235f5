"""矛盾纠纷排查调处分级统计表: found, mediated, succeeded and their rates by level of the unit in charge."""

from dataclasses import replace

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import levels, sheets


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of cases/statistics/asked.py. Rows: 排查数, 调处数, 调处率, 成功数, 成功率 of everything, of each
	size class and of each type; columns: the levels, their sum, and the year up to the end of the time asked for.

	The cases are those registered in the time, so that no rate passes 100 per cent.
	"""
	asked = asking.read(filters)
	rows, groups = [], levels.table(asked)
	for group in groups:
		for n, line in enumerate(levels.LINES):
			row = frappe._dict(
				group_name=_(group.label) if not n else "",
				line=_(line.label),
				is_total=int(not n and group.kind == levels.ALL),
			)
			row.behind = {}
			for column in levels.COLUMNS:
				figures = group.figures.get(column, {})
				row[column] = line.shown(figures) if line.is_rate else line.value(figures)
				if not line.is_rate and figures.get(line.part):
					row.behind[column] = _behind(asked, group, column, line.part)
			rows.append(row)
	return _columns(), rows, None, _chart(groups[0])


def _behind(asked, group, column: str, key: str) -> dict:
	question = asked
	if column == levels.YEAR:
		question = replace(asked, span=levels.year_to_date(asked.span))
	more = dict(group.narrow)
	if column in levels.LEVELS:
		more["handling_level"] = ["in", list(levels.LEVELS[column])]
	return question.behind(key, **more)


def _columns() -> list[dict]:
	return [
		sheets.text("group_name", _("Dispute Type Or Size"), 150, "left"),
		sheets.text("line", _("Counted Line"), 110, "left"),
		*(sheets.text(column, _(label), 92) for column, label in levels.COLUMNS.items()),
	]


def _chart(everything) -> dict | None:
	labels = [_(levels.COLUMNS[column]) for column in levels.LEVELS]
	values = {
		key: [everything.figures.get(column, {}).get(key, 0) for column in levels.LEVELS]
		for key in levels.KEYS
	}
	if not any(values["registered"]):
		return None
	return sheets.bars(
		labels, *((_(line.label), values[line.part]) for line in levels.LINES if not line.is_rate)
	)

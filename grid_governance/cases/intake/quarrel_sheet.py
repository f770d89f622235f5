"""A list of small quarrels as Excel or CSV: its columns, reading what was uploaded, the template. No database.

Cells come out as the text that a clerk would have typed; quarrels.py judges them, from a file as from the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl.worksheet.datavalidation import DataValidation

from grid_governance.registry.importing import cells, furniture, table
from grid_governance.registry.importing.columns import DATE, TEXT, Column
from grid_governance.registry.problems import ProblemError

LARGEST_FILE = 5 << 20
MOST_ROWS = 200
QUARREL = "quarrel"
COLUMNS = (
	Column("day", QUARREL, "Date Of Event", DATE, required=True, width=13),
	Column("category", QUARREL, "Case Category", TEXT, required=True, width=16),
	Column("party_a", QUARREL, "Party A", TEXT, required=True, width=16),
	Column("party_b", QUARREL, "Party B", TEXT, required=True, width=16),
	Column("facts", QUARREL, "Facts In Brief", TEXT, required=True, width=40),
	Column("settlement", QUARREL, "How It Was Settled", TEXT, required=True, width=40),
	Column("mediator", QUARREL, "Settled By", TEXT, width=12),
	Column("place", QUARREL, "Grid", TEXT, width=14),
)
FIELDS = tuple(column.field for column in COLUMNS)
BY_FIELD = {column.field: column for column in COLUMNS}
# what offices write above such columns beside the words of the template
ALSO = {
	"day": ("日期", "时间", "发生时间", "化解日期", "化解时间", "调解时间", "纠纷时间"),
	"category": ("类型", "纠纷类别", "类别"),
	"party_a": ("当事人甲", "申请人", "甲方当事人", "当事人a"),
	"party_b": ("当事人乙", "被申请人", "乙方当事人", "当事人b"),
	"facts": ("纠纷简要情况", "简要情况", "事由", "纠纷事由", "纠纷内容", "矛盾纠纷情况"),
	"settlement": ("化解情况", "调解结果", "处理结果", "化解方式", "处理情况"),
	"mediator": ("调解员", "化解人", "调解人", "经办人"),
	"place": ("所属网格", "网格名称", "发生地"),
}


def headers(*translations: Callable[[str], str]) -> dict[str, str]:
	"""Header as it may be written → field."""
	return table.headers(COLUMNS, ALSO, *translations)


def read(path: Path, known: dict[str, str]) -> list[dict[str, str]]:
	"""Rows of {field: text}. Raises ProblemError for a file that is no such list; nothing of it is kept."""
	limits = table.Limits(
		LARGEST_FILE, MOST_ROWS, "The list has more than {0} rows.", "Enter one month at a time."
	)
	rows = table.read(path, known, ("party_a", "facts"), limits)
	return [{field: _text(field, row.cells.get(field)) for field in FIELDS} for row in rows]


def template(categories: Iterable[str], translate: Callable[[str], str]) -> bytes:
	"""The empty .xlsx: headers, and the kinds of dispute to choose from."""
	book, page = furniture.with_headers("Quarrel List", COLUMNS, translate)
	words = book.create_sheet(translate("Case Category"))
	for name in categories:
		words.append([name])
	choice = DataValidation(type="list", formula1=f"='{words.title}'!$A$1:$A${words.max_row}")
	page.add_data_validation(choice)
	choice.add(f"B2:B{MOST_ROWS + 1}")
	return furniture.content(book)


def _text(field: str, value: object) -> str:
	"""A cell as text; what cannot be read stays as it was written, so that the row's message can name it."""
	if value is None:
		return ""
	try:
		return str(cells.clean(BY_FIELD[field], value) or "")
	except ProblemError:
		return str(value).strip()

"""What a cell holds: text, codes, dates and options as people and Excel write them. Pure.

Each function returns the clean value or raises ProblemError, naming the damage when Excel did it: a
number of more than 15 digits (its last ones are lost), a formula, an error value, a date that could be
read in two ways.
"""

from __future__ import annotations

import datetime
import re

from stdnum.cn import ric

from grid_governance.registry.importing.columns import CHECK, CODE, DATE, OPTION, Column, squeeze
from grid_governance.registry.problems import Problem, ProblemError

EXACT = 10**15  # a number cell keeps 15 digits
EXCEL_EPOCH = datetime.date(1899, 12, 30)
SERIALS = (3654, 73050)  # 1910 … 2099: a date whose cell lost its format
YES_WORDS = frozenset({"是", "√", "✓", "有", "yes", "y", "1", "true"})
NO_WORDS = frozenset({"否", "×", "无", "no", "n", "0", "false"})

_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00(?:\.0+)?)?)?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERROR_VALUES = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


def clean(column: Column, value: object, options: dict[str, str] | None = None) -> object:
	"""The value of one cell in the shape its field needs; None for an empty cell. Raises ProblemError."""
	if value is None or (isinstance(value, str) and not value.strip()):
		return None
	_refuse_formula(column.field, value)
	if column.kind == DATE:
		return date(column.field, value)
	if column.kind == OPTION:
		return option(column.field, value, options or {})
	if column.kind == CHECK:
		return check(column.field, value)
	return code(column.field, value) if column.kind == CODE else text(column.field, value)


def _refuse_formula(field: str, value: object) -> None:
	if not isinstance(value, str):
		return
	if value.startswith("="):
		raise ProblemError(
			Problem(field, "The cell holds a formula.", "Copy the column and paste it as values.")
		)
	if value.strip() in _ERROR_VALUES:
		raise ProblemError(
			Problem(field, "The cell holds the error {0}.", "Type the value itself.", (value.strip(),))
		)


def text(field: str, value: object) -> str:
	"""Text of a cell; a whole number loses its ".0", a date is written year-month-day."""
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	if isinstance(value, datetime.datetime):
		value = value.date()
	return str(value).strip()


def code(field: str, value: object) -> str:
	"""Text of a cell whose digits all count: unit codes, document numbers, phones."""
	if isinstance(value, (int, float)) and not isinstance(value, bool):
		if abs(value) >= EXACT:
			raise ProblemError(
				Problem(
					field,
					"The cell is a number of more than 15 digits, so Excel has set its last digits to 0.",
					"Set the column to text and type the number again.",
				)
			)
		return text(field, value)
	found = text(field, value)
	if field == "identity_number" and _cut_by_excel(found):
		raise ProblemError(
			Problem(
				field,
				"The number ends in 000 and its check digit is wrong: Excel has cut off the last digits.",
				"Set the column to text and type the number again.",
			)
		)
	return found


def _cut_by_excel(number: str) -> bool:
	return bool(re.fullmatch(r"[0-9]{15}000", number)) and ric.calc_check_digit(number) != "0"


def date(field: str, value: object) -> datetime.date:
	"""A date cell, its bare serial number, or year-month-day in any usual writing; nothing that is ambiguous."""
	if isinstance(value, datetime.datetime):
		return value.date()
	if isinstance(value, datetime.date):
		return value
	if isinstance(value, (int, float)) and not isinstance(value, bool):
		if SERIALS[0] <= value <= SERIALS[1]:
			return EXCEL_EPOCH + datetime.timedelta(days=int(value))
		value = text(field, value)
	found = str(value).strip()
	match = _YEAR_FIRST.fullmatch(found) or _EIGHT.fullmatch(found)
	try:
		return datetime.date(*(int(part) for part in match.groups()))
	except (AttributeError, ValueError):
		raise ProblemError(
			Problem(
				field, "“{0}” is no date.", "Write it as year-month-day, for example 1985-03-09.", (found,)
			)
		) from None


def option(field: str, value: object, options: dict[str, str]) -> str:
	"""The English option for a word in either language."""
	found = options.get(squeeze(text(field, value)))
	if found is None:
		raise ProblemError(
			Problem(field, "“{0}” is not in the list.", "Choose one from the list.", (text(field, value),))
		)
	return found


def check(field: str, value: object) -> int:
	"""1 or 0 from 是/否, √, yes/no, 1/0."""
	word = squeeze(text(field, value))
	if word in YES_WORDS:
		return 1
	if word in NO_WORDS:
		return 0
	raise ProblemError(
		Problem(field, "“{0}” is neither yes nor no.", "Write 是 or 否.", (text(field, value),))
	)

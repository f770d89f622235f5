"""Numbers on papers: identity documents, credit codes, phones, and how they are masked. Pure.

Identity numbers follow GB 11643 (check digit by python-stdnum), credit codes GB 32100. python-stdnum
refuses some real ones (birth places missing in its table; credit codes of village cooperatives, which
begin with a letter), so it serves for the check digits and form is judged here.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from stdnum.cn import ric, uscc

from grid_governance.registry.problems import Problem, ProblemError

ID_CARD = "ID Card"
NO_DOCUMENT = "No Document Yet"
# kind → form of its number; None means GB 11643 with a check digit
KINDS: dict[str, str | None] = {
	ID_CARD: None,
	"HK, Macao Or Taiwan Residence Permit": None,
	"Mainland Travel Permit": r"[HM]?[0-9]{8,10}",
	"Foreign Permanent Resident Card": r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]",
	"Passport": r"[A-Z0-9]{5,20}",
	"Birth Certificate": r"[A-Z][0-9]{9}",
	NO_DOCUMENT: None,
}
MALE, FEMALE = "Male", "Female"

_DAMAGED = re.compile(r"[0-9.]+E\+?[0-9]+", re.IGNORECASE)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0[0-9]{2,3})?[2-9][0-9]{6,7}")
_CREDIT = re.compile(r"[0-9AN-Y][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True)
class IdCard:
	"""A number by GB 11643: 18 characters, and what it says about its holder."""

	number: str
	birth_date: datetime.date
	sex: str


def compact(value: object) -> str:
	"""Upper case without spaces and separators, full-width digits made half-width."""
	return re.sub(r"[\s\-_·.]", "", str(value if value is not None else "").translate(_FULL_WIDTH)).upper()


def parse_id_card(
	value: object, field: str = "identity_number", today: datetime.date | None = None
) -> IdCard:
	"""Read an 18-digit or an old 15-digit number; raises ProblemError that says what is wrong.

	A 15-digit number has no century and no check digit: it is read as 19xx (those issued to people
	born before 1900 no longer live) and comes back in its 18-digit form, so that both find each other.
	today: no birth lies behind it; default the machine's next day, since a site may be a day ahead of its machine.
	"""
	today = today or datetime.date.today() + datetime.timedelta(days=1)
	text = str(value if value is not None else "").translate(_FULL_WIDTH).strip()
	if isinstance(value, (int, float)) or _DAMAGED.fullmatch(text):
		raise ProblemError(
			Problem(
				field,
				"The ID number was kept as a number, so its last digits are lost.",
				"Set the cell to text and type the number again.",
			)
		)
	number = compact(text)
	if re.fullmatch(r"[0-9]{15}", number):
		number = _upgrade(number)
	if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
		raise ProblemError(
			Problem(
				field,
				"An ID number has 18 characters (17 digits, then a digit or X), this one has {0}.",
				"Compare it with the card and type it again.",
				(len(number),),
			)
		)
	if ric.calc_check_digit(number) != number[-1]:
		raise ProblemError(
			Problem(
				field,
				"The last character of the ID number does not fit the others, so one of them is wrong.",
				"Compare it with the card digit by digit.",
			)
		)
	try:
		birth_date = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
	except ValueError:
		birth_date = None
	if not birth_date or not datetime.date(1850, 1, 1) <= birth_date <= today:
		raise ProblemError(
			Problem(
				field,
				"Digits 7 to 14 of the ID number are no possible birth date.",
				"Compare it with the card digit by digit.",
			)
		)
	return IdCard(number, birth_date, MALE if int(number[16]) % 2 else FEMALE)


def _upgrade(old: str) -> str:
	number = f"{old[:6]}19{old[6:]}"
	return number + ric.calc_check_digit(number + "0")


def normalise_number(kind: str, value: object, field: str = "identity_number") -> str:
	"""The one spelling of a document number under which it is stored and found again.

	Raises ProblemError for an unknown kind or a number that cannot be one of that kind.
	"""
	if kind not in KINDS:
		raise ProblemError(
			Problem("identity_kind", "{0} is no kind of document here.", "Choose one from the list.", (kind,))
		)
	form = KINDS[kind]
	if form is None:
		return parse_id_card(value, field).number
	number = compact(value)
	if not re.fullmatch(form, number):
		raise ProblemError(
			Problem(
				field,
				"This number does not have the form of the document “{0}”.",
				"Compare it with the document, or choose the right kind.",
				(kind,),
			)
		)
	return number


def check_identity(record: dict) -> list[Problem]:
	"""Problems of identity_kind / identity_number / no_identity_reason against sex and birth_date."""
	kind = record.get("identity_kind") or (ID_CARD if record.get("identity_number") else None)
	if not kind:
		return []
	if kind == NO_DOCUMENT:
		if str(record.get("no_identity_reason") or "").strip():
			return []
		return [
			Problem(
				"no_identity_reason",
				"Without a document there must be a reason.",
				"Write why there is none yet, for example a newborn before registration.",
			)
		]
	try:
		number = normalise_number(kind, record.get("identity_number"))
	except ProblemError as error:
		return [error.problem]
	return _contradictions(parse_id_card(number), record) if KINDS[kind] is None else []


def _contradictions(card: IdCard, record: dict) -> list[Problem]:
	found = []
	if record.get("sex") and record["sex"] != card.sex:
		found.append(
			Problem("sex", "The ID number says {0}.", "Correct the sex or the ID number.", (card.sex,))
		)
	birth_date = as_date(record.get("birth_date"))
	if birth_date and birth_date != card.birth_date:
		found.append(
			Problem(
				"birth_date",
				"The ID number says born on {0}.",
				"Correct the birth date or the ID number.",
				(card.birth_date.isoformat(),),
			)
		)
	return found


def as_date(value: object) -> datetime.date | None:
	"""A date from a date, a datetime or an ISO text; None for anything else."""
	if isinstance(value, datetime.datetime):
		return value.date()
	if isinstance(value, datetime.date):
		return value
	try:
		return datetime.date.fromisoformat(str(value or "")[:10])
	except ValueError:
		return None


def check_credit_code(value: object, field: str = "credit_code") -> list[Problem]:
	"""Problems of a unified social credit code (GB 32100); an empty one is none."""
	code = compact(value)
	if not code:
		return []
	if not _CREDIT.fullmatch(code):
		return [
			Problem(
				field,
				"A credit code has 18 digits and capital letters, without I, O, S, V and Z.",
				"Compare it with the certificate.",
			)
		]
	if uscc.calc_check_digit(code) != code[-1]:
		return [
			Problem(
				field,
				"The last character of the credit code does not fit the others, so one of them is wrong.",
				"Compare it with the certificate.",
			)
		]
	return []


def normalise_phone(value: object) -> str:
	"""Digits only, without +86."""
	text = re.sub(r"[^0-9+]", "", str(value if value is not None else "").translate(_FULL_WIDTH))
	return re.sub(r"^(\+86|0086|86(?=1[3-9][0-9]{9}$))", "", text).lstrip("+")


def is_mobile(value: object) -> bool:
	"""Whether it is one mobile number and nothing else."""
	return bool(_MOBILE.fullmatch(normalise_phone(value)))


def check_phone(value: object, field: str = "phone") -> list[Problem]:
	"""Problems of a mainland phone number, mobile or landline; an empty one is none."""
	if not str(value or "").strip():
		return []
	phone = normalise_phone(value)
	if _MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone):
		return []
	return [
		Problem(
			field,
			"This is no phone number.",
			"A mobile number has 11 digits and begins with 1; a landline has its area code in front.",
		)
	]


# ---------------------------------------------------------------- masks


def mask_number(value: str | None) -> str:
	"""ID numbers as on public notices: first 6, 8 stars, last 4; shorter ones keep 2 on each side."""
	number = compact(value)
	if len(number) >= 15:
		return f"{number[:6]}{'*' * 8}{number[-4:]}"
	return (
		f"{number[:2]}{'*' * max(len(number) - 4, 4)}{number[-2:]}" if len(number) > 4 else "*" * len(number)
	)


def mask_phone(value: str | None) -> str:
	"""138****1234; landlines keep their last 4 digits."""
	phone = normalise_phone(value)
	if len(phone) == 11 and phone.startswith("1"):
		return f"{phone[:3]}****{phone[-4:]}"
	return "*" * max(len(phone) - 4, 0) + phone[-4:] if len(phone) > 4 else "*" * len(phone)

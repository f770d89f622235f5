"""The columns of the household list: one line per person, the household's columns first.

Headers are the English labels here, translated for whoever downloads the template; on the way in both
languages and the bare fieldname are understood. Options are those of the DocTypes (household.py,
papers.py), shown and read in both languages too.
"""

from __future__ import annotations

from dataclasses import dataclass

from grid_governance.registry import household, papers

HOUSEHOLD, RESIDENT = "household", "resident"
TEXT, CODE, DATE, OPTION, CHECK = "text", "code", "date", "option", "check"
EDUCATIONS = (
	"No Schooling",
	"Primary School",
	"Junior Middle School",
	"Senior Middle School",
	"College",
	"University",
	"Postgraduate",
)
MARITAL = ("Never Married", "Married", "Divorced", "Widowed")
OCCUPATIONS = (
	"Farmer",
	"Employed",
	"Self-employed",
	"Public Sector Staff",
	"Teacher Or Doctor",
	"Student",
	"Retired",
	"Works Away",
	"Without Work",
	"Other Occupation",
)


@dataclass(frozen=True)
class Column:
	"""One column: its fieldname, whose it is, its English header, and how its cells are read."""

	field: str
	of: str
	header: str
	kind: str = TEXT
	options: tuple[str, ...] = ()
	required: bool = False
	width: int = 12


COLUMNS = (
	Column("grid_unit", HOUSEHOLD, "Grid Unit Code", CODE, width=22),
	Column("villagers_group", HOUSEHOLD, "Villagers' Group"),
	Column("hamlet", HOUSEHOLD, "Hamlet"),
	Column("estate", HOUSEHOLD, "Estate"),
	Column("building", HOUSEHOLD, "Building"),
	Column("building_unit", HOUSEHOLD, "Building Entrance"),
	Column("room", HOUSEHOLD, "Room Or Door Number"),
	Column("address", HOUSEHOLD, "Address", width=24),
	Column("household_type", HOUSEHOLD, "Household Type", OPTION, household.HOUSEHOLD_TYPES),
	Column("dwelling_use", HOUSEHOLD, "Dwelling Use", OPTION, household.DWELLING_USES),
	Column("resident_name", RESIDENT, "Resident Name", required=True),
	Column("relation_to_head", RESIDENT, "Relation To Head", OPTION, household.RELATIONS, required=True),
	Column("sex", RESIDENT, "Sex", OPTION, household.SEXES),
	Column("birth_date", RESIDENT, "Birth Date", DATE),
	Column("nation", RESIDENT, "Nation"),
	Column("identity_kind", RESIDENT, "Document Kind", OPTION, tuple(papers.KINDS), width=16),
	Column("identity_number", RESIDENT, "Document Number", CODE, width=24),
	Column("no_identity_reason", RESIDENT, "Reason For No Document", width=18),
	Column("phone", RESIDENT, "Phone", CODE, width=15),
	Column("status", RESIDENT, "Residence State", OPTION, household.STATUSES[:-1], width=14),
	Column("registered_code", RESIDENT, "Code Of Registration Place", CODE, width=16),
	Column("registered_address", RESIDENT, "Address Of Registration", width=24),
	Column("education", RESIDENT, "Education", OPTION, EDUCATIONS),
	Column("marital_status", RESIDENT, "Marital Status", OPTION, MARITAL),
	Column("occupation_group", RESIDENT, "Occupation Group", OPTION, OCCUPATIONS),
	Column("workplace", RESIDENT, "Place Of Work Or Study", width=18),
	Column("is_party_member", RESIDENT, "Party Member", CHECK),
	Column("party_branch", RESIDENT, "Party Branch"),
	Column("is_volunteer", RESIDENT, "Volunteer", CHECK),
	Column("note", RESIDENT, "Note", width=18),
)
BY_FIELD = {column.field: column for column in COLUMNS}
REASON_HEADER = "Reason (Not Read On Import)"
SAMPLE_MARK = "（示例）"
YES, NO = "Yes", "No"


@dataclass(frozen=True)
class Dictionary:
	"""How headers and options read in one site: text as people write it → field or option."""

	headers: dict[str, str]
	options: dict[str, dict[str, str]]


def dictionary(*translations) -> Dictionary:
	"""Words understood on the way in. `translations` are functions English → word; English itself always is."""
	speak = (str, *translations)
	headers = {squeeze(column.field): column.field for column in COLUMNS}
	headers |= {squeeze(say(column.header)): column.field for say in speak for column in COLUMNS}
	options = {
		column.field: {squeeze(say(option)): option for say in speak for option in column.options}
		for column in COLUMNS
		if column.kind == OPTION
	}
	return Dictionary(headers, options)


def squeeze(text: object) -> str:
	"""A header or option without spaces, stars, notes in brackets at its end and case differences."""
	return (
		"".join(str(text if text is not None else "").split())
		.rstrip("*")
		.replace("＊", "")
		.replace("（", "(")
		.replace("）", ")")
		.lower()
	)

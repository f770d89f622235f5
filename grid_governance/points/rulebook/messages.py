"""Broken rules in words: what is wrong, where, and what to do."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _

from grid_governance.points.rulebook.rules import RuleError


class RuleBroken(frappe.ValidationError):
	"""A points rule refuses this deed; nothing was changed."""


def words(error: RuleError) -> str:
	"""The message of a broken rule in the user's language."""
	values = {key: value if isinstance(value, int) else _(str(value)) for key, value in error.values.items()}
	if "period" in error.values:
		values["period"] = _periods()[error.values["period"]]
	return _templates()[error.code].format(**values)


def refuse(error: RuleError, where: str | None = None) -> NoReturn:
	"""Throw the rule's message; `where` names the row of a list."""
	text = words(error)
	frappe.throw(f"{where}: {text}" if where else text, RuleBroken, title=_("Points Rule"))


def _periods() -> dict[str, str]:
	return {"Day": _("a day"), "Week": _("a week"), "Month": _("a month"), "Year": _("a year")}


def _templates() -> dict[str, str]:
	return {
		"not_whole": _("Points are whole numbers above 0; {given} is not. Please correct the points."),
		"no_level": _("Please choose a level of {item}: {levels}"),
		"outside_limits": _("{item} gives {low} to {high} points, not {given}."),
		"other_points": _("{item} gives {expected} points, not {given}. Please leave the points empty."),
		"item_stopped": _("{item} is no longer in use. Please choose another item."),
		"wrong_class": _("{item} is not meant for {subject_class}. Please choose an item of this book."),
		"wrong_place": _("{item} belongs to {owner} and is not valid in {unit}. Please choose another item."),
		"future_deed": _("The deed date {day} lies in the future. Please correct it."),
		"not_valid_then": _("{item} was not valid on {day} (valid from {first} to {last})."),
		"too_often_a_day": _("{item} counts at most {times} times a day for the same deed."),
		"cap_times": _("{item}: the cap of {limit} times {period} ({first} to {last}) is reached."),
		"cap_points": _(
			"{item}: the cap of {limit} points {period} ({first} to {last}) is exceeded, {used} are counted already."
		),
		"deed_twice": _("The same deed is there already: {where}. One deed is counted once per book."),
		"declared_late": _(
			"This book takes a deed within {days} days; one of {day} could be declared until {last}."
			" Please correct the deed date."
		),
		"not_lowered": _(
			"{given} is not fewer than the {published} points published; more would need a new notice."
		),
		"not_of_item": _(
			"{item} does not give {given} points. Please take the row out or choose other points."
		),
		"not_switched_on": _("{item} is not switched on in {rules}. Please choose another item."),
		"no_band": _("{item} gives {expected} points everywhere; the catalogue allows no other figure."),
		"outside_band": _("{item}: the catalogue allows {low} to {high} points, not {given}."),
		"limits_only": _(
			"{item} is counted between limits. Please set the lowest and highest points instead."
		),
		"no_limits_here": _("{item} gives fixed points. Please set the points, not limits."),
		"levels_stay": _("{item} is counted by level; its levels are those of the catalogue."),
		"looser_cap": _("{item}: the cap {given} is looser than {offered} of the catalogue."),
		"present_above_due": _("{present} present of {due} due: please correct the figures."),
		"no_quorum": _("{kind}: {needed} of {due} have to be there; {present} were."),
		"votes_above_present": _("{votes} votes were counted, but only {present} were present."),
		"not_adopted": _(
			"{for_it} of {present} present were for it; {needed} are needed. It was not adopted."
		),
		"wrong_multiplier": _("A multiplier is 1 to {most} with one decimal, not {given}."),
		"no_evidence": _("{item} needs evidence. Please attach a photo or file."),
		"book_stopped": _("The book {book} is not in use."),
		"book_elsewhere": _("The book {book} belongs to {owner} and is not valid in {unit}."),
		"not_party_member": _("{subject} is not recorded as a party member."),
		"subject_gone": _("{subject} has moved out or died; no new points are counted."),
		"unknown_subject": _("{subject} does not exist or has no grid unit."),
		"doer_elsewhere": _("{doer} does not belong to the subject {subject}. Please choose a member."),
	}

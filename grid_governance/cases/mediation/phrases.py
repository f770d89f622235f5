"""The phrase library (调解用语): which phrases a case is offered, with its own names and figures filled in."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import workers
from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import messages, term_rows, wording
from grid_governance.papers import amount_in_words
from grid_governance.registry import codes

LANGUAGE = "zh"  # what is offered stands in Chinese papers, whatever the clerk's Desk speaks


def offered(case, used_for: Sequence[str], due: str | None = None) -> list[dict]:
	"""Phrases for this case: those of its category first, the nearest unit's before those from above.

	used_for: values of Mediation Phrase.used_for. Returns [{name, title, used_for, text, template}]; the
	template leaves open what each term of an agreement says for itself (fill_term).
	"""
	places = [case.grid_unit, *codes.ancestors(case.grid_unit)]
	phrase = frappe.qb.DocType("Mediation Phrase")
	rows = (
		frappe.qb.from_(phrase)
		.select(
			phrase.name,
			phrase.phrase_title,
			phrase.used_for,
			phrase.phrase_text,
			phrase.category,
			phrase.grid_unit,
			phrase.sort_order,
		)
		.where(phrase.enabled == 1)
		.where(phrase.used_for.isin(list(used_for)))
		.where((phrase.category == case.category) | phrase.category.isnull() | (phrase.category == ""))
		.where(phrase.grid_unit.isin(places) | phrase.grid_unit.isnull() | (phrase.grid_unit == ""))
		.run(as_dict=True)
	)
	wanted = list(used_for)
	rows.sort(key=lambda r: (wanted.index(r.used_for), not r.category, -len(r.grid_unit or ""), r.sort_order))
	values = values_of(case, due)
	without_terms = {word: text for word, text in values.items() if word not in wording.OF_A_TERM}
	return [
		{
			"name": row.name,
			"title": row.phrase_title,
			"used_for": row.used_for,
			"text": wording.filled(row.phrase_text, values),
			"template": wording.filled(row.phrase_text, without_terms, wording.OF_A_TERM),
		}
		for row in rows
	]


def values_of(case, due: str | None = None) -> dict[str, str | None]:
	"""What the placeholders stand for in this case; None where the case does not know."""
	body = case.mediation_body
	return {
		"甲方": messages.names(case, persons.PARTY_A),
		"乙方": messages.names(case, persons.PARTY_B),
		**_sum(case.amount),
		"事发日期": _day(case.event_date),
		"事发地点": case.event_place,
		"纠纷类型": _(case.category, LANGUAGE) if case.category else None,
		"调解组织": body and frappe.db.get_value("Mediation Body", body, "body_name"),
		"调解员": workers.name_of(case.mediator),
		"履行期限": _day(due),
		"当前日期": _day(nowdate()),
	}


def fill_term(row) -> None:
	"""Amount and day of one Agreement Term go into the places that a phrase has left open in its text."""
	if "{" in (row.content or ""):
		values = {**_sum(row.amount), "履行期限": _day(row.due_date)}
		row.content = wording.filled(row.content, values, wording.PLACEHOLDERS)


def _sum(amount) -> dict[str, str | None]:
	yuan = term_rows.money(amount)
	return {
		"金额": f"{yuan:,.2f}".removesuffix(".00") if yuan else None,
		"大写金额": amount_in_words(yuan) if yuan else None,
	}


def _day(value) -> str | None:
	return wording.day(getdate(value)) if value else None

"""Honors: proposed from the ranks of settled years, decided by a person, recommended upwards. They give no points.

propose    rule + year + unit → Honor Award rows, by one query over the settlements' rows, once per account
decide     a person with authority over the awarding unit, never for self or own household
recommend  from an awarded honor to the rule of a level above, so many per unit
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import now

from grid_governance import permissions, reach
from grid_governance.grid_governance.doctype.honor_rule.honor_rule import BY_PLACE, FROM_BELOW
from grid_governance.points import recusal
from grid_governance.points.ledger.faces import faces
from grid_governance.points.year_end import settlement_rows
from grid_governance.points.year_end.settlement_jobs import SETTLED
from grid_governance.registry import bulk, codes

DOCTYPE = "Honor Award"
PROPOSED, AWARDED, NOT_AWARDED = "Proposed For Honor", "Honor Awarded", "Honor Not Awarded"
MOST = 500
COLUMNS = (
	"name",
	"honor_title",
	"rule",
	"year",
	"level",
	"awarding_unit",
	"status",
	"account",
	"subject_name",
	"grid_unit",
	"book",
	"points",
	"honor_rank",
	"settlement",
	"recommended_from",
	"recommended_by",
	"recommended_on",
	"creation",
	"modified",
	"owner",
	"modified_by",
)


class HonorError(frappe.ValidationError):
	"""This honor cannot be proposed, decided or recommended; nothing was changed."""


def refuse(message: str) -> None:
	frappe.throw(message, HonorError, title=_("Honor Not Possible"))


def digits_of(level: str) -> int:
	"""How many digits the code of a unit of that level has."""
	return codes.LENGTHS[codes.LEVELS.index(level)]


# ---------------------------------------------------------------- propose


def propose(rule_name: str, year: int, unit: str) -> int:
	"""Propose whom the rule names inside `unit`, of settled years only; returns how many are new.

	A second call proposes nobody twice. The caller has checked the right over `unit`.
	"""
	rule = frappe.get_cached_doc("Honor Rule", rule_name)
	_check_rule(rule, unit)
	found = _candidates(rule, year, unit)
	known = set(frappe.get_all(DOCTYPE, {"rule": rule.name, "year": year}, pluck="account"))
	new = [row for row in found if row.account not in known]
	_insert(rule, year, new)
	return len(new)


def _check_rule(rule, unit: str) -> None:
	if rule.status != "In Use":
		refuse(_("The rule {0} is not in use.").format(rule.honor_title))
	if rule.chosen_by == FROM_BELOW:
		refuse(_("This honor is proposed by recommendation from below."))
	if rule.grid_unit and not codes.contains(rule.grid_unit, unit):
		refuse(_("The rule {0} is not meant for {1}.").format(rule.honor_title, unit))
	if len(unit) > digits_of(rule.level):
		refuse(_("{0} lies below the awarding level.").format(unit))


def _candidates(rule, year: int, unit: str) -> list:
	"""Raw SQL: ranks by window over the rows of all settlements that stand in the unit."""
	rows = frappe.db.sql(
		f"""select * from (
			select r.account, r.grid_unit, r.points, r.settlement,
				left(r.grid_unit, {digits_of(rule.level)}) as awarding_unit,
				rank() over (partition by left(r.grid_unit, {digits_of(rule.level)}) order by r.points desc) as place
			from `tab{settlement_rows.ROW}` r join `tabPoints Settlement` s on s.name = r.settlement
			where s.book = %(book)s and s.year = %(year)s and s.status = %(settled)s and r.points > 0
				and {permissions.in_range("r.grid_unit", unit)}
		) t where {"t.place <= %(first)s" if rule.chosen_by == BY_PLACE else "t.points >= %(threshold)s"}
		order by t.awarding_unit, t.place, t.account""",
		{
			"book": rule.book,
			"year": year,
			"settled": SETTLED,
			"first": rule.first_places,
			"threshold": rule.threshold,
		},
		as_dict=True,
	)
	if not rows and not _settled(rule.book, year, unit):
		refuse(_("The points year {0} is not settled here yet.").format(year))
	return rows


def _settled(book: str, year: int, unit: str) -> bool:
	found = frappe.get_all(
		"Points Settlement", {"book": book, "year": year, "status": SETTLED}, pluck="grid_unit"
	)
	return any(codes.contains(place, unit) or codes.contains(unit, place) for place in found)


def _insert(rule, year: int, rows: Iterable, source=None) -> list[str]:
	rows = list(rows)
	at, user, names = now(), frappe.session.user, []
	known = faces(row.account for row in rows)
	values = []
	for row in rows:
		names.append(frappe.generate_hash(length=12))
		values.append(
			(
				names[-1],
				rule.honor_title,
				rule.name,
				year,
				rule.level,
				row.awarding_unit,
				PROPOSED,
				row.account,
				known[row.account].subject_name,
				row.grid_unit,
				rule.book,
				row.points,
				row.place,
				row.settlement,
				*((source, user, at) if source else (None, None, None)),
				*(at, at, user, user),
			)
		)
	bulk.insert(DOCTYPE, COLUMNS, values)
	return names


# ---------------------------------------------------------------- decide


def decide(names: Iterable[str], award: bool, reason: str | None = None) -> int:
	"""Award the honors, or not with a reason; returns how many. All or nothing."""
	names = sorted(set(names))
	if not names or len(names) > MOST:
		refuse(_("Please choose 1 to {0} honors.").format(MOST))
	if not award and not (reason or "").strip():
		refuse(_("Please give the reason for not awarding the honor."))
	for name in names:
		doc = _open(name)
		if doc.status != PROPOSED:
			refuse(_("{0}: the honor is decided already.").format(doc.subject_name))
		recusal.refuse_own([_interest(doc)])
		values = {"decided_by": frappe.session.user, "decided_on": now(), "decision_reason": reason}
		if award:
			values |= {"status": AWARDED, "certificate_no": _next_number(doc)}
		else:
			values |= {"status": NOT_AWARDED}
		doc.db_set(values)
	return len(names)


def _open(name: str):
	"""The honor, locked, for a person with authority over its awarding unit."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	reach.require(DOCTYPE, "write", doc.awarding_unit)
	return doc


def _interest(doc) -> recusal.Interest:
	columns = ["subject_name", "subject_doctype", "subject"]
	return recusal.Interest(*frappe.db.get_value("Points Account", doc.account, columns))


def _next_number(doc) -> str:
	"""Numbers run through per rule, year and awarding unit; the rule's row is the lock."""
	frappe.db.get_value("Honor Rule", doc.rule, "name", for_update=True)
	award = frappe.qb.DocType(DOCTYPE)
	taken = (
		frappe.qb.from_(award)
		.select(award.name)
		.where(
			(award.rule == doc.rule) & (award.year == doc.year) & (award.awarding_unit == doc.awarding_unit)
		)
		.where(award.certificate_no.isnotnull() & (award.certificate_no != ""))
		.for_update()
		.run()
	)
	return f"〔{doc.year}〕第{len(taken) + 1:03d}号"


# ---------------------------------------------------------------- recommend


def recommend(name: str) -> str:
	"""Propose an awarded honor's holder for the rule above; returns the new honor's name.

	Raises HonorError when the unit has recommended as many as it may.
	"""
	doc = _open(name)
	rule = frappe.get_cached_doc("Honor Rule", doc.rule)
	if doc.status != AWARDED or not rule.recommends_to:
		refuse(_("Only an awarded honor whose rule recommends upwards can be recommended."))
	recusal.refuse_own([_interest(doc)])
	target = frappe.get_cached_doc("Honor Rule", rule.recommends_to)
	if target.status != "In Use":
		refuse(_("The rule {0} is not in use.").format(target.honor_title))
	frappe.db.get_value("Honor Rule", target.name, "name", for_update=True)
	above, honor = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType(DOCTYPE)
	sent = (
		frappe.qb.from_(above)
		.join(honor)
		.on(honor.name == above.recommended_from)
		.select(above.account)
		.where((above.rule == target.name) & (above.year == doc.year))
		.where((honor.awarding_unit == doc.awarding_unit) & (honor.rule == doc.rule))
		.for_update()
		.run(pluck=True)
	)
	if doc.account in sent or frappe.db.exists(
		DOCTYPE, {"rule": target.name, "year": doc.year, "account": doc.account}
	):
		refuse(_("{0} is proposed for {1} already.").format(doc.subject_name, target.honor_title))
	if len(sent) >= rule.recommend_at_most:
		refuse(
			_("{0} has recommended {1} already; that is as many as it may.").format(
				doc.awarding_unit, len(sent)
			)
		)
	row = frappe._dict(
		account=doc.account,
		grid_unit=doc.grid_unit,
		points=doc.points,
		place=doc.honor_rank,
		settlement=doc.settlement,
		awarding_unit=doc.grid_unit[: digits_of(target.level)],
	)
	return _insert(target, doc.year, [row], source=doc.name)[0]

"""Households and residents: look-ups, the acts of the register, identity documents, move-in requests.

Dicts may come as JSON text (form-encoded calls). All acts answer with {household, slip, resident}:
the household they end in, the Life Event to print, a newborn's record or null. Errors are
frappe.PermissionError (403) and frappe.ValidationError (417) with messages in the user's language.
`persons` is always {resident: relation to head}.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.registry import (
	acts,
	duplicates,
	enrolment,
	identity,
	logins,
	move_in,
	papers,
	population,
	relations,
)
from grid_governance.registry.following import refuse
from grid_governance.registry.household import GONE


@frappe.whitelist()
def get_members(household: str) -> dict:
	"""Return {members: [...], gone: [...]} of a household, the head first, phones masked.

	Each row: name, resident_name, sex, birth_date, relation_to_head, status, phone.
	"""
	doc = frappe.get_doc("Household", household)
	doc.check_permission("read")
	frappe.has_permission("Resident", "read", throw=True)
	members = population.members(household)
	for row in members:
		row["phone"] = identity.mask_phone(row["phone"])
	gone = frappe.get_list(
		"Resident",
		filters={"household": household, "status": ["in", GONE]},
		fields=["name", "resident_name", "relation_to_head", "status"],
	)
	return {"members": members, "gone": gone}


@frappe.whitelist()
def suggest_relations(household: str, new_head: str, without: list | str | None = None) -> list[dict]:
	"""Rows for the dialog of a new head: name, resident_name, relation (null where the clerk must say).

	`without` are residents who leave (the dead head).
	"""
	frappe.get_doc("Household", household).check_permission("read")
	leaving = set(frappe.parse_json(without) or []) if without else set()
	rows = population.members(household)
	if new_head not in {row.name for row in rows} - leaving:
		frappe.throw(_("The new head must live in the household."), title=_("Not A Member"))
	known = {row.name: (row.relation_to_head, row.sex) for row in rows}
	suggested = relations.relations_to_new_head(known, new_head)
	return [
		{"name": row.name, "resident_name": row.resident_name, "relation": suggested[row.name]}
		for row in rows
		if row.name not in leaving
	]


@frappe.whitelist(methods=["POST"])
def split_household(
	household: str,
	persons: dict | str,
	address: dict | str,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
	shares: dict | str | None = None,
) -> dict:
	"""Split: `persons` leave for a new household at `address`; returns {household, slip}.

	`shares` {points account of the household: whole points that go along}.
	"""
	paper = _paper(event_date, reason, applicant)
	return acts.split(household, _dict(persons), _dict(address), _dict(shares), **paper)._asdict()


@frappe.whitelist(methods=["POST"])
def merge_households(
	household: str,
	into: str,
	persons: dict | str,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
) -> dict:
	"""Merger: all `persons` of `household` join `into`; returns {household, slip}."""
	return acts.merge(household, into, _dict(persons), **_paper(event_date, reason, applicant))._asdict()


@frappe.whitelist(methods=["POST"])
def change_head(
	household: str,
	persons: dict | str,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
) -> dict:
	"""Change of head: `persons` are all members, one of them the head; returns {household, slip}."""
	return acts.change_head(household, _dict(persons), **_paper(event_date, reason, applicant))._asdict()


@frappe.whitelist(methods=["POST"])
def move_residents(
	household: str,
	into: str,
	persons: dict | str,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
) -> dict:
	"""Move: `persons` go from `household` to `into`; returns {household, slip}."""
	return acts.move(household, into, _dict(persons), **_paper(event_date, reason, applicant))._asdict()


@frappe.whitelist(methods=["POST"])
def register_birth(
	household: str, resident: dict | str, event_date: str | None = None, applicant: str | None = None
) -> dict:
	"""Birth: `resident` is the child (resident_name, sex, birth_date, relation_to_head).

	Returns {household, resident, slip}.
	"""
	return acts.register_birth(household, _dict(resident), **_paper(event_date, None, applicant))._asdict()


@frappe.whitelist(methods=["POST"])
def register_death(
	resident: str,
	persons: dict | str | None = None,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
) -> dict:
	"""Death: `persons` (all who stay, one as head) are asked when the head dies; returns {household, slip}."""
	return acts.register_death(resident, _dict(persons), **_paper(event_date, reason, applicant))._asdict()


@frappe.whitelist(methods=["POST"])
def move_away(
	residents: list | str,
	persons: dict | str | None = None,
	other_place: str | None = None,
	event_date: str | None = None,
	reason: str | None = None,
	applicant: str | None = None,
) -> dict:
	"""Moving away to `other_place`, outside what is kept here; returns {household, slip}."""
	paper = {**_paper(event_date, reason, applicant), "other_place": other_place}
	return acts.move_away(frappe.parse_json(residents), _dict(persons), **paper)._asdict()


@frappe.whitelist(methods=["POST"])
def join_duplicate(
	duplicate: str, kept: str, event_date: str | None = None, reason: str | None = None
) -> dict:
	"""Two records of one person: `duplicate` is marked, all that lives goes to `kept`; returns {household, slip}."""
	return duplicates.join(duplicate, kept, **_paper(event_date, reason, None))._asdict()


# ---------------------------------------------------------------- identity documents


@frappe.whitelist()
def masked_identity(resident: str) -> list[dict]:
	"""Return [{identity_kind, masked, reason}] of a resident whom the user may read."""
	frappe.get_doc("Resident", resident).check_permission("read")
	return identity.masked(resident)


@frappe.whitelist(methods=["POST"])
def reveal_identity(resident: str, identity_kind: str, reason: str) -> str:
	"""Return the full number; writes the access log. Needs write access to the resident and a reason."""
	return identity.reveal(resident, identity_kind, reason)


@frappe.whitelist(methods=["POST"])
def record_identity(
	resident: str,
	identity_kind: str,
	identity_number: str | None = None,
	no_identity_reason: str | None = None,
) -> list[dict]:
	"""Add or replace a document of a resident; returns the masked list."""
	doc = frappe.get_doc("Resident", resident)
	doc.check_permission("write")
	doc.update(
		{
			"identity_kind": identity_kind,
			"identity_number": identity_number,
			"no_identity_reason": no_identity_reason,
		}
	)
	doc.save()
	return identity.masked(resident)


@frappe.whitelist(methods=["POST"])
def look_up_identity(household: str, identity_kind: str, identity_number: str) -> dict:
	"""Who holds this number? {sex, birth_date, known}; `known` is null, or as enrolment.describe gives it.

	Needs write access to the household in which the person is to be registered. POST, since a number
	must not stand in an address or a server log; a hit outside the user's area is logged.
	"""
	frappe.get_doc("Household", household).check_permission("write")
	try:
		number = papers.normalise_number(identity_kind, identity_number)
		card = papers.parse_id_card(number) if papers.KINDS[identity_kind] is None else None
	except papers.ProblemError as error:
		refuse([error.problem], "Resident")
	other = identity.find(identity_kind, number)
	return {
		"sex": card.sex if card else None,
		"birth_date": card.birth_date.isoformat() if card else None,
		"known": enrolment.describe(other) if other else None,
	}


# ---------------------------------------------------------------- move-in requests


@frappe.whitelist(methods=["POST"])
def request_move_in(
	household: str, identity_kind: str, identity_number: str, relation_to_head: str, reason: str
) -> str:
	"""Ask the unit where this person is registered to let them move into `household`; returns the request."""
	return move_in.ask(household, identity_kind, identity_number, relation_to_head, reason)


@frappe.whitelist(methods=["POST"])
def answer_move_in(request: str, agree: bool, reason: str | None = None) -> str:
	"""Agree to or decline a move-in request (the giving side); returns its status."""
	if frappe.utils.sbool(agree):
		move_in.agree(request)
	else:
		move_in.decline(request, reason or "")
	return frappe.db.get_value(move_in.DOCTYPE, request, "status")


@frappe.whitelist(methods=["POST"])
def withdraw_move_in(request: str) -> str:
	"""Take a move-in request back (the asking side); returns its status."""
	move_in.withdraw(request)
	return move_in.WITHDRAWN


# ---------------------------------------------------------------- logins


@frappe.whitelist(methods=["POST"])
def open_login(worker: str, login: str | None = None) -> dict:
	"""Give a worker inside the own posts a login, or that login a new password; {user, login, password}.

	login: phone, e-mail address or user name, else the worker's phone. The password is answered this once,
	and null for a login that existed already. PermissionError for another's worker or a privileged login.
	"""
	return logins.open_login(worker, login)


# ---------------------------------------------------------------- arguments


def _dict(value: dict | str | None) -> dict:
	return frappe.parse_json(value) or {}


def _paper(event_date: str | None, reason: str | None, applicant: str | None) -> dict:
	values = {"event_date": event_date, "reason": reason, "applicant": applicant}
	return {key: value for key, value in values.items() if value}

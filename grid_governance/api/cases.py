"""Disputes over HTTP: file one, settle one on the spot, agree, perform, fetch. Amounts are yuan, dates ISO text."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance import permissions
from grid_governance.api.arguments import rows
from grid_governance.cases import steps
from grid_governance.cases.mediation import agreement as rules
from grid_governance.cases.mediation import term_rows
from grid_governance.figures import places


@frappe.whitelist(methods=["POST"])
def file_dispute(
	category: str,
	grid_unit: str,
	facts: str,
	parties: list | str,
	claims: str = "",
	amount: float = 0,
	event_date: str | None = None,
	event_place: str = "",
	difficulty: str = "Trifle",
	source: str = "Application By A Party",
	may_escalate: int = 0,
) -> dict:
	"""Register a dispute in `grid_unit` (code of the place of the event).

	`parties`: list (or its JSON) of rows with side ("Party A" / "Party B"), kind ("Person", "Group",
	"Organisation", "Agent"), party_name and what else Case Party has. Returns name and stage.
	Raises frappe.PermissionError outside the user's posts, frappe.ValidationError for what does not fit.
	"""
	frappe.has_permission("Dispute Case", "create", throw=True)
	values = {
		"category": category,
		"grid_unit": grid_unit,
		"facts": facts,
		"claims": claims,
		"amount": amount,
		"event_date": event_date,
		"event_place": event_place,
		"difficulty": difficulty,
		"source": source,
		"may_escalate": may_escalate,
	}
	case = steps.file_dispute(values, rows(parties, "parties"))
	return {"name": case.name, "stage": case.stage}


@frappe.whitelist(methods=["POST"])
def settle_on_the_spot(
	category: str, grid_unit: str, party_a: str, party_b: str, facts: str, settlement: str
) -> dict:
	"""A quarrel that was settled at once: six values, one save. Several names are parted by 、 or a comma.

	Returns name and stage. Raises frappe.PermissionError outside the user's posts,
	frappe.ValidationError when a side or the settlement is missing or one person stands on both sides.
	"""
	frappe.has_permission("Dispute Case", "create", throw=True)
	case = steps.settle_on_the_spot(category, grid_unit, party_a, party_b, facts, settlement)
	return {"name": case.name, "stage": case.stage}


@frappe.whitelist(methods=["GET", "POST"])
def spot_form() -> dict:
	"""What the screen *settled on the spot* needs: categories in their order and the units of my posts.

	Returns categories [{value, label}] and units [{value, label}], those first where the user works.
	"""
	frappe.has_permission("Dispute Case", "create", throw=True)
	names = frappe.get_all("Case Category", {"enabled": 1}, pluck="name", order_by="sort_order")
	units = dict.fromkeys(post.unit for post in permissions.granting_posts("Dispute Case", "create"))
	labels = places.names(units)
	return {
		"categories": [{"value": name, "label": _(name)} for name in names],
		"units": [{"value": unit, "label": labels.get(unit, unit)} for unit in units],
	}


@frappe.whitelist(methods=["POST"])
def draw_up_agreement(
	dispute_case: str,
	terms: list | str,
	agreement_form: str = "Written",
	reached_on: str | None = None,
	beyond_reason: str | None = None,
	responsibility: str | None = None,
	replaces: str | None = None,
	replaces_reason: str | None = None,
) -> str:
	"""An agreement from the case's data; `terms` are rows with content, amount, due_date, obligor, method.

	`beyond_reason` is needed where the terms add up to more than the amount in dispute. `replaces` names the
	agreement in force whose open terms become void when this one takes effect, with the reason. Returns the
	agreement's name; it binds nobody before put_into_effect.
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	given = {
		"reached_on": reached_on,
		"beyond_reason": beyond_reason,
		"responsibility": responsibility,
		"replaces": replaces,
		"replaces_reason": replaces_reason,
	}
	values = {field: value for field, value in given.items() if value}
	return steps.draw_up_agreement(dispute_case, rows(terms, "terms"), agreement_form, **values).name


@frappe.whitelist(methods=["POST"])
def put_into_effect(agreement: str, signed_on: str | None = None) -> dict:
	"""The agreement takes effect and the case follows; `signed_on` fills signatures and seal without a date.

	Returns status and effective_date. Raises frappe.ValidationError naming each missing signature.
	"""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("write")
	doc = steps.put_into_effect(agreement, signed_on)
	return {"status": doc.status, "effective_date": str(doc.effective_date)}


@frappe.whitelist(methods=["POST"])
def record_performance(
	agreement: str, term: str, performed_on: str, amount: float = 0, proof: str | None = None, note: str = ""
) -> dict:
	"""One payment or act on one term (`term`: its row's name). Returns name, outstanding (yuan), stage of the term."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	done = steps.record_performance(agreement, term, performed_on, amount, proof=proof, note=note)
	row = next(t for t in term_rows.of_agreements([agreement]) if t.name == term)
	return {"name": done.name, "outstanding": float(row.outstanding), "stage": row.stage}


@frappe.whitelist(methods=["GET", "POST"])
def get_terms(agreement: str) -> list[dict]:
	"""The terms of an agreement as of today: name, idx, content, amount, due_date, paid, outstanding, stage."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	return _plain(term_rows.of_agreements([agreement]))


@frappe.whitelist(methods=["GET", "POST"])
def get_case(name: str) -> dict:
	"""A case with its parties, sessions, agreements and terms as of today."""
	frappe.get_doc("Dispute Case", name).check_permission("read")
	case = frappe.get_doc("Dispute Case", name).as_dict(no_nulls=True, convert_dates_to_str=True)
	by_case = {"dispute_case": name}
	return {
		**case,
		"sessions": frappe.get_list(
			"Mediation Session",
			by_case,
			["name", "session_status", "starts_on", "session_form", "venue", "result"],
			order_by="starts_on",
		),
		"agreements": frappe.get_list(
			"Mediation Agreement",
			by_case,
			["name", "agreement_form", "status", "effective_date"],
			order_by="creation",
		),
		"terms": _plain(term_rows.of_case(name)),
	}


@frappe.whitelist(methods=["GET", "POST"])
def standing_agreement(dispute_case: str) -> str | None:
	"""The agreement of a case that is in force, if there is one."""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	return frappe.db.get_value(
		"Mediation Agreement", {"dispute_case": dispute_case, "status": term_rows.IN_FORCE}
	)


@frappe.whitelist(methods=["GET", "POST"])
def split_into_instalments(total: float, count: int, first_due: str, months: int = 1) -> list[dict]:
	"""`total` yuan in `count` parts, `months` apart: [{amount, due_date, instalment}]. Writes nothing."""
	frappe.has_permission("Mediation Agreement", "read", throw=True)
	if not 1 <= int(count) <= 120 or int(months) < 1:
		frappe.throw(_("Between 1 and 120 instalments, at least a month apart."), title=_("Instalments"))
	parts = rules.instalments(term_rows.money(total), int(count), getdate(first_due), int(months))
	return [
		{"amount": float(amount), "due_date": str(due), "instalment": n}
		for n, (amount, due) in enumerate(parts, 1)
	]


def _plain(rows: list[dict]) -> list[dict]:
	return [
		{
			**row,
			"amount": float(row.amount or 0),
			"paid": float(row.paid),
			"outstanding": float(row.outstanding),
		}
		for row in rows
	]

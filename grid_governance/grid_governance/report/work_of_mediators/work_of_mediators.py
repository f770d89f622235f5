"""调解组织与调解员工作量: what each body and each of its mediators accepted, brought to an end and settled."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from grid_governance import criteria
from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import counting, rates, sheets
from grid_governance.cases.statistics import filters as filtering
from grid_governance.figures import places

FIGURES = (
	"accepted",
	"mediated",
	"succeeded",
	"written",
	"oral",
	"amount",
	"performed",
	"due",
	"due_performed",
)
JOINED = "joined"  # accepted in the days, with this mediator beside the one in charge
SHOWN = ("accepted", "mediated", "succeeded", "success_rate", "written", "oral", "amount", "performed")


def execute(filters: dict | None = None) -> tuple:
	"""Filters: those of cases/statistics/asked.py. A row for each body with its sum, below it its mediators.

	A case belongs to the body and mediator in charge of it; those without a body are not counted here.
	"""
	asked = asking.read(filters)
	found = {
		key: figures
		for key, figures in asked.count(FIGURES, ("mediation_body", "mediator")).items()
		if key[0]
	}
	joined = _joined(asked)
	for key in joined:
		found.setdefault(key, dict.fromkeys(FIGURES, 0))
	bodies = places.titles("Mediation Body", "body_name", {key[0] for key in found})
	mediators = places.titles("Grid Worker", "worker_name", {key[1] for key in found})
	rows = []
	for body in sorted(bodies, key=lambda name: bodies[name] or ""):
		own = {key[1]: figures for key, figures in found.items() if key[0] == body}
		sums = {key: sum(figures[key] for figures in own.values()) for key in FIGURES}
		rows.append(_row(bodies[body], sums, {"mediation_body": body}, 0))
		rows[-1][JOINED] = sum(count for key, count in joined.items() if key[0] == body)
		for mediator in sorted(own, key=lambda name: -own[name]["accepted"]):
			name = mediators.get(mediator) or _("Nobody In Charge Yet")
			narrow = {"mediation_body": body, "mediator": mediator or ["is", "not set"]}
			rows.append(_row(name, own[mediator], narrow, 1))
			rows[-1][JOINED] = joined.get((body, mediator), 0)
	shown = [row for row in rows if not row.indent]
	chart = sheets.bars(
		[row.who for row in shown],
		(_("Cases Accepted"), [row.accepted for row in shown]),
		(_("Mediated With Success"), [row.succeeded for row in shown]),
	)
	return _columns(asked), rows, None, chart


def _joined(asked) -> dict[tuple[str, str], int]:
	"""(body, co-mediator) → cases accepted in the days; a case counts in the other columns once, for who presides."""
	case, other = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Case Co-Mediator")
	query = (
		frappe.qb.from_(case)
		.join(other)
		.on((other.parent == case.name) & (other.parenttype == "Dispute Case"))
		.select(case.mediation_body, other.mediator, Count("*"))
		.where(counting.in_days(case, "accepted_on", asked.days))
		.where(counting.in_places("Dispute Case", asked.units))
		.where(criteria.readable("Dispute Case"))
		.where(case.mediation_body.isnotnull())
		.groupby(case.mediation_body, other.mediator)
	)
	if narrowed := filtering.criterion(case, "Dispute Case", asked.base):
		query = query.where(narrowed)
	return {(body, mediator): count for body, mediator, count in query.run()}


def _row(name: str, figures: dict, narrow: dict, indent: int) -> frappe._dict:
	rate = rates.of(figures, "success_rate")
	return frappe._dict(
		figures, who=name, success_rate=rate, narrow=narrow, indent=indent, is_total=1 - indent
	)


def _columns(asked) -> list[dict]:
	columns = [sheets.text("who", _("Body Or Mediator"), 290, "left")]
	for key in SHOWN:
		if key in rates.RATES:
			columns.append(sheets.share(key, _(rates.RATES[key].label), 110))
		else:
			columns.append(sheets.figure(asked, key, 104))
		if key == "accepted":
			columns.append(sheets.whole(JOINED, _("Cases As Co-Mediator"), 104))
	return columns

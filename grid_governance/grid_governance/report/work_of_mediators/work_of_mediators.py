"""调解组织与调解员工作量: what each body and each of its mediators accepted, brought to an end and settled."""

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import rates, sheets
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
	bodies = places.titles("Mediation Body", "body_name", {key[0] for key in found})
	mediators = places.titles("Grid Worker", "worker_name", {key[1] for key in found})
	rows = []
	for body in sorted(bodies, key=lambda name: bodies[name] or ""):
		own = {key[1]: figures for key, figures in found.items() if key[0] == body}
		sums = {key: sum(figures[key] for figures in own.values()) for key in FIGURES}
		rows.append(_row(bodies[body], sums, {"mediation_body": body}, 0))
		for mediator in sorted(own, key=lambda name: -own[name]["accepted"]):
			name = mediators.get(mediator) or _("Nobody In Charge Yet")
			narrow = {"mediation_body": body, "mediator": mediator or ["is", "not set"]}
			rows.append(_row(name, own[mediator], narrow, 1))
	shown = [row for row in rows if not row.indent]
	chart = sheets.bars(
		[row.who for row in shown],
		(_("Cases Accepted"), [row.accepted for row in shown]),
		(_("Mediated With Success"), [row.succeeded for row in shown]),
	)
	return _columns(asked), rows, None, chart


def _row(name: str, figures: dict, narrow: dict, indent: int) -> frappe._dict:
	rate = rates.shown(rates.of(figures, "success_rate"))
	return frappe._dict(
		figures, who=name, success_rate=rate, narrow=narrow, indent=indent, is_total=1 - indent
	)


def _columns(asked) -> list[dict]:
	columns = [sheets.text("who", _("Body Or Mediator"), 230, "left")]
	for key in SHOWN:
		if key in rates.RATES:
			columns.append(sheets.text(key, _(rates.RATES[key].label), 110))
		else:
			columns.append(sheets.figure(asked, key, 104))
	return columns

"""月报报送情况: which units below have handed in their return of a month and which have not."""

import frappe
from frappe import _

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import returns, sheets
from grid_governance.figures import places, spans
from grid_governance.figures.columns import column


def execute(filters: dict | None = None) -> tuple:
	"""Filters: grid_unit, year, month. One row per unit below the chosen one, those without a return first."""
	filters = frappe._dict(filters or {})
	asked = asking.read({**filters, "period": spans.MONTH})
	rows = returns.state(asked.unit, asked.days[0])
	order = {None: 0, returns.DRAFT: 1, returns.HANDED_IN: 2}
	rows.sort(key=lambda row: (order[row.status], row.grid_unit))
	done = sum(row.status == returns.HANDED_IN for row in rows)
	known = places.titles("User", "full_name", {row.handed_in_by for row in rows})
	for row in rows:
		row.state_label = _(row.status or "No Return Yet")
		row.who = known.get(row.pop("handed_in_by"), "")
	summary = [
		{"label": _("Units That Report"), "value": len(rows), "datatype": "Int"},
		{"label": _("Handed In"), "value": done, "datatype": "Int", "indicator": "Green"},
		{
			"label": _("Missing Returns"),
			"value": len(rows) - done,
			"datatype": "Int",
			"indicator": "Red" if done < len(rows) else "Green",
		},
	]
	return _columns(), rows, None, None, summary


def _columns() -> list[dict]:
	return [
		sheets.text("unit_name", _("Unit Name"), 200, "left"),
		sheets.text("state_label", _("Return Status"), 130, "left"),
		sheets.whole("version", _("Version Of The Return"), 90),
		column("handed_in_on", _("Handed In At"), "Datetime", 170),
		sheets.text("who", _("Handed In By"), 140, "left"),
	]

"""Indicators that every site starts with (cases/statistics): rates of the published statistics and counts."""

import json

from frappe import _

from grid_governance.seeds import plant as plant_rows

LANGUAGE = "zh"
CASE = "Dispute Case"
RATE, ROWS, SUM = "Rate In Percent", "Number Of Rows", "Sum Of A Field"
SUCCESS = ["Written Agreement", "Oral Agreement", "Settled On The Spot", "Settled Otherwise"]

# name, record, time field, shown as, numerator, denominator, field summed up, description
INDICATORS = (
	(
		"Settlement Rate Of Disputes", CASE, "accepted_on", RATE,
		[["mediation_result", "in", SUCCESS], ["outcome", "!=", "Taken To Court"]], [], None,
		"Settled of the cases accepted in the time.",
	),
	(
		"Success Rate Of Mediation", CASE, "mediation_ended_on", RATE,
		[["mediation_result", "in", SUCCESS]], [["mediation_result", "is", "set"]], None,
		"Agreements and what was settled, of the cases mediated to an end in the time.",
	),
	(
		"Performance Rate Of Agreements", CASE, "performance_due_on", RATE,
		[["performed_on", "is", "set"]], [], None,
		"Performed of the agreements whose last term fell due in the time.",
	),
	(
		"Share Settled On The Spot", CASE, "accepted_on", RATE,
		[["mediation_result", "=", "Settled On The Spot"]], [], None,
		"Settled on the spot of the cases accepted in the time.",
	),
	(
		"Share Of Judicial Confirmation", CASE, "mediation_ended_on", RATE,
		[["confirmed_on", "is", "set"]], [["mediation_result", "in", ["Written Agreement", "Oral Agreement"]]], None,
		"Confirmed by the court of the agreements reached in the time.",
	),
	(
		"Share Of Recurring Disputes", CASE, "registered_on", RATE,
		[["recurring", "=", 1]], [], None,
		"Recurring of the cases registered in the time.",
	),
	(
		"Share Of Repeat Visits", "Reception", "received_on", RATE,
		[["repeat_count", ">", 0]], [], None,
		"Receptions of persons who came before, of all receptions in the time.",
	),
	(
		"Persons Received At The Window", "Reception", "received_on", SUM,
		[], [], "people_count",
		"Visitors of all receptions in the time.",
	),
	(
		"Disputes Prevented In Sweeps", "Dispute Sweep", "swept_on", SUM,
		[], [], "disputes_prevented",
		"As entered by the units that held sweeps.",
	),
	(
		"Cases With Risk Of Escalation", CASE, "registered_on", ROWS,
		[["may_escalate", "=", 1]], [], None,
		"Registered in the time with the mark of a possible escalation.",
	),
)  # fmt: skip


def plant() -> None:
	plant_rows(
		"Case Indicator",
		[
			{
				"name": name,
				"indicator_name": _(name, LANGUAGE),
				"counted_doctype": doctype,
				"time_field": time_field,
				"shown_as": shown_as,
				"numerator_filters": json.dumps(numerator),
				"denominator_filters": json.dumps(denominator),
				"sum_field": sum_field,
				"description": _(description, LANGUAGE),
				"sort_order": number * 10,
				"enabled": 1,
			}
			for number, (
				name, doctype, time_field, shown_as, numerator, denominator, sum_field, description,
			) in enumerate(INDICATORS, 1)
		],
	)  # fmt: skip

"""Kanban boards that every site begins with: disputes by stage. A drag is a step of the workflow."""

import json

import frappe

from grid_governance.cases import stages
from grid_governance.seeds import plant as plant_rows

BOARD = "矛盾纠纷进度看板"
CASE = "Dispute Case"
SHOWN = (
	(stages.REGISTERED, "Orange"),
	(stages.SCREENING, "Orange"),
	(stages.TAKEN_ON, "Blue"),
	(stages.IN_MEDIATION, "Blue"),
	(stages.AGREEMENT_REACHED, "Cyan"),
	(stages.IN_PERFORMANCE, "Purple"),
	(stages.CLOSED, "Green"),
)
CARD = ("party_names", "grid_unit", "mediator")


def plant() -> None:
	"""The stages at which something is still to be done; the others stand ready as archived columns."""
	colours = dict(SHOWN)
	others = [
		stage for stage in frappe.get_meta(CASE).get_options("stage").split("\n") if stage not in colours
	]
	columns = [{"column_name": stage, "indicator": colour, "status": "Active"} for stage, colour in SHOWN]
	columns += [{"column_name": stage, "indicator": "Gray", "status": "Archived"} for stage in others]
	row = {
		"kanban_board_name": BOARD,
		"reference_doctype": CASE,
		"field_name": "stage",
		"private": 0,
		"show_labels": 0,
		"fields": json.dumps(CARD),
		"columns": columns,
	}
	plant_rows("Kanban Board", [row], key="kanban_board_name")


def remove() -> None:
	"""Uninstall: the board goes away with what it shows."""
	frappe.delete_doc("Kanban Board", BOARD, ignore_missing=True, ignore_permissions=True, force=True)

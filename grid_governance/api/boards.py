"""Kanban boards of the app's records: a drag is a step, and the shared board keeps nothing of whose cards these are."""

from __future__ import annotations

import frappe
from frappe.client import set_value
from frappe.desk.doctype.kanban_board import kanban_board

from grid_governance.scopes import SCOPES


@frappe.whitelist(methods=["POST"])
def move(
	board_name: str,
	docname: str,
	from_colname: str,
	to_colname: str,
	old_index: int | str,
	new_index: int | str,
):
	"""Stands in for the platform's `update_order_for_single_card`; returns the board.

	On a board of ours the card's record gets the column's value by a save with the user's rights, which the workflow
	takes as its step or refuses (417). The order within a column is the list's: kept on the board it would name
	records to everybody, and it fails once cards have come that the board has not seen.
	"""
	board = frappe.get_doc("Kanban Board", board_name)
	if board.reference_doctype not in SCOPES:
		return kanban_board.update_order_for_single_card(
			board_name, docname, from_colname, to_colname, old_index, new_index
		)
	board.check_permission("read")
	if to_colname != from_colname:
		set_value(board.reference_doctype, docname, board.field_name, to_colname)
	return board


@frappe.whitelist(methods=["POST"])
def keep_order(board_name: str, order: str):
	"""Stands in for the platform's `update_order`, which each look at a board calls; returns the board and no card.

	On a board of ours nothing is kept: see `move`.
	"""
	board = frappe.get_doc("Kanban Board", board_name)
	if board.reference_doctype not in SCOPES:
		return kanban_board.update_order(board_name, order)
	board.check_permission("read")
	return board, []

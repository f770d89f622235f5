"""Routing rules every site begins with: 微事 to the grid, 小事 village, 大事 township, 难事 county."""

import frappe
from frappe import _

from grid_governance.seeds import remember, was_planted

DOCTYPE = "Routing Rule"

LANGUAGE = "zh"  # a rule's name is the office's own text: it stands in the form as it is said

RULES = (
	("Trifle To The Grid", "Trifle", "Grid"),
	("Minor Matter To The Village", "Minor Matter", "Village"),
	("Major Matter To The Township", "Major Matter", "Township"),
	("Hard Matter To The County", "Hard Matter", "County"),
)


def plant() -> None:
	for name, difficulty, level in RULES:
		if was_planted(DOCTYPE, name):
			continue
		rule = {"rule_name": _(name, LANGUAGE), "difficulty": difficulty, "level": level}
		frappe.get_doc({"doctype": DOCTYPE, **rule, "target": "Unit Of Level", "enabled": 1}).insert(
			ignore_permissions=True
		)
		remember(DOCTYPE, name)

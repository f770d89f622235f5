"""Routing rules every site begins with: 微事 to the grid, 小事 village, 大事 township, 难事 county."""

from grid_governance.seeds import plant as plant_rows

RULES = (
	("Trifle To The Grid", "Trifle", "Grid"),
	("Minor Matter To The Village", "Minor Matter", "Village"),
	("Major Matter To The Township", "Major Matter", "Township"),
	("Hard Matter To The County", "Hard Matter", "County"),
)


def plant() -> None:
	plant_rows(
		"Routing Rule",
		[
			{
				"rule_name": name,
				"difficulty": difficulty,
				"target": "Unit Of Level",
				"level": level,
				"enabled": 1,
			}
			for name, difficulty, level in RULES
		],
		key="rule_name",
	)

"""What a page gives as an example is there to be found."""

import csv
from pathlib import Path

import grid_governance

APP = Path(grid_governance.__file__).parent
EXAMPLE = "A word of it, for example: elderly"


def rows(path: str) -> list[list[str]]:
	with open(APP / path, encoding="utf-8-sig", newline="") as file:
		return list(csv.reader(file))


def test_the_example_of_a_word_to_look_for_finds_items():
	said = next(row[1] for row in rows("translations/zh.csv") if row[0] == EXAMPLE)
	word = said.split("：")[-1]
	assert EXAMPLE in (APP / "www/portal/declare.html").read_text("utf-8")
	assert any(word in row[1] for row in rows("seeds/points_catalogue.csv")[1:])

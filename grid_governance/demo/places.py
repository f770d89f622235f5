"""The demo town's places: real divisions, and grids with micro-grids below them that are ours.

The street has 47,000 households with 3,618 neighbour heads, as the field report says; the one village of
the small scale is the same village in both, so that the large demo may follow the small one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grid_governance.registry import division_files
from grid_governance.registry.division_files import Row

DIVISIONS = Path(__file__).with_name("divisions.csv")
STREET = "430181002"
VILLAGE = "430181002211"  # 西湖村
STREET_HOUSEHOLDS, STREET_PEOPLE, STREET_MICRO_GRIDS = 47_000, 162_000, 3_618
VILLAGE_HOUSEHOLDS, VILLAGE_PEOPLE, VILLAGE_MICRO_GRIDS = 500, 1_723, 38
MICRO_GRIDS_IN_GRID = 31  # × 13 households: about 400 households to a grid
SEED = 20261122


@dataclass(frozen=True)
class Village:
	"""One village or community of the demo: how many households, people and micro-grids it gets."""

	code: str
	name: str
	number: int
	households: int
	people: int
	micro_grids: int

	def grids(self) -> list[str]:
		return [f"{self.code}{n:03d}" for n in range(1, -(-self.micro_grids // MICRO_GRIDS_IN_GRID) + 1)]

	def micro_grid_codes(self) -> list[str]:
		return [
			f"{self.grids()[n // MICRO_GRIDS_IN_GRID]}{n % MICRO_GRIDS_IN_GRID + 1:03d}"
			for n in range(self.micro_grids)
		]


def villages(scale: str) -> list[Village]:
	"""The villages of a scale ("village" or "street"), always the same ones with the same figures."""
	rows = [
		row for row in division_files.rows(DIVISIONS) if len(row.code) == 12 and row.code.startswith(STREET)
	]
	numbers = {row.code: number for number, row in enumerate(rows)}
	small = next(row for row in rows if row.code == VILLAGE)
	first = Village(
		small.code, small.name, numbers[small.code], VILLAGE_HOUSEHOLDS, VILLAGE_PEOPLE, VILLAGE_MICRO_GRIDS
	)
	if scale == "village":
		return [first]
	others = [row for row in rows if row.code != VILLAGE]
	chance = random.Random(SEED)
	weights = [
		chance.uniform(1.5, 4.0) if int(row.code[-3:]) < 200 else chance.uniform(0.6, 1.4) for row in others
	]
	figures = zip(
		others,
		_share(STREET_HOUSEHOLDS - VILLAGE_HOUSEHOLDS, weights),
		_share(STREET_PEOPLE - VILLAGE_PEOPLE, weights),
		_share(STREET_MICRO_GRIDS - VILLAGE_MICRO_GRIDS, weights),
		strict=True,
	)
	return [first, *(Village(row.code, row.name, numbers[row.code], *rest) for row, *rest in figures)]


def _share(total: int, weights: list[float]) -> list[int]:
	"""Whole numbers by weight that add up to `total`."""
	whole = sum(weights)
	parts = [int(total * weight / whole) for weight in weights]
	for index in range(total - sum(parts)):
		parts[index % len(parts)] += 1
	return parts


def unit_rows(scale: str) -> Iterator[Row]:
	"""Divisions from the CSV, then the grids and micro-grids of the scale's villages, parents first."""
	yield from division_files.rows(DIVISIONS)
	for village in villages(scale):
		for number, code in enumerate(village.grids(), start=1):
			yield Row("demo", 0, code, f"第{number}网格")
		for code in village.micro_grid_codes():
			yield Row("demo", 0, code, f"第{int(code[-3:])}微网格")

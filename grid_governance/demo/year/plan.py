"""What happens in which village in which month: drawn by chance from a fixed seed, the same on every machine. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

CITY_DECLARATIONS, CITY_VILLAGES = 60_000, 1_625  # the Jingmen field report: 60,000 declarations a year
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Size:
	"""How much one village does in a year."""

	declarations: int = round(CITY_DECLARATIONS / CITY_VILLAGES)
	activity_months: tuple[int, ...] = (2, 4, 6, 8, 10, 12)
	activity_people: int = 30
	round_months: tuple[int, ...] = (3, 6, 9, 12)
	round_households: int = 40
	fair_months: tuple[int, ...] = (6, 12)
	fair_people: int = 10


@dataclass(frozen=True)
class Choice:
	"""An item that can be declared: its points, or limits, or levels."""

	name: str
	points: int = 0
	low: int = 0
	high: int = 0
	levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deed:
	"""One declaration of the plan."""

	household: str
	item: str
	day: date
	points: int | None
	level: str | None


def chance_of(village: str, year: int) -> random.Random:
	return random.Random(f"{village}:{year}")


def day_in(chance: random.Random, year: int, month: int) -> date:
	first = date(year, month, 1)
	after = date(year + month // 12, month % 12 + 1, 1)
	return first + timedelta(days=chance.randrange((after - first).days))


def declarations(
	chance: random.Random, year: int, size: Size, households: list[str], items: list[Choice]
) -> dict[int, list[Deed]]:
	"""month → declarations, `size.declarations` in all, spread evenly over the months."""
	found: dict[int, list[Deed]] = {month: [] for month in MONTHS}
	for number in range(size.declarations):
		month, item = number % 12 + 1, chance.choice(items)
		found[month].append(
			Deed(
				household=chance.choice(households),
				item=item.name,
				day=day_in(chance, year, month),
				points=chance.randint(item.low, item.high) if item.high else None,
				level=chance.choice(item.levels) if item.levels else None,
			)
		)
	return found


def some(chance: random.Random, households: list[str], count: int) -> list[str]:
	return chance.sample(households, min(count, len(households)))

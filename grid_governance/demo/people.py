"""The demo town's people: made up by a seeded random and Faker's Chinese names, never real ones.

Rows have the shape of the import's rows and go in through it, all rules on. So that no number is
anybody's, ID numbers begin with 439900, which is no county's code; their check digits are right. Phones
are 138 0000 …; each resident carries the note 演示数据.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from faker import Faker
from stdnum.cn import ric

from grid_governance.demo.places import SEED, STREET, Village
from grid_governance.registry.importing.files import Row

AREA = "439900"  # no county has it
NOTE = "演示数据"
VILLAGES = 16  # each village has its own share of the 1000 serial numbers of a day
TODAY = datetime.date(2026, 11, 1)
SMALL_SIZES = ((1, 9), (2, 21), (3, 27), (4, 22), (5, 13), (6, 8))  # persons: weight, mean 3.3
OCCUPATIONS = (
	("Farmer", 25),
	("Employed", 30),
	("Self-employed", 15),
	("Works Away", 20),
	("Without Work", 5),
)


def rows(village: Village) -> Iterator[Row]:
	"""All rows of one village, household by household; the same on every call."""
	yield from _Maker(village).rows()


class _Maker:
	def __init__(self, village: Village):
		self.village = village
		self.chance = random.Random(f"{SEED}{village.code}")
		self.names = Faker("zh_CN")
		self.names.seed_instance(f"{SEED}{village.code}")
		self.serials: dict[tuple[datetime.date, str], int] = {}
		self.city = int(village.code[-3:]) < 200
		self.phones = 0
		self.line = 1

	def rows(self) -> Iterator[Row]:
		village = self.village
		micro_grids = village.micro_grid_codes()
		for number, size in enumerate(self._sizes()):
			place = number * village.micro_grids // village.households
			household = {"grid_unit": micro_grids[place], **self._address(place, number)}
			for person in self._family(size):
				self.line += 1
				yield Row(self.line, {**household, **person})

	def _sizes(self) -> list[int]:
		"""Household sizes that add up to the village's people."""
		sizes = self.chance.choices(*zip(*SMALL_SIZES, strict=True), k=self.village.households)
		surplus = self.village.people - sum(sizes)
		step = 1 if surplus > 0 else -1
		while surplus:
			index = self.chance.randrange(len(sizes))
			if 1 <= sizes[index] + step <= 7:
				sizes[index] += step
				surplus -= step
		return sizes

	def _address(self, place: int, number: int) -> dict[str, str]:
		if self.city:
			flat = number % 12
			return {
				"estate": f"{self.village.name.removesuffix('社区')}小区",
				"building": str(number // 24 + 1),
				"building_unit": str(number // 12 % 2 + 1),
				"room": f"{flat // 2 + 1:d}0{flat % 2 + 1}",
				"dwelling_use": self.chance.choices(("Lived In By Owner", "Let Out"), (85, 15))[0],
			}
		return {
			"villagers_group": str(place // 2 + 1),
			"room": str(number + 1),
			"dwelling_use": "Lived In By Owner",
		}

	def _family(self, size: int) -> Iterator[dict]:
		"""Head, spouse, children, parents: relations, ages and surnames that fit each other."""
		head_age = (
			self.chance.randint(62, 88)
			if size == 1 and self.chance.random() < 0.6
			else self.chance.randint(28, 68)
		)
		surname, head_sex = self.names.last_name(), "Male" if self.chance.random() < 0.8 else "Female"
		yield self._person("Head Of Household", surname, head_sex, head_age)
		left = size - 1
		if left and (size > 2 or self.chance.random() < 0.75):
			other = "Female" if head_sex == "Male" else "Male"
			yield self._person(
				"Spouse", self.names.last_name(), other, max(22, head_age - self.chance.randint(-3, 5))
			)
			left -= 1
		children = min(left, self.chance.randint(1, 3) if left > 1 else left)
		for _child in range(children):
			sex = self.chance.choice(("Male", "Female"))
			age = max(0, head_age - self.chance.randint(22, 34))
			yield self._person("Son" if sex == "Male" else "Daughter", surname, sex, age)
		left -= children
		for index in range(left):
			sex = "Male" if index == 0 else "Female"
			if index < 2 and head_age < 66:
				parent_surname = surname if sex == "Male" else self.names.last_name()
				yield self._person(
					"Father Or Mother", parent_surname, sex, head_age + self.chance.randint(22, 30)
				)
			else:
				yield self._person("Other Relative", surname, sex, self.chance.randint(18, 80))

	def _person(self, relation: str, surname: str, sex: str, age: int) -> dict:
		first = self.names.first_name_male() if sex == "Male" else self.names.first_name_female()
		born = TODAY - datetime.timedelta(days=age * 365 + age // 4 + self.chance.randrange(364))
		person = {
			"resident_name": surname + first,
			"relation_to_head": relation,
			"sex": sex,
			"birth_date": born.isoformat(),
			"nation": "汉族",
			"status": "Living And Registered Here",
			"registered_code": STREET,
			"occupation_group": self._occupation(age),
			"note": NOTE,
			"identity_kind": "ID Card",
			"identity_number": self._number(born, sex),
		}
		if age >= 16:
			self.phones += 1
			person["phone"] = f"1380000{(self.village.number * 613 + self.phones) % 10000:04d}"
		if age >= 22 and self.chance.random() < 0.07:
			person |= {"is_party_member": "是", "party_branch": f"{self.village.name}党支部"}
		if age >= 16 and self.chance.random() < 0.09:
			person["is_volunteer"] = "是"
		if relation not in ("Head Of Household",) and age >= 18 and self.chance.random() < 0.12:
			person["status"] = "Registered Here, Living Elsewhere"
		elif self.city and self.chance.random() < 0.1:
			person |= {"status": "Living Here, Registered Elsewhere", "registered_code": "430181"}
		return person

	def _occupation(self, age: int) -> str:
		if age < 22:
			return "Student" if age >= 6 else "Without Work"
		return "Retired" if age >= 62 else self.chance.choices(*zip(*OCCUPATIONS, strict=True))[0]

	def _number(self, born: datetime.date, sex: str) -> str:
		"""The village's next serial number of that day and sex (odd is male, GB 11643)."""
		used = self.serials.get((born, sex), 0)
		self.serials[born, sex] = used + 1
		share = 1000 // VILLAGES // 2 * 2
		serial = self.village.number * share + used * 2 + (1 if sex == "Male" else 0)
		if used * 2 >= share:
			raise RuntimeError("too many people born on one day for one village of the demo")
		number = f"{AREA}{born:%Y%m%d}{serial:03d}"
		return number + ric.calc_check_digit(number + "0")

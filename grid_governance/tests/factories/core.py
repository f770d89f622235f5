"""The world that most tests live in.

    43 ─ 4301 ─ 430181 ─ 430181002 (street)
                          ├ 430181002001 (village A) ─ …001001, …001002 (grids)
                          └ 430181002200 (village B) ─ …200001 (grid)

`world.user("Mediator", "A")` is the login of the mediator posted in village A; the other duties likewise.
Users are made on demand, so a test pays only for whom it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe

STREET = "430181002"
VILLAGE_A = "430181002001"
VILLAGE_B = "430181002200"
GRID_A1 = "430181002001001"
GRID_A2 = "430181002001002"
GRID_B1 = "430181002200001"

UNITS = (
	("43", "湖南省"),
	("4301", "长沙市"),
	("430181", "浏阳市"),
	(STREET, "集里街道"),
	(VILLAGE_A, "甲社区"),
	(VILLAGE_B, "乙村"),
	(GRID_A1, "第一网格"),
	(GRID_A2, "第二网格"),
	(GRID_B1, "第一网格"),
)


def make_unit(code: str, unit_name: str, **values) -> str:
	"""Insert the unit if it is not there; returns its code."""
	if not frappe.db.exists("Grid Unit", code):
		doc = frappe.get_doc(doctype="Grid Unit", code=code, unit_name=unit_name, **values)
		doc.insert(ignore_permissions=True)
	return code


def make_user(email: str, roles: tuple[str, ...] = (), **values) -> str:
	"""A desk user with `roles`, written row by row: the platform's own insert takes a second."""
	if not frappe.db.exists("User", email):
		user = frappe.get_doc(
			doctype="User",
			name=email,
			email=email,
			first_name=email.split("@")[0],
			language="zh",
			enabled=1,
			**values,
		)
		user.update({"user_type": "System User", "full_name": user.first_name})
		user.set_user_and_timestamp()
		user.db_insert()
		for role in roles:
			row = user.append("roles", {"role": role, "name": frappe.generate_hash(length=10)})
			row.parent = email
			row.db_insert()
	return email


def make_worker(duty: str, unit: str, *, email: str | None = None, scope: str | None = None, **post) -> str:
	"""A Grid Worker with one post; returns the login's e-mail address.

	`post` holds further columns of the post (mediation_body, points_shop, from_date, …).
	"""
	email = email or f"{duty.lower().replace(' ', '.').replace(chr(39), '')}.{unit}@gg.test"
	role = frappe.db.get_value("Grid Duty", duty, "role")
	make_user(email, roles=(role,) if role else ())
	name = frappe.db.get_value("Grid Worker", {"user": email})
	worker = frappe.get_doc("Grid Worker", name) if name else frappe.new_doc("Grid Worker")
	worker.update({"worker_name": email.split("@")[0], "user": email, "grid_unit": worker.grid_unit or unit})
	worker.append("posts", {"duty": duty, "grid_unit": unit, "scope": scope, **post})
	worker.save(ignore_permissions=True)
	return email


@dataclass
class World:
	street: str = STREET
	village_a: str = VILLAGE_A
	village_b: str = VILLAGE_B
	grid_a1: str = GRID_A1
	grid_a2: str = GRID_A2
	grid_b1: str = GRID_B1
	users: dict[tuple[str, str], str] = field(default_factory=dict)

	def user(self, duty: str, place: str = "A", **post) -> str:
		"""The login of `duty` in "A", "B", "street" or a unit's code."""
		unit = {"A": VILLAGE_A, "B": VILLAGE_B, "street": STREET}.get(place, place)
		if (duty, unit) not in self.users:
			self.users[duty, unit] = make_worker(duty, unit, **post)
		return self.users[duty, unit]

	def worker(self, duty: str, place: str = "A", **post) -> str:
		"""The Grid Worker record of that login."""
		return frappe.db.get_value("Grid Worker", {"user": self.user(duty, place, **post)})


def make_world() -> World:
	for code, name in UNITS:
		make_unit(code, name)
	return World()

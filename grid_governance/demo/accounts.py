"""The demo town's staff: neighbour heads without login, and one account per duty.

A password is derived from the site's secret, so that a second run prints the same one and none is stored
in plain. Names are made up.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass

import frappe
from faker import Faker
from frappe import _

from grid_governance import keys
from grid_governance.demo.places import SEED, STREET, VILLAGE, Village
from grid_governance.registry.appointing import Appointment, appoint

DOMAIN = "demo.example"
SINCE = "2026-01-01"
NEIGHBOUR_HEAD = "Neighbour Head"


@dataclass(frozen=True)
class Account:
	"""One login: its post, and what the post is tied to (a key of the town's own records)."""

	login: str
	duty: str
	unit: str
	tied_to: str | None = None


ACCOUNTS = (
	Account("operator", "System Operator", STREET),
	Account("leader", "Leader", STREET),
	Account("pointsoffice", "Points Office Member", STREET),
	Account("reception", "Reception Clerk", STREET),
	Account("dispatcher", "Dispatcher", STREET),
	Account("supervisor", "Supervisor", STREET),
	Account("liaison", "Department Liaison", STREET, "organisation"),
	Account("lawyer", "Legal Adviser", STREET),
	Account("gridhead", "Grid Head", VILLAGE),
	Account("gridofficer", "Grid Officer", f"{VILLAGE}001"),
	Account("neighbour", "Neighbour Head", f"{VILLAGE}001001"),
	Account("pointsclerk", "Village Points Clerk", VILLAGE),
	Account("appraisal", "Appraisal Group Member", VILLAGE),
	Account("shopkeeper", "Shop Keeper", VILLAGE, "points_shop"),
	Account("committee", "Supervisory Committee Member", VILLAGE),
	Account("mediator", "Mediator", VILLAGE),
	Account("mediator2", "Mediator", VILLAGE),
	Account("mediator3", "Mediator", VILLAGE),
	Account("careofficer", "Care Officer", VILLAGE),
)


def neighbour_heads(villages: list[Village]) -> int:
	"""A Grid Worker for each micro-grid that has none: the head of its first household. Returns how many are new."""
	codes = [code for village in villages for code in village.micro_grid_codes()]
	post = frappe.qb.DocType("Grid Post")
	query = frappe.qb.from_(post).select(post.grid_unit).where(post.duty == NEIGHBOUR_HEAD)
	taken = set(query.run(pluck=True))
	wanted = [code for code in codes if code not in taken]
	heads = _first_heads(wanted)
	made = appoint(
		NEIGHBOUR_HEAD,
		[Appointment(unit, *heads[unit], managed_at=unit[:12], from_date=SINCE) for unit in wanted],
	)
	frappe.db.commit()
	return made


def _first_heads(units: list[str]) -> dict[str, tuple[str, str, str]]:
	"""{unit: (name, phone, resident)} of the head who comes first by address."""
	house, person = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")
	found: dict[str, tuple[str, str, str]] = {}
	for start in range(0, len(units), 1000):
		rows = (
			frappe.qb.from_(house)
			.join(person)
			.on(person.name == house.head)
			.select(house.grid_unit, person.resident_name, person.phone, person.name)
			.where(house.grid_unit.isin(units[start : start + 1000]))
			.orderby(house.grid_unit, house.address_order)
		)
		for unit, *rest in rows.run():
			found.setdefault(unit, tuple(rest))
	return found


def make(ties: dict[str, str], wanted: tuple[Account, ...] = ACCOUNTS) -> tuple[list[dict], int]:
	"""Users and workers of `wanted`; `ties`: column of Grid Post → record. Returns their table and how many are new."""
	names = Faker("zh_CN")
	names.seed_instance(SEED)
	table, made = [], 0
	for account in wanted:
		name = names.name()
		worker = frappe.db.get_value("Grid Worker", {"user": _email(account)}) or _existing_neighbour(account)
		if worker:
			name = frappe.db.get_value("Grid Worker", worker, "worker_name")
		made += _user(account, name)
		_worker(account, name, worker, ties)
		table.append(
			{
				"duty": _(account.duty, lang="zh"),
				"name": name,
				"user": _email(account),
				"password": password(account.login),
				"unit": f"{frappe.db.get_value('Grid Unit', account.unit, 'unit_name')} {account.unit}",
			}
		)
	frappe.db.commit()
	return table, made


def worker_of(login: str) -> str:
	"""The Grid Worker of the account `login`."""
	return frappe.db.get_value("Grid Worker", {"user": f"{login}@{DOMAIN}"})


def password(login: str) -> str:
	"""Ten letters and digits in two groups, always the same on one site."""
	digest = hmac.new(keys.derive("demo accounts"), login.encode(), "sha256").digest()
	text = base64.b32encode(digest).decode().lower().replace("o", "8").replace("l", "9").replace("i", "7")
	return f"{text[:5]}-{text[5:10]}"


def _email(account: Account) -> str:
	return f"{account.login}@{DOMAIN}"


def _existing_neighbour(account: Account) -> str | None:
	if account.duty != NEIGHBOUR_HEAD:
		return None
	post = {"duty": account.duty, "grid_unit": account.unit, "parenttype": "Grid Worker"}
	return frappe.db.get_value("Grid Post", post, "parent")


def _user(account: Account, name: str) -> int:
	if frappe.db.exists("User", _email(account)):
		return 0
	user = frappe.get_doc(
		doctype="User",
		email=_email(account),
		first_name=name,
		language="zh",
		time_zone="Asia/Shanghai",
		user_type="System User",
		send_welcome_email=0,
		new_password=password(account.login),
	)
	user.flags.no_welcome_mail = True
	user.insert(ignore_permissions=True)
	return 1


def _worker(account: Account, name: str, worker: str | None, ties: dict[str, str]) -> None:
	doc = frappe.get_doc("Grid Worker", worker) if worker else frappe.new_doc("Grid Worker")
	if doc.user == _email(account):
		return
	doc.user = _email(account)
	if not worker:
		doc.update({"worker_name": name, "grid_unit": account.unit[:12]})
		tie = {account.tied_to: ties[account.tied_to]} if account.tied_to else {}
		doc.append("posts", {"duty": account.duty, "grid_unit": account.unit, "from_date": SINCE, **tie})
	doc.save(ignore_permissions=True)

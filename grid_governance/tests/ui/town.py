"""The committed town of the browser tests: a place of its own, removed with everything in it at the end.

    63 ─ 6301 ─ 630105 ─ 630105990 (street)
                          ├ 630105990001 (village A) ─ …001001, …001002 (grids)
                          └ 630105990200 (village B) ─ …200001 (grid)

The browser talks to another process, so what it needs is committed; the codes are used by no other test.
"""

from __future__ import annotations

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
from frappe.utils.password import update_password

from grid_governance import permissions
from grid_governance.cases.case_file import seal
from grid_governance.scopes import CHILD_PARENTS, PUBLIC, SCOPES
from grid_governance.tests.factories import cases, core

PROVINCE = "63"
PASSWORD = "Town-of-the-browser-5"
UNITS = (
	(PROVINCE, "青海省"),
	("6301", "西宁市"),
	("630105", "城北区"),
	("630105990", "朝阳街道"),
	("630105990001", "朝阳社区"),
	("630105990200", "河湾村"),
	("630105990001001", "第一网格"),
	("630105990001002", "第二网格"),
	("630105990200001", "第一网格"),
)


class Town(core.World):
	"""`town.user("Mediator", "A")` is a login with PASSWORD; whatever is made here is committed."""

	def __init__(self):
		*_, street, village_a, village_b, grid_a1, grid_a2, grid_b1 = (code for code, _name in UNITS)
		super().__init__(street, village_a, village_b, grid_a1, grid_a2, grid_b1)
		self.demolish()  # what an interrupted run left
		for code, name in UNITS:
			core.make_unit(code, name)
		frappe.db.commit()

	def user(self, duty: str, place: str = "A", **post) -> str:
		unit = {"A": self.village_a, "B": self.village_b, "street": self.street}.get(place, place)
		if (duty, unit) not in self.users:
			self.fresh()
			email = f"{duty.lower().replace(' ', '.')}.{unit}@town.test"
			core.make_user(email)  # without roles: they, and the team's Desk, come with the post
			self.users[duty, unit] = core.make_worker(duty, unit, email=email, **post)
			create_notification_settings(email)  # without it the Desk does not start
			update_password(email, PASSWORD)
			frappe.db.commit()
			frappe.clear_cache(user=email)
		return self.users[duty, unit]

	def committee(self) -> frappe._dict:
		"""The mediation body of village A with its mediator: body, user (login), mediator (worker)."""
		self.fresh()
		body = cases.make_body(self.village_a, "朝阳社区人民调解委员会", "朝阳")
		self.commit()  # a login begins with a fresh look at the database
		user = self.user("Mediator", "A", mediation_body=body)
		worker = frappe.db.get_value("Grid Worker", {"user": user})
		return frappe._dict(body=body, user=user, mediator=worker)

	def fresh(self) -> None:
		"""See what the browser has written: end the snapshot that this connection reads from."""
		frappe.db.rollback()
		permissions.forget_posts()
		frappe.set_user("Administrator")

	def commit(self) -> None:
		"""Let the browser see what a test has made."""
		frappe.db.commit()

	def demolish(self) -> None:
		"""Remove the place, whatever stands in it, and its logins; straight from the tables, rules or not."""
		self.fresh()
		logins = frappe.get_all("User", filters={"name": ["like", "%@town.test"]}, pluck="name")
		logins = logins or [
			"nobody@town.test"
		]  # "in ()" would find the rows without an owner, such as counters
		gone: list[tuple[str, str]] = []
		for doctype, scope in SCOPES.items():
			if frappe.get_meta(doctype).issingle:
				continue
			names = set(frappe.get_all(doctype, filters={"owner": ["in", logins]}, pluck="name"))
			if scope.kind != PUBLIC or doctype == "Grid Unit":
				names |= set(
					frappe.get_all(doctype, filters={scope.place: ["like", f"{PROVINCE}%"]}, pluck="name")
				)
			gone += [(doctype, name) for name in names]
		gone += [("User", name) for name in logins]
		for doctype, name in gone:
			self._remove(doctype, name)
		frappe.db.delete("Sessions", {"user": ["in", logins]})
		frappe.db.delete("__Auth", {"doctype": "User", "name": ["in", logins]})
		frappe.db.commit()

	@staticmethod
	def _remove(doctype: str, name: str) -> None:
		children = {child for child, parents in CHILD_PARENTS.items() if doctype in parents}
		for child in children | ({"Has Role", "Block Module"} if doctype == "User" else set()):
			frappe.db.delete(child, {"parenttype": doctype, "parent": name})
		for log, type_field, name_field in (
			("Version", "ref_doctype", "docname"),
			("Comment", "reference_doctype", "reference_name"),
			("ToDo", "reference_type", "reference_name"),
			("DocShare", "share_doctype", "share_name"),
			("Workflow Action", "reference_doctype", "reference_name"),
		):
			frappe.db.delete(log, {type_field: doctype, name_field: name})
		attached = {"attached_to_doctype": doctype, "attached_to_name": name}
		for file in frappe.get_all("File", filters=attached, pluck="name"):
			past_the_seal = {seal.OWN_STEP: True}
			frappe.delete_doc("File", file, ignore_permissions=True, force=True, flags=past_the_seal)
		frappe.db.delete(doctype, {"name": name})
		if doctype == "User":
			for kept in ("Notification Settings", "DefaultValue"):
				frappe.db.delete(kept, {"name" if kept == "Notification Settings" else "parent": name})

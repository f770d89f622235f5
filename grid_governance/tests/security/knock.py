"""Knocking at a door as a browser would: the whitelisted path with its arguments, overrides and guards on."""

from __future__ import annotations

import json

import frappe
import frappe.api
import frappe.handler
from frappe.model.document import Document
from frappe.utils import set_request

from grid_governance.doors import entrance
from grid_governance.scopes import INHERITED, PLACE, SCOPES
from grid_governance.seeds.duties import DUTIES
from grid_governance.tests.factories import core

CLOSED = (
	frappe.PermissionError,
	frappe.DoesNotExistError,
	frappe.ValidationError,
	frappe.AuthenticationError,
)
GUARDED = sorted(name for name, scope in SCOPES.items() if scope.kind in (PLACE, INHERITED))
ACTING_DUTIES = [duty for duty, role, _scope in DUTIES if role]


def call(path: str, method: str = "GET", /, **args) -> str:
	"""Call a whitelisted path; returns everything that would go back, as text. Raises what it raises."""
	_request(f"/api/method/{path}", method, {**args, "cmd": path})
	entrance.check_request()
	result = frappe.handler.execute_cmd(path)
	return _text(result)


def rest(method: str, doctype: str, name: str | None = None, /, **data) -> str:
	"""A REST call on /api/resource; `data` is the body of a POST or PUT, the query of a GET."""
	path = f"/api/resource/{doctype}" + (f"/{name}" if name else "")
	body = {} if method == "GET" else {"data": json.dumps(data, default=str)}
	_request(path, method, data if method == "GET" else body)
	entrance.check_request()
	frappe.api.handle()
	return _text(None)


def comes_through(row, knock) -> bool:
	"""Whether an answer holds the row (its name or marker), or an error tells more than the name asked for."""
	frappe.db.savepoint("knock")
	try:
		answer = knock()
	except CLOSED as error:
		frappe.db.rollback(save_point="knock")
		return row.marker in json.dumps([str(error), _messages()], default=str)
	except (frappe.db.ProgrammingError, frappe.db.OperationalError):
		frappe.db.rollback(save_point="knock")  # the door asks for a column this DocType lacks
		return False
	return row.marker in answer or row.name in answer


def _request(path: str, method: str, form: dict) -> None:
	set_request(method=method, path=path)
	frappe.local.form_dict = frappe._dict(form)
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.message_log = []
	frappe.local.role_permissions = {}
	frappe.flags.error_message = None
	frappe.cache.delete_keys("chart-data:")


def _messages() -> list:
	return [frappe.as_unicode(message) for message in frappe.local.message_log]


def _text(result: object) -> str:
	response = {key: value for key, value in frappe.local.response.items() if key != "user_settings"}
	docs = response.pop("docs", None) or []
	content = response.pop("filecontent", b"")
	if isinstance(content, bytes):
		content = content.decode("utf-8", "replace")
	return json.dumps([result, docs, response, content, _messages()], default=_plain, ensure_ascii=False)


def _plain(value: object) -> object:
	return value.as_dict() if isinstance(value, Document) else str(value)


def all_duties(world, place: str) -> str:
	"""A login that holds every duty in one village: what no single duty may do, this one may not either."""
	unit = {"A": world.village_a, "B": world.village_b}[place]
	email = f"all.duties.{place.lower()}@gg.test"
	core.make_user(email, roles=tuple({role for _duty, role, _scope in DUTIES if role}))
	worker = frappe.new_doc("Grid Worker")
	worker.update({"worker_name": email, "user": email, "grid_unit": unit})
	for duty in ACTING_DUTIES:
		worker.append("posts", {"duty": duty, "grid_unit": unit, "scope": "Range"})
	worker.insert(ignore_permissions=True)
	return email


def readers(doctype: str) -> list[str]:
	"""The roles of duties that read `doctype` at all."""
	roles = {role for _duty, role, _scope in DUTIES if role}
	return sorted(p.role for p in frappe.get_meta(doctype).permissions if p.read and p.role in roles)

"""What is sent to a function of ours, looked at before the call: an integrator reads what is wrong, not a 500.

The platform enforces annotations only where they are evaluated, which ours are not (PEP 563).
"""

from __future__ import annotations

import inspect
import json
from functools import lru_cache
from typing import get_args

import frappe
from frappe import _

from grid_governance.doors.entrance import functions_asked_for

OURS = "grid_governance.api."
NUMBERS = (int, float)
SAID_BY_BROWSERS = ("true", "false", "null")


def check_request() -> None:
	"""before_request: raise frappe.ValidationError that names an argument which is missing, no number or no text.

	What is a text is one: a name that came as a filter would find whatever record fits first.
	"""
	form = frappe.local.form_dict
	called = next((name for name in functions_asked_for() if name.startswith(OURS)), None)
	for name, needed, numeric, textual in _parameters(called) if called else ():
		if needed and name not in form:
			_refuse(_("The argument {0} is missing.").format(name))
		if numeric and not _is_number(form.get(name)):
			_refuse(_("The argument {0} must be a number.").format(name))
		if textual and isinstance(form.get(name), list | dict):
			_refuse(_("The argument {0} must be a text.").format(name))
		if textual and isinstance(form.get(name), NUMBERS):
			form[name] = str(form[name])


@lru_cache(maxsize=1024)  # paths come from outside
def _parameters(path: str) -> tuple[tuple[str, bool, bool, bool], ...]:
	"""(name, whether it must be given, is a number, is a text) of each parameter of a function of ours."""
	module, _dot, name = path.rpartition(".")
	try:
		function = inspect.unwrap(getattr(frappe.get_module(module), name))
		signature = inspect.signature(function, eval_str=True)
	except (ImportError, AttributeError, TypeError, NameError):
		return ()  # no function of ours: the platform says so itself
	return tuple(
		(
			parameter.name,
			parameter.default is parameter.empty,
			_takes_only(NUMBERS, parameter.annotation),
			_takes_only((str,), parameter.annotation),
		)
		for parameter in signature.parameters.values()
		if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
	)


def _takes_only(these: tuple[type, ...], annotation: object) -> bool:
	kinds = set(get_args(annotation) or (annotation,)) - {type(None)}
	return bool(kinds) and kinds <= set(these)


def _is_number(value: object) -> bool:
	if value in (None, "") or value in SAID_BY_BROWSERS or isinstance(value, NUMBERS):
		return True
	try:
		float(str(value))
	except ValueError:
		return False
	return True


def rows(value: list | str | None, name: str) -> list[dict]:
	"""The rows of an argument that came as a list or as its JSON; raises frappe.ValidationError for anything else."""
	try:
		found = json.loads(value) if isinstance(value, str) and value.strip() else value
	except ValueError:
		found = value
	if not isinstance(found or [], list) or not all(isinstance(row, dict) for row in found or []):
		_refuse(_("The argument {0} must be a list of rows.").format(name))
	return [frappe._dict(row) for row in found or []]


def _refuse(text: str) -> None:
	frappe.throw(text, title=_("Wrong Argument"))

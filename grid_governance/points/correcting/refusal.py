"""How a correction is refused, in one place: facts, openings and steps all say it this way."""

import frappe
from frappe import _


class CorrectionError(frappe.ValidationError):
	"""The correction cannot be made this way; the message says why and what to do."""


def refuse(message: str, title: str | None = None) -> None:
	"""Raise CorrectionError; `message` and `title` are translated already."""
	frappe.throw(message, CorrectionError, title=title or _("Cannot Correct"))

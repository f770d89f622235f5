"""Texts that are kept for everybody (outcomes, histories, alerts) are in the site's language, whoever made them."""

from __future__ import annotations

from typing import Any

import frappe


def sites_language() -> str:
	"""The language of the site; Chinese where none is set."""
	return frappe.db.get_default("lang") or "zh"


def use_sites_language(**_job: Any) -> None:
	"""Before each background job and the demo: the platform starts both in English, whatever the site speaks."""
	frappe.local.lang = frappe.db.get_default("lang") or frappe.local.lang

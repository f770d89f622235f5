"""What a background job writes down for everybody is in the site's language."""

from __future__ import annotations

import frappe


def test_a_job_speaks_the_sites_language_and_not_the_platforms(world, monkeypatch):
	monkeypatch.setattr(frappe.local, "lang", "en")
	monkeypatch.setattr(frappe.db, "get_default", {"lang": "zh"}.get)
	for hook in frappe.get_hooks("before_job"):
		frappe.call(hook, method="a job", kwargs={}, transaction_type="job")
	assert frappe.local.lang == "zh"

"""The workflows we ship, as data. One file per workflow; this one collects them.

Each file holds DEFINITION:
    name, document_type
    required_stages  stages that code waits for (the guard names them when an admin leaves one out)
    states           (state, stage, style, roles that may edit in it)
    transitions      (state, action, next state, roles)
    fingerprints     of every version we ever shipped, the present one last
"""

from __future__ import annotations

import importlib

MODULES = (
	"dispute_case",
	"redemption",
	"points_declaration",
	"points_batch",
	"points_rules",
	"points_campaign",
	"points_deduction",
)


def all_definitions() -> list[dict]:
	return [importlib.import_module(f"grid_governance.workflows.{name}").DEFINITION for name in MODULES]


def for_doctype(doctype: str) -> dict | None:
	return next((d for d in all_definitions() if d["document_type"] == doctype), None)

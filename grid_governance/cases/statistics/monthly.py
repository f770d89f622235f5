"""人民调解工作月报表: the eighteen types of dispute with the figures of the published statistics."""

from __future__ import annotations

from dataclasses import replace

import frappe

from grid_governance.cases.statistics.asked import Asked

# columns of the table, in the order of the form; each is a measure
CASE_FIGURES = (
	"accepted",
	"by_initiative",
	"by_application",
	"by_referral",
	"by_other",
	"mediated",
	"succeeded",
	"oral",
	"written",
	"on_the_spot",
	"otherwise",
	"failed",
	"amount",
	"performed",
	"confirmed",
	"crime_cases",
	"crime_people",
	"petition_cases",
	"petition_people",
)
SWEEP_FIGURES = ("sweeps", "swept", "prevented")
DECIMAL = ("amount",)


def shown(value: float | None, key: str) -> str:
	"""A figure as it stands in texts: yuan with two decimals, all others whole."""
	return f"{float(value or 0):,.2f}" if key in DECIMAL else str(int(value or 0))


def categories() -> list[str]:
	"""The types of dispute in their order, those no longer offered too: they may have cases."""
	table = frappe.qb.DocType("Case Category")
	return frappe.qb.from_(table).select(table.name).orderby(table.sort_order, table.name).run(pluck=True)


def by_category(asked: Asked) -> list[dict]:
	"""One row per type: category and CASE_FIGURES; types without a case are rows of zeros."""
	found = asked.count(CASE_FIGURES, ("category",))
	nothing = dict.fromkeys(CASE_FIGURES, 0)
	known = categories()
	# a case without a type cannot be saved, yet a load may bring one of a type that was removed
	strange = [key[0] for key in found if key[0] not in known]
	return [{"category": name, **found.get((name,), nothing)} for name in (*known, *strange)]


def sums(rows: list[dict], keys=CASE_FIGURES) -> dict[str, float]:
	return {key: sum(row.get(key) or 0 for row in rows) for key in keys}


def sweeps(asked: Asked) -> dict[str, float]:
	"""排查次数, 排查发现, 预防纠纷, from the sweeps that units entered."""
	return replace(asked, base=()).one(SWEEP_FIGURES)

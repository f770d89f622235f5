"""Number cards and charts over HTTP: a figure counts the rows of one's own range, never the neighbour's."""

import json

import frappe
import pytest

from grid_governance.scopes import PLACE, SCOPES
from grid_governance.tests.security.test_http import street

__all__ = ["street"]
CARD = "/api/method/frappe.desk.doctype.number_card.number_card.get_result"
CHART = "/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


def _cards() -> list[str]:
	in_a_place = [doctype for doctype, scope in SCOPES.items() if scope.kind == PLACE]
	return frappe.get_all(
		"Number Card",
		{"module": "Grid Governance", "type": "Document Type", "document_type": ["in", in_a_place]},
		pluck="name",
	)


def _figure(browser, card: dict, *more: list) -> float:
	filters = [*json.loads(card.get("filters_json") or "[]"), *more]
	answer = browser("POST", CARD, doc=json.dumps(card, default=str), filters=json.dumps(filters))
	assert answer.status_code == 200, answer.text[:300]
	return answer.json()["message"] or 0


def test_a_card_counts_ones_own_row_and_not_the_neighbours(street):
	card = frappe.get_doc("Number Card", "Workers In Service").as_dict()
	for where, row in street.rows.items():
		for who, browser in street.browsers.items():
			count = _figure(browser, card, ["Grid Worker", "name", "=", row.name, False])
			assert count == (1 if who == where else 0), (who, where)


def test_no_shipped_card_has_a_figure_from_the_neighbours_village(street):
	for name in _cards():
		card = frappe.get_doc("Number Card", name).as_dict()
		place = SCOPES[card.document_type].place
		away = [card.document_type, place, "like", f"{street.world.village_a}%", False]
		assert not _figure(street.browsers["B"], card, away), name


@pytest.mark.parametrize("who", ["A", "B"])
def test_a_chart_draws_ones_own_village_only(street, who):
	chart = {
		"chart_name": "x",
		"chart_type": "Group By",
		"document_type": "Grid Worker",
		"group_by_type": "Count",
		"group_by_based_on": "grid_unit",
		"number_of_groups": 0,
		"filters_json": "[]",
		"type": "Bar",
	}
	answer = street.browsers[who]("POST", CHART, chart=json.dumps(chart), no_cache=1)
	assert answer.status_code == 200, answer.text[:300]
	drawn = set(answer.json()["message"]["labels"])
	own, other = street.world.village_a, street.world.village_b
	own, other = (own, other) if who == "A" else (other, own)
	assert any(label.startswith(own) for label in drawn) and not any(
		label.startswith(other) for label in drawn
	)

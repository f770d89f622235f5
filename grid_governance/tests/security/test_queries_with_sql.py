"""SQL in a request: whoever reads one DocType, were it the list of languages, would read every table by it."""

import json

import frappe
import pytest
from frappe.utils import set_request

from grid_governance.doors import entrance, reports
from grid_governance.tests.factories import portal
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock

SUBSELECT = "max((select sum(1+'1.name.') + max(email) from tabUser)+(1)) as x"
UNION = "'1.name.1' union select name from tabUser where 1 union select 'count('"
CONDITION = ["1=1 or (select count(*) from tabUser) > 0"]
IFNULL = [["ifnull((select(max(email))from(tabUser)where('1.name.'like'1%')),'')", "like", "%@%"]]
LIST, LINK = "frappe.client.get_list", "frappe.desk.search.search_link"

WAYS = {
	"a column": (LIST, {"fields": [SUBSELECT]}),
	"a union": (LIST, {"fields": [UNION], "order_by": "1"}),
	"a filter": (LIST, {"filters": IFNULL}),
	"another filter": (LIST, {"or_filters": [["Language", *IFNULL[0]]]}),
	"columns in the filters' place": (LIST, {"fields": [["name", "like", "%"]], "filters": [SUBSELECT, "x"]}),
	"an order": (LIST, {"order_by": "(select 1), name"}),
	"a link's filter": (LINK, {"txt": "", "filters": CONDITION}),
	"a link's columns": (LINK, {"txt": "", "filter_fields": ["name`, (select 1) as `x"]}),
	"a count": ("frappe.client.get_count", {"filters": CONDITION}),
	"a group": (
		"frappe.desk.listview.get_group_by_count",
		{"current_filters": CONDITION, "field": "name"},
	),
	"a card": (
		"frappe.desk.doctype.number_card.number_card.get_result",
		{"doc": {"function": "Count", "document_type": "Language"}, "filters": CONDITION},
	),
	"a chart": (
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		{
			"chart": {
				"document_type": "Language",
				"chart_type": "Count",
				"based_on": "creation",
				"filters_json": json.dumps(CONDITION),
			}
		},
	),
	"a chart's group": (
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		{
			"chart": {
				"document_type": "Language",
				"chart_type": "Group By",
				"group_by_based_on": "1),(select 1 where 1*1",
			}
		},
	),
	"the calendar of mediation": (
		"grid_governance.api.mediation.session_events",
		{"start": "2026-01-01", "end": "2026-12-31", "filters": CONDITION},
	),
	"the search behind links": (
		"grid_governance.api.search.link_query",
		{"txt": "", "searchfield": "name`, (select 1) as `x"},
	),
}


@pytest.fixture
def resident(world) -> str:
	return portal.make_person(world.village_a)[1]


@pytest.mark.parametrize("way", WAYS)
def test_sql_is_refused_from_a_resident_as_from_staff(resident, resident_staff, as_user, way):
	path, sent = WAYS[way]
	args = {key: json.dumps(value) if not isinstance(value, str) else value for key, value in sent.items()}
	for login in (resident, resident_staff):
		with as_user(login), pytest.raises(frappe.PermissionError):
			knock.call(path, doctype="Language", **args)


def test_what_screens_ask_for_passes(world, resident_staff, as_user):
	row = make_row("Grid Worker", world.village_a)
	asked = {
		"doctype": row.doctype,
		"fields": json.dumps(["`tabGrid Worker`.`name`", "`tabGrid Post`.`name` as 'Grid Post:name'"]),
		"filters": json.dumps([["Grid Worker", "name", "=", row.name, False]]),
		"order_by": "`tabGrid Worker`.`modified` desc",
	}
	with as_user(resident_staff):
		assert row.name in knock.call("frappe.desk.reportview.get", "POST", **asked)
		grouped = {"group_by": "`tabGrid Worker`.`name`", "order_by": "_aggregate_column desc"}
		of = {
			"aggregate_on_field": "name",
			"aggregate_on_doctype": "Grid Worker",
			"aggregate_function": "count",
		}
		assert row.name in knock.call("frappe.desk.reportview.get", "POST", **{**asked, **grouped, **of})
		by_link = knock.call(LINK, doctype=row.doctype, txt=row.name, filters=json.dumps({"name": row.name}))
		assert row.name in by_link


# ---------------------------------------------------------------- round the entrance

ALIAS = "frappe.desk.form.utils.follow_document"


@pytest.mark.parametrize(
	("path", "form"),
	[
		("/api/method/ping", {"cmd": ALIAS}),
		(f"/api/method/{ALIAS}/ping", {}),
		(f"/api/v2/method/{ALIAS}/ping", {}),
		("/api/resource/Language", {"cmd": ALIAS}),
		(
			"/api/resource/Language",
			{"cmd": LIST, "doctype": "Grid Worker", "fields": '["name","resident.owner"]'},
		),
	],
)
def test_what_stands_beside_the_path_is_looked_at_too(path, form):
	set_request(method="POST", path=path)
	frappe.local.form_dict = frappe._dict(form)
	with pytest.raises(frappe.PermissionError):
		entrance.check_request()
	set_request(method="GET", path="/api/resource/Grid Worker")
	frappe.local.form_dict = frappe._dict(fields='["name","grid_unit.unit_name"]')
	entrance.check_request()


def test_the_table_of_a_joined_link_is_not_named(world, resident_staff, as_user):
	with as_user(resident_staff), pytest.raises(frappe.PermissionError):
		knock.call(
			LIST,
			doctype="Grid Worker",
			fields=json.dumps(["grid_unit.unit_name", "`tabResident_1`.`phone`"]),
		)


# ---------------------------------------------------------------- kept to be asked later


def test_what_is_kept_carries_no_sql_either(world, resident_staff, as_user):
	condition = json.dumps(CONDITION)
	board = {"kanban_board_name": "x", "reference_doctype": "Dispute Case", "field_name": "stage"}
	chart = {"chart_name": "x", "chart_type": "Count", "document_type": "Language", "based_on": "creation"}
	settings = {"fields": [["name", "Grid Worker"]], "filters": [["Grid Worker", "status", "=", "x"]]}
	bad = [
		{**settings, "filters": CONDITION},
		{**settings, "fields": [["name`, (select 1) as `x", "Grid Worker"]]},
		{**settings, "order_by": "(select 1)"},
		{**settings, "group_by": {"group_by": "name", "aggregate_on_field": "(select 1)"}},
	]
	save = "frappe.desk.reportview.save_report"
	with as_user(resident_staff):
		for door in (
			lambda: knock.rest("POST", "Kanban Board", **board, filters=condition),
			lambda: knock.rest("POST", "Dashboard Chart", **chart, filters_json=condition),
			*(
				lambda kept=kept: knock.call(
					save, "POST", name="x", doctype="Grid Worker", report_settings=json.dumps(kept)
				)
				for kept in bad
			),
		):
			with pytest.raises(frappe.PermissionError):
				door()
		good = {**settings, "order_by": "`tabGrid Worker`.`modified` desc", "group_by": {"group_by": "name"}}
		knock.call(save, "POST", name="gg x", doctype="Grid Worker", report_settings=json.dumps(good))
	assert frappe.db.exists("Report", "gg x")


# ---------------------------------------------------------------- columns added to a report


def test_an_added_column_shows_readable_records_only(world, resident_staff, as_user):
	ours, theirs = (make_row("Grid Worker", unit) for unit in (world.village_a, world.village_b))
	column = {"fieldname": "owner", "doctype": "Grid Worker", "link_field": "worker", "insert_after_index": 0}
	rows = [{"worker": ours.name, "owner": "seen"}, {"worker": theirs.name, "owner": "seen"}, ["", "seen"]]
	with as_user(resident_staff):
		reports._show_readable(rows, [{"fieldname": "worker"}, column], column)
	assert [row["owner"] for row in rows[:2]] == [ours.stored()[0].owner, None]
	assert rows[2] == ["", None]


def test_a_report_runs_with_added_columns_and_is_exported_without(world, resident_staff, as_user):
	column = {"fieldname": "owner", "doctype": "Grid Worker", "link_field": "worker", "insert_after_index": 0}
	sql = {**column, "fieldname": "max((select 1)+(1))"}
	run = {"report_name": "Incomplete Teams", "filters": "{}"}
	with as_user(resident_staff):
		assert "columns" in knock.call(reports.RUN, **run)
		assert "link_field" in knock.call(reports.RUN, **run, custom_columns=json.dumps([column]))
		with pytest.raises(frappe.PermissionError):
			knock.call(reports.RUN, **run, custom_columns=json.dumps([sql]))
		with pytest.raises(frappe.PermissionError):
			knock.call(reports.EXPORT, **run, file_format_type="CSV", custom_columns=json.dumps([column]))

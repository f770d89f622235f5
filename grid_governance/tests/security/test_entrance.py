"""Side entrances: the same function under another module's name, a function called by another, joined columns."""

import json

import frappe
import pytest
from frappe.utils import set_request

from grid_governance import permissions
from grid_governance.doors import entrance, table
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock


def _request(path: str, **form):
	set_request(method="POST", path=path)
	frappe.local.form_dict = frappe._dict(form)
	entrance.check_request()


ALIAS = "frappe.desk.form.utils.follow_document"  # imported there from document_follow
OWN = "frappe.desk.form.document_follow.follow_document"


def test_an_alias_of_an_overridden_function_is_refused_its_own_name_is_not():
	for path, form in ((f"/api/method/{ALIAS}", {}), ("/", {"cmd": ALIAS}), (f"/api/v2/method/{ALIAS}", {})):
		with pytest.raises(frappe.PermissionError):
			_request(path, **form)
	_request(f"/api/method/{OWN}")
	_request("/", cmd=OWN)
	_request("/api/method/frappe.ping")


@pytest.mark.parametrize("key", entrance.NAMING_A_FUNCTION)
def test_no_other_function_calls_an_overridden_one(key):
	"""make_mapped_doc, upload_file, get_all_nodes and link queries call what the request names."""
	caller = "frappe.model.mapper.make_mapped_doc"
	for path in ("frappe.desk.form.assign_to.add", ALIAS, "frappe.client.get_count"):
		with pytest.raises(frappe.PermissionError):
			_request(f"/api/method/{caller}", **{key: path})
	_request(f"/api/method/{caller}", **{key: "grid_governance.api.units.get_tree_nodes"})


def test_every_override_that_this_platform_has_can_be_called():
	found = 0
	for path, ours in table.OVERRIDES.items():
		try:
			frappe.get_attr(path)
		except (AttributeError, ModuleNotFoundError):
			continue
		assert frappe.get_attr(ours) in frappe.whitelisted
		found += 1
	assert found > 30


def test_columns_of_linked_records_are_not_joined_in(world, as_user):
	"""`user.email` is the platform's own business; `household.address` would skip Household's list hook."""
	links = [
		(name, df.fieldname, df.options)
		for name in knock.GUARDED
		for df in frappe.get_meta(name).fields
		if df.fieldtype == "Link" and df.options in knock.GUARDED and not df.get("is_virtual")
	]
	assert links
	for doctype, link, _target in links:
		for fields in (f'["{link}.owner"]', json.dumps(["name", f"{link}.owner as x"]), f"name,{link}.owner"):
			with pytest.raises(frappe.PermissionError):
				entrance.check_columns(doctype, fields)
	entrance.check_columns("Grid Worker", '["name","grid_unit.unit_name","`tabGrid Post`.`duty`"]')


def test_joined_columns_are_refused_on_rest_too(world, resident_staff, as_user):
	with as_user(resident_staff):
		with pytest.raises(frappe.PermissionError):
			knock.rest("GET", "Grid Worker", fields='["name","resident.owner"]')
		assert "unit_name" in knock.rest("GET", "Grid Worker", fields='["name","grid_unit.unit_name"]')


def test_values_are_not_fetched_from_a_neighbours_record(world, resident_staff, as_user):
	"""Linking what one may not read would copy its values into an own row by fetch_from."""
	fetching = [
		(name, df.fetch_from.split(".")[0])
		for name in knock.GUARDED
		for df in frappe.get_meta(name).fields
		if df.fetch_from and "." in df.fetch_from
	]
	from grid_governance.doors import writes

	tried = 0
	for doctype, link in fetching:
		target = frappe.get_meta(doctype).get_field(link).options
		if target not in knock.GUARDED or knock.SCOPES[target].place == "name" or not knock.readers(target):
			continue
		with as_user(resident_staff):
			doc = frappe.new_doc(doctype)
			doc.set(link, make_row(target, world.village_b).name)
			with pytest.raises(frappe.PermissionError):
				writes._check_fetched_links(doc)
			doc.set(link, make_row(target, world.village_a).name)
			writes._check_fetched_links(doc)
		tried += 1
	assert tried or not [
		f for f in fetching if frappe.get_meta(f[0]).get_field(f[1]).options in knock.GUARDED
	]


def test_sql_does_not_hide_in_a_cards_or_charts_field(world, resident_staff, as_user):
	spy = "1),(select max(phone) from `tabGrid Worker` where 1*1"
	with as_user(resident_staff):
		for door in (
			lambda: knock.call(
				"frappe.desk.doctype.number_card.number_card.get_result",
				doc=json.dumps(
					{"function": "Sum", "document_type": "Grid Worker", "aggregate_function_based_on": spy}
				),
				filters="[]",
			),
			lambda: knock.call(
				"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
				chart=json.dumps(
					{"document_type": "Grid Worker", "chart_type": "Group By", "group_by_based_on": spy}
				),
			),
			lambda: knock.call(
				"frappe.desk.calendar.get_events",
				doctype="Grid Worker",
				start="2026-01-01",
				end="2026-12-31",
				field_map=json.dumps({"start": spy, "end": "modified", "title": "name"}),
			),
			lambda: knock.call(
				"frappe.desk.listview.get_group_by_count",
				doctype="Grid Worker",
				current_filters="[]",
				field=f"name`,{spy}",
			),
		):
			with pytest.raises(frappe.PermissionError):
				door()


def test_link_titles_and_typed_links_tell_nothing(world, neighbour, resident_staff, as_user):
	worker = world.worker("Mediator", "A")
	title = frappe.db.get_value("Grid Worker", worker, "worker_name")
	asked = {"doctype": "Grid Worker", "docname": worker}
	for email, told in ((neighbour, False), (resident_staff, True)):
		with as_user(email):
			assert (title in knock.call("frappe.desk.search.get_link_title", **asked)) is told
			assert (worker in knock.call("frappe.client.validate_link", **asked)) is told
			assert permissions.reads("Grid Worker", worker) is told


def test_ones_own_name_is_shown_where_a_form_names_one(world, as_user):
	own, other = world.worker("Grid Officer", "A"), world.worker("Grid Officer", "B")
	with as_user(world.user("Grid Officer", "A")):
		for worker, told in ((own, True), (other, False)):
			title = frappe.db.get_value("Grid Worker", worker, "worker_name")
			shown = knock.call("frappe.desk.search.get_link_title", doctype="Grid Worker", docname=worker)
			assert (title in shown) is told


@pytest.mark.parametrize("command", ["login", "logout", "web_logout", "no.such.app.function"])
def test_what_is_no_dotted_name_of_ours_passes_without_a_word(savepoint, command):
	frappe.local.message_log = []
	entrance._refuse_side_entrance(command, direct=True)
	assert frappe.get_message_log() == []

"""A document number is read by nobody, shown masked, and revealed only by name, reason and log entry."""

import frappe
import pytest
from frappe.client import get_list, get_value
from frappe.desk.form.load import getdoc

from grid_governance.api import registry as api
from grid_governance.api.search import link_query
from grid_governance.doors.lists import get_count  # what /api/method/frappe.client.get_count answers with
from grid_governance.registry import identity
from grid_governance.seeds.duties import ROLES
from grid_governance.tests.factories import registry as make


@pytest.fixture
def person(world):
	number = make.id_number()
	doc = make.make_resident(make.make_household(), resident_name="张小明", identity_number=number)
	doc.number = number
	return doc


def accesses(resident: str) -> list:
	return frappe.get_all(
		"Access Log",
		{"reference_document": resident},
		["user", "method", "filters", "export_from"],
		order_by="creation",
	)


def test_reveal_writes_who_whose_and_why_before_it_answers(person, world, as_user):
	worker = world.user("Grid Officer", "A")
	with as_user(worker):
		assert api.reveal_identity(person.name, "ID Card", "核对户口簿") == person.number
	(entry,) = accesses(person.name)
	assert (entry.user, entry.method, entry.export_from) == (worker, "Reveal Identity Number", "Resident")
	assert frappe.parse_json(entry.filters) == {"kind": "ID Card", "reason": "核对户口簿"}


def test_reveal_is_denied_to_the_neighbour_and_to_readers(person, world, as_user):
	for user in (
		world.user("Grid Officer", "B"),
		world.user("Leader", "street"),
		world.user("Mediator", "A"),
	):
		with as_user(user), pytest.raises(frappe.PermissionError):
			api.reveal_identity(person.name, "ID Card", "核对户口簿")
	assert accesses(person.name) == []


def test_reveal_needs_a_reason(person, world, as_user):
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.ValidationError):
		api.reveal_identity(person.name, "ID Card", "  ")
	assert accesses(person.name) == []


def test_what_touches_numbers_is_post_only():
	for function in (api.reveal_identity, api.record_identity, api.look_up_identity, api.request_move_in):
		assert frappe.allowed_http_methods_for_whitelisted_func[function] == ["POST"]


def test_the_mask_is_for_readers_of_the_resident_only(person, world, as_user):
	with as_user(world.user("Leader", "street")):
		assert api.masked_identity(person.name)[0]["masked"] == identity.mask_number(person.number)
	with as_user(world.user("Grid Officer", "B")), pytest.raises(frappe.PermissionError):
		api.masked_identity(person.name)


DOORS = {
	"list": lambda name: get_list("Identity Document", fields=["name", "number_hash"]),
	"value": lambda name: get_value("Identity Document", "number_hash", name),
	"count": lambda name: get_count("Identity Document"),
	"get": lambda name: frappe.client.get("Identity Document", name),
	"form": lambda name: getdoc("Identity Document", name),
	"report view": lambda name: frappe.get_list("Identity Document", fields=["ciphertext"]),
	"document": lambda name: frappe.get_doc("Identity Document", name).check_permission("read"),
	"link search": lambda name: link_query("Identity Document", ""),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_role_reads_identity_documents(person, world, as_user, door):
	"""One login holds every role there is, by posts and by hand, in the person's own village."""
	user = frappe.get_doc("User", world.user("Grid Officer", "A"))
	for role in (*ROLES, "System Manager"):
		user.append("roles", {"role": role})
	user.save(ignore_permissions=True)
	name = frappe.db.get_value("Identity Document", {"resident": person.name})
	with as_user(user.name):
		try:
			answer = DOORS[door](name)
		except frappe.PermissionError:
			answer = None
	assert not answer


def test_the_database_holds_no_number_in_clear(person):
	rows = frappe.db.get_value("Identity Document", {"resident": person.name}, "*", as_dict=True)
	import hashlib

	plain = hashlib.sha256(person.number.encode()).hexdigest()
	assert person.number not in str(rows) and rows.number_hash != plain
	assert frappe.db.count("Version", {"data": ["like", f"%{person.number}%"]}) == 0


def test_a_known_number_elsewhere_tells_the_unit_and_a_masked_name_only(person, world, as_user):
	house = make.make_household(world.grid_b1, head="乙村人")
	with as_user(world.user("Grid Officer", "B")):
		known = api.look_up_identity(house.name, "ID Card", person.number)["known"]
	village = frappe.db.get_value("Grid Unit", world.village_a, "unit_name")  # a grid's own name says nothing
	assert known == {"visible": False, "unit_name": f"{village}第一网格", "resident_name": "张*明"}
	assert [entry.method for entry in accesses(person.name)] == ["Identity Number Known Elsewhere"]


def test_a_known_number_within_reach_is_told_in_full(person, world, as_user):
	house = make.make_household(world.grid_a2, head="邻居")
	with as_user(world.user("Grid Officer", "A")):
		known = api.look_up_identity(house.name, "ID Card", person.number)["known"]
	assert known["visible"] and known["resident"] == person.name and accesses(person.name) == []


def test_looking_up_needs_a_household_of_ones_own(person, world, as_user):
	house = make.make_household(world.grid_a2, head="邻居")
	with as_user(world.user("Grid Officer", "B")), pytest.raises(frappe.PermissionError):
		api.look_up_identity(house.name, "ID Card", person.number)


def test_the_form_refuses_a_known_number_without_telling_the_name(person, world, as_user):
	house = make.make_household(world.grid_b1, head="乙村人")
	values = {"doctype": "Resident", "household": house.name, "resident_name": "张小明", "sex": "Male"}
	with as_user(world.user("Grid Officer", "B")), pytest.raises(frappe.ValidationError) as caught:
		frappe.get_doc(
			{**values, "relation_to_head": "Not Related", "identity_number": person.number}
		).insert()
	assert "张*明" in str(caught.value) and "张小明" not in str(caught.value)

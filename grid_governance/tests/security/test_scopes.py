"""SCOPES is complete: a DocType, child table, place or hook that is forgotten fails here."""

import inspect
import re

import frappe
import pytest

from grid_governance import hooks, permissions
from grid_governance.doors import references, table
from grid_governance.scopes import CHILD_PARENTS, PLACE, PUBLIC, SCOPES
from grid_governance.seeds.duties import ROLES

MODULE = "Grid Governance"
WRITES = re.compile(
	r"\.insert\(\)|\.insert\(ignore|\.save\(|\.db_set\(|\.delete\(|qb\.(update|into)|set_value\("
)


def _doctypes(istable: int) -> list[str]:
	return frappe.get_all("DocType", filters={"module": MODULE, "istable": istable}, pluck="name")


def test_every_doctype_has_a_row_and_every_row_a_doctype():
	assert set(_doctypes(0)) == set(SCOPES)


def test_every_child_table_is_listed_with_each_of_its_parents():
	used: dict[str, set] = {}
	for parent in SCOPES:
		for df in frappe.get_meta(parent).get_table_fields():
			used.setdefault(df.options, set()).add(parent)
	assert used == {child: set(parents) for child, parents in CHILD_PARENTS.items()}
	assert set(_doctypes(1)) == set(CHILD_PARENTS)


@pytest.mark.parametrize("doctype", [name for name, scope in SCOPES.items() if scope.kind != PUBLIC])
def test_place_is_a_column_with_an_index_and_assigned_columns_exist(doctype):
	scope = SCOPES[doctype]
	columns = frappe.db.get_table_columns(doctype)
	assert {scope.place, *scope.assigned} <= set(columns)
	first = frappe.db.sql(f"show index from `tab{doctype}` where Seq_in_index = 1", as_dict=True)
	assert scope.place in {row.Column_name for row in first}
	assert set(scope.assigned.values()) <= {"user", "worker", "body", "organisation", "shop"}
	if scope.place == "grid_unit" and scope.kind == PLACE:
		assert frappe.get_meta(doctype).get_field("grid_unit").options == "Grid Unit"


def test_hooks_are_registered_and_answer(site):
	lists = frappe.get_hooks("permission_query_conditions")
	documents = frappe.get_hooks("has_permission")
	queries = frappe.get_hooks("standard_queries")
	for doctype in (*SCOPES, *CHILD_PARENTS, *references.REFERENCES):
		own = [path for path in lists[doctype] if path.startswith("grid_governance.")]
		assert own and callable(frappe.get_attr(own[0]))
	for doctype in (*SCOPES, *references.REFERENCES):
		assert any(path.startswith("grid_governance.") for path in documents[doctype])
	assert set(SCOPES) <= set(queries)
	assert set(table.OVERRIDES) <= set(frappe.get_hooks("override_whitelisted_methods"))
	assert hooks.before_request == frappe.get_hooks("before_request")[-len(hooks.before_request) :]


@pytest.mark.parametrize("doctype", sorted(SCOPES))
def test_no_right_that_would_open_a_door(doctype):
	"""No permlevel, no "only if owner", no sharing onwards, no rename, no guest, nothing in global search."""
	meta = frappe.get_meta(doctype)
	for perm in meta.permissions:
		assert not perm.permlevel and not perm.if_owner and not perm.share, perm.role
		assert perm.role not in ("All", "Guest", "Desk User")
		if SCOPES[doctype].kind == PLACE:
			assert perm.role != "System Manager", "residents' data are not the platform administrator's"
	assert not meta.allow_rename and not meta.allow_guest_to_view and not meta.is_submittable
	assert not [df.fieldname for df in meta.fields if df.permlevel or df.in_global_search]
	assert not meta.make_attachments_public
	assert not frappe.get_all("Web Form", filters={"doc_type": doctype})


@pytest.mark.parametrize("doctype", [name for name, scope in SCOPES.items() if scope.kind == PUBLIC])
def test_reference_data_is_written_by_administrators_only(doctype):
	"""Rows without a place cannot be judged by posts; Grid Unit judges by its own code."""
	if doctype in ("Grid Unit", "Division Import"):
		return
	writers = {p.role for p in frappe.get_meta(doctype).permissions if p.write or p.create or p.delete}
	assert not writers & set(ROLES)


def _ours() -> list:
	for path in table.OVERRIDES.values():
		try:
			frappe.get_attr(path)
		except AttributeError:
			continue  # the platform of this version has no such function
	return [f for f in frappe.whitelisted if f.__module__.startswith("grid_governance.")]


def test_whitelisted_functions_are_typed_described_and_careful(site):
	found = _ours()
	assert found
	for function in found:
		where = f"{function.__module__}.{function.__qualname__}"
		assert inspect.getdoc(function), where
		for name, parameter in inspect.signature(function).parameters.items():
			typed = parameter.annotation is not inspect.Parameter.empty
			assert typed or name == "self" or name.startswith("_"), f"{where}: {name}"


def test_functions_that_write_take_no_get(site):
	for function in _ours():
		writes = any(
			word in inspect.getsource(inspect.unwrap(function)) for word in (".insert(", ".save(", "db_set(")
		)
		if writes and not function.__module__.startswith("grid_governance.doors."):
			assert "GET" not in frappe.allowed_http_methods_for_whitelisted_func[function], (
				function.__qualname__
			)


def test_the_hook_functions_are_made_by_name_only():
	with pytest.raises(AttributeError):
		permissions.rows_of_Nothing  # noqa: B018
	with pytest.raises(AttributeError):
		references.rows_of_Nothing  # noqa: B018

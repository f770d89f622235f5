"""What authority costs: the range is read from the index, and posts are read once per request."""

import frappe

from grid_governance import permissions
from grid_governance.doors.references import GUARDED
from grid_governance.scopes import SCOPES
from grid_governance.tests.factories import core


class Queries:
	"""Counts the SQL statements sent while it is open."""

	def __init__(self, monkeypatch):
		self.sent: list[str] = []
		original = frappe.db.sql

		def counted(query, *args, **kwargs):
			self.sent.append(str(query))
			return original(query, *args, **kwargs)

		monkeypatch.setattr(frappe.db, "sql", counted)


def _plan(doctype: str, email: str) -> dict:
	condition = permissions.conditions(doctype, email)
	return frappe.db.sql(f"explain select count(*) from `tab{doctype}` where {condition}", as_dict=True)[0]


def test_a_village_is_a_range_on_the_index(world):
	"""Every DocType in a place has the index that serves its list condition."""
	email = world.user("System Operator", "A")
	for doctype in GUARDED:
		scope = SCOPES[doctype]
		low, high = "430181002001", "430181002002"
		condition = permissions.in_range(f"`tab{doctype}`.`{scope.place}`", "430181002001")
		assert (
			condition
			== f"(`tab{doctype}`.`{scope.place}` >= '{low}' and `tab{doctype}`.`{scope.place}` < '{high}')"
		)
		plan = frappe.db.sql(f"explain select name from `tab{doctype}` where {condition}", as_dict=True)[0]
		assert plan.possible_keys, doctype
	assert permissions.conditions("Grid Worker", email) != permissions.NOTHING


def test_the_plan_of_a_long_list_is_a_range(world):
	_fill("Grid Worker", 3000)
	plan = _plan("Grid Worker", world.user("System Operator", "A"))
	assert plan.type == "range" and "grid_unit" in plan.key
	assert int(plan.rows) < 300


def test_shares_keep_the_plan_on_indexes(world):
	"""Inlined names beside the range: two indexes merged, never a scan."""
	_fill("Grid Worker", 3000)
	email = world.user("System Operator", "A")
	for number in (1, 2, 3):
		share = {"user": email, "share_doctype": "Grid Worker", "share_name": f"f{number:08d}", "read": 1}
		frappe.get_doc(doctype="DocShare", name=10**9 + number, **share).db_insert()
	permissions.forget_posts()
	assert "f00000002" in permissions.conditions("Grid Worker", email)
	plan = _plan("Grid Worker", email)
	assert plan.type == "index_merge" and int(plan.rows) < 300


def _fill(doctype: str, count: int) -> None:
	"""Rows all over the province, a hundredth of them in village A."""
	rows = [(f"f{n:08d}", f"43{n:04d}002001" if n % 100 else core.VILLAGE_A) for n in range(count)]
	marks = ", ".join(["(%s, %s)"] * count)
	frappe.db.sql(
		f"insert into `tab{doctype}` (name, grid_unit) values {marks}", [v for row in rows for v in row]
	)


def test_conditions_of_all_doctypes_cost_three_queries(world, as_user, monkeypatch):
	email = world.user("Grid Head", "A")
	with as_user(email):
		for doctype in GUARDED:
			permissions.conditions(doctype)  # metas and roles come from the platform's cache
		permissions.forget_posts()
		queries = Queries(monkeypatch)
		for _again in range(3):
			for doctype in GUARDED:
				permissions.conditions(doctype)
	assert len(queries.sent) <= 3, queries.sent  # posts, shares, successors


def test_one_document_costs_one_more_query(world, as_user, monkeypatch):
	email = world.user("System Operator", "A")
	doc = frappe.get_doc("Grid Worker", world.worker("Mediator", "A"))
	with as_user(email):
		permissions.has_permission(doc, "write")
		queries = Queries(monkeypatch)
		assert permissions.has_permission(doc, "write")
	assert len(queries.sent) == 1, queries.sent


def test_closed_units_are_followed_over_reorganisations(world, as_user):
	"""C closed into D, D closed into A: A's posts read both, B's neither; the future is not theirs to write."""
	for code, name, successor in (
		("430181002003", "丁村", world.village_a),
		("430181002004", "丙村", "430181002003"),
	):
		core.make_unit(code, name)
		frappe.db.set_value("Grid Unit", code, {"status": "Closed", "successor": successor})
	permissions.forget_posts()
	assert permissions.closed_units_inside(world.village_a) == ["430181002003", "430181002004"]
	assert permissions.closed_units_inside(world.village_b) == []
	assert permissions.closed_units_inside(world.street) == []  # they lie inside it anyway
	email = world.user("System Operator", "A")
	assert "430181002004" in permissions.conditions("Grid Worker", email)
	row = frappe._dict(doctype="Grid Worker", name=None, grid_unit="430181002004")
	assert permissions.has_permission(row, "read", email)
	assert not permissions.has_permission(row, "write", email)

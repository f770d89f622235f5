"""Handing over a post: posts and open matters change hands in one go, the past stays."""

import frappe
import pytest
from frappe.translate import print_language
from frappe.utils import add_days, getdate, nowdate

from grid_governance import papers, permissions
from grid_governance.grid_governance.report.incomplete_teams.incomplete_teams import execute
from grid_governance.registry import handover
from grid_governance.tests.factories import core


def hand_over(giver, taker, unit):
	return frappe.get_doc(
		doctype="Post Handover",
		grid_unit=unit,
		handed_over_by=giver,
		taken_over_by=taker,
		handover_date=nowdate(),
	).insert()


@pytest.fixture
def pair(world):
	"""A mediator of village A since last month, and a successor without posts there."""
	giver = core.make_worker(
		"Mediator", world.village_a, email="giver@gg.test", from_date=add_days(nowdate(), -30)
	)
	taker = core.make_worker("Grid Officer", world.grid_a1, email="taker@gg.test")
	return tuple(frappe.db.get_value("Grid Worker", {"user": email}) for email in (giver, taker))


def test_posts_end_yesterday_and_begin_today(world, pair, as_user):
	giver, taker = pair
	with as_user(world.user("System Operator", "street")):
		hand_over(giver, taker, world.village_a)
	assert getdate(frappe.get_doc("Grid Worker", giver).posts[0].to_date) == getdate(add_days(nowdate(), -1))
	assert "Mediator" not in frappe.get_roles("giver@gg.test")
	assert "Mediator" in frappe.get_roles("taker@gg.test")
	assert any(
		p.role == "Mediator" and p.unit == world.village_a for p in permissions.posts_of("taker@gg.test")
	)


def test_every_open_matter_is_listed_and_moves(world, pair):
	giver, taker = pair
	columns = handover.worker_columns()
	assert columns, "some DocType links to a worker"
	doctype, column = next((d, c) for d, c in columns if d == "Dispute Case" and c == "mediator")
	case = frappe.generate_hash(length=10)
	frappe.db.sql(
		f"insert into `tab{doctype}` (name, creation, modified, grid_unit, stage, `{column}`)"
		" values (%s, now(), now(), %s, 'In Mediation', %s)",
		(case, world.village_a, giver),
	)
	done = hand_over(giver, taker, world.village_a)
	assert (doctype, case) in {(row.item_doctype, row.item_name) for row in done.items}
	assert frappe.db.get_value(doctype, case, column) == taker
	assert handover.open_matters(giver, world.village_a) == []


def test_a_handover_stays_as_it_was(world, pair):
	done = hand_over(*pair, world.village_a)
	done.reason = "later"
	with pytest.raises(frappe.ValidationError):
		done.save()
	with pytest.raises(frappe.ValidationError):
		done.delete()


def test_to_oneself_or_from_the_neighbours_operator_is_refused(world, pair, as_user):
	giver, taker = pair
	with pytest.raises(frappe.ValidationError, match="oneself"):
		hand_over(giver, giver, world.village_a)
	with as_user(world.user("System Operator", "B")), pytest.raises(frappe.PermissionError):
		hand_over(giver, taker, world.village_a)
	assert "Mediator" in frappe.get_roles("giver@gg.test")


def test_report_names_what_a_team_lacks_inside_the_own_posts(world, as_user):
	frappe.db.set_value("Grid Duty", "Grid Officer", {"team_level": "Grid", "team_minimum": 1})
	core.make_worker("Grid Officer", world.grid_a1)
	with as_user(world.user("System Operator", "A")):
		rows = {row[0]: row[4:] for row in execute()[1] if row[3] in ("Grid Officer", "网格员")}
	assert rows == {world.grid_a2: [1, 0, 1]}


def insert(doctype, **values):
	"""A row as it lies in the table, past its controller."""
	row = {"name": frappe.generate_hash(length=10), "creation": nowdate(), "modified": nowdate(), **values}
	columns, places = ", ".join(f"`{c}`" for c in row), ", ".join(["%s"] * len(row))
	frappe.db.sql(f"insert into `tab{doctype}` ({columns}) values ({places})", list(row.values()))
	return row["name"]


def test_what_was_held_or_agreed_stays_with_whoever_did_it(world, pair):
	giver, taker = pair
	case = insert(
		"Dispute Case",
		grid_unit=world.village_a,
		stage="In Mediation",
		mediator=giver,
		file_number="（2026）甲社人调字第1号",
		case_title="（2026）甲社人调字第1号",
	)
	hangs = {"dispute_case": case, "grid_unit": world.village_a, "mediator": giver, "case_mediator": giver}
	held = insert("Mediation Session", session_status="Held", **hangs)
	planned = insert("Mediation Session", session_status="Planned", session_title="第二次调解", **hangs)
	binding = insert("Mediation Agreement", status="In Force", **hangs)
	done = hand_over(giver, taker, world.village_a)
	who = ["mediator", "case_mediator"]
	assert frappe.db.get_value("Mediation Session", held, who) == (giver, taker)
	assert frappe.db.get_value("Mediation Agreement", binding, who) == (giver, taker)
	assert frappe.db.get_value("Mediation Session", planned, who) == (taker, taker)
	assert {(row.item_doctype, row.item_name, row.matter) for row in done.items} == {
		("Dispute Case", case, "（2026）甲社人调字第1号"),
		("Mediation Session", planned, "第二次调解"),
	}
	with print_language("zh"):
		paper = papers.html(done, "Post Handover Paper")
	assert "矛盾纠纷" in paper and "（2026）甲社人调字第1号" in paper and "监交人签字" in paper
	assert case not in paper and planned not in paper


def test_a_matter_without_a_title_is_known_by_its_day_and_a_person_in_care_is_not_named(world, pair):
	giver, taker = pair
	insert(
		"Care Record",
		grid_unit=world.village_a,
		responsible=giver,
		status="In Care",
		from_date="2026-03-01",
		resident="张三",
	)
	insert("Care Record", grid_unit=world.village_a, responsible=giver, status="Care Ended")
	(row,) = hand_over(giver, taker, world.village_a).items
	assert row.item_doctype == "Care Record" and row.matter == frappe.utils.format_date("2026-03-01")

"""A public notice from draft to ledger: what it gathers, when its days run, what closing does, and stopping.

World: village A with two grids; deeds endorsed in a book that asks for 5 days of notice.
"""

from __future__ import annotations

import datetime

import frappe
import pytest
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points.declaring.deed_document import HandledBySomeoneElse
from grid_governance.points.notice import notices
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.factories import notices as make
from grid_governance.workflows.move import move


@pytest.fixture
def village(world):
	book, item = make.make_book(), points.make_item()
	families = [
		registry.make_household(core.GRID_A1, head="张大明", villagers_group="10"),
		registry.make_household(core.GRID_A2, head="李四", villagers_group="2"),
	]
	single = make.endorsed(book, item, families[0])
	batch = make.endorsed_batch(book, points.make_item(3), families, grid_unit=core.VILLAGE_A)
	return frappe._dict(world=world, book=book, item=item, families=families, single=single, batch=batch)


def stage(doc) -> str:
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


def rows(notice) -> list:
	columns = ["subject_name", "villagers_group", "points", "status", "reason"]
	return frappe.get_all("Notice Row", {"notice": notice.name}, columns, order_by="position")


def balance(village, number: int = 0) -> int:
	filters = {"book": village.book.name, "subject": village.families[number].name}
	return frappe.db.get_value("Points Account", filters, "balance") or 0


def test_a_draft_gathers_all_endorsed_deeds_of_the_village_in_the_order_of_the_groups(village):
	make.endorsed(village.book, village.item, registry.make_household(core.GRID_B1))
	make.endorsed(points.make_book(), village.item)  # a book that credits at once has nothing to notice
	notice = make.make_notice()
	found = [(row.villagers_group, row.subject_name) for row in rows(notice)]
	assert found == [("2", "李四"), ("10", "张大明"), ("10", "张大明")]
	assert sorted(row.points for row in rows(notice)) == [3, 3, 5]
	assert (notice.row_count, notice.total_points, notice.days) == (3, 11, 5)
	assert stage(village.single) == "Endorsed"


def test_publishing_brings_rows_and_sources_on_notice_and_another_notice_finds_nothing(village):
	notice = make.make_notice()
	notices.publish(notice.name)
	assert stage(notice) == stage(village.single) == stage(village.batch) == "On Notice"
	assert {row.status for row in rows(notice)} == {"On Notice"}
	second = make.make_notice()
	assert second.row_count == 0
	with pytest.raises(notices.NoticeError):
		notices.publish(second.name)


def test_two_drafts_over_the_same_deeds_publish_them_once(village):
	first, second = make.make_notice(), make.make_notice()
	assert first.row_count == second.row_count == 3
	notices.publish(first.name)
	with pytest.raises(notices.NoticeError):
		notices.publish(second.name)
	assert stage(second) == "Notice Draft"


def test_the_photo_starts_the_days_and_a_second_photo_does_not_move_them(village):
	notice = make.make_notice()
	with pytest.raises(notices.NoticeError):
		notices.start_days(notice.name, [make.PHOTO])
	notices.publish(notice.name)
	assert frappe.db.get_value("Public Notice", notice.name, "starts_on") is None
	with pytest.raises(notices.NoticeError):
		notices.start_days(notice.name, [])
	last = notices.start_days(notice.name, [make.PHOTO])
	assert last >= getdate(add_days(nowdate(), 5))
	frappe.db.set_value("Public Notice", notice.name, {"starts_on": "2026-09-25", "last_day": "2026-10-08"})
	assert notices.start_days(notice.name, [make.PHOTO]) == datetime.date(2026, 10, 8)
	assert len(make.reread(notice).photos) == 2


def test_fewer_days_than_the_books_want_are_refused(village):
	notice = make.make_notice(days=3)
	with pytest.raises(notices.NoticeError):
		notices.publish(notice.name)
	assert stage(village.single) == "Endorsed"


def test_closing_waits_for_the_last_day(village):
	notice = make.make_notice()
	for step in (
		lambda: None,
		lambda: notices.publish(notice.name),
		lambda: notices.start_days(notice.name, ["x.jpg"]),
	):
		step()
		with pytest.raises(notices.NoticeError):
			notices.close(notice.name)
	frappe.db.set_value("Public Notice", notice.name, "last_day", nowdate())  # the last day itself counts
	with pytest.raises(notices.NoticeError):
		notices.close(notice.name)
	assert balance(village) == 0


def test_closing_credits_every_row_once_and_a_second_click_changes_nothing(village):
	notice = make.passed(make.make_notice())
	assert notices.close(notice.name) == "Settled Into Ledger"
	assert (balance(village), balance(village, 1)) == (8, 3)
	assert stage(village.single) == stage(village.batch) == "Credited"
	single = frappe.get_doc("Points Declaration", village.single.name)
	assert single.entry and single.account and not single.deed_key
	assert notices.close(notice.name) == "Settled Into Ledger"
	notices.finish(notice.name)
	assert (balance(village), balance(village, 1)) == (8, 3)
	notice = make.reread(notice)
	assert (notice.credited_count, notice.refused_count) == (3, 0) and "11" in notice.outcome


def test_a_cap_reached_meanwhile_leaves_its_reason_on_row_and_source(village):
	item = points.make_item(4, caps=[("Month", 1, 0)])
	first = make.endorsed(village.book, item, village.families[0], deed_date=nowdate())
	notice = make.running(make.make_notice())
	account = points.make_account(village.book, village.families[0])
	points.ledger.post([points.posting(account, 4, item=item.name)])
	notices.close(make.passed(notice).name)
	row = frappe.get_doc("Notice Row", make.row_of(notice, first))
	assert row.status == "Not Credited" and row.reason and not row.entry
	assert stage(first) == "Not Recognised"
	assert frappe.db.get_value(first.doctype, first.name, "decision_reason") == row.reason
	assert make.reread(notice).refused_count == 1


def test_after_the_last_day_the_night_ends_the_notice_and_closes_it_only_where_the_site_wants_that(village):
	notice = make.passed(make.make_notice())
	notices.end_due()
	assert stage(notice) == "Notice Ended" and balance(village) == 0
	frappe.db.set_single_value("Grid Governance Settings", "close_notices", 1)
	frappe.db.set_value("Public Notice", notice.name, "stage", "On Notice")
	notices.end_due()
	assert stage(notice) == "Settled Into Ledger" and balance(village) == 8


def test_a_stopped_notice_puts_its_rows_back_and_they_are_noticed_anew(village):
	notice = make.running(make.make_notice())
	with pytest.raises(notices.NoticeError):
		notices.stop(notice.name, " ")
	notices.stop(notice.name, "名单有误")
	assert stage(notice) == "Notice Stopped"
	assert stage(village.single) == stage(village.batch) == "Endorsed"
	assert make.make_notice().row_count == 3
	with pytest.raises(notices.NoticeError):
		notices.close(notice.name)


def test_what_hangs_on_the_board_is_not_moved_by_hand(village):
	notice = make.running(make.make_notice())
	for target in ("Endorsed", "Sent Back", "Taken Back", "Not Recognised", "Under Objection"):
		doc = frappe.get_doc("Points Declaration", village.single.name)
		doc.decision_reason = "x"
		with pytest.raises(HandledBySomeoneElse):
			move(doc, target)
	batch = frappe.get_doc("Points Batch", village.batch.name)
	batch.people[0].update({"status": "Taken Out", "reason": "x"})
	with pytest.raises(frappe.ValidationError):
		batch.save()
	assert stage(notice) == "On Notice"


def test_what_was_published_stays_as_printed(village):
	notice = make.running(make.make_notice())
	for change in ({"days": 1}, {"title": "x"}, {"object_phone": "1"}, {"content": "x"}):
		with pytest.raises(notices.NoticeError):
			make.reread(notice).update(change).save()
	forged = make.reread(notice).update(
		{"last_day": "2026-01-01", "stage": "Notice Ended", "credited_count": 9}
	)
	forged.save()
	forged = make.reread(notice)
	assert (forged.stage, forged.credited_count, forged.last_day) == ("On Notice", 0, notice.last_day)


def test_rows_are_not_written_by_hand(village):
	notice = make.make_notice()
	row = frappe.get_doc("Notice Row", make.row_of(notice, village.single))
	row.points = 50
	for write in (row.save, row.delete, lambda: row.db_set("points", 50), frappe.copy_doc(row).insert):
		with pytest.raises(frappe.ValidationError):
			write()


def test_village_affairs_need_content_and_end_without_the_ledger(village):
	notice = make.make_notice(kind="Finance")
	assert "财务" in notice.title or "Finance" in notice.title
	with pytest.raises(notices.NoticeError):
		notices.publish(notice.name)
	notice.content = "十月收入一万元，支出八千元。"
	notice.save()
	make.passed(notice)
	with pytest.raises(notices.NoticeError):
		notices.close(notice.name)
	notices.end_due()
	assert stage(notice) == "Notice Ended"

"""The verification that runs by itself: it keeps what it found, tells the right people, is never silently absent."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, now_datetime, nowdate

from grid_governance.api import verification as api
from grid_governance.points import ledger
from grid_governance.points.ledger import anchors, chain, verification, verify
from grid_governance.tests.factories import points


@pytest.fixture
def ground(world, monkeypatch):
	"""An account with three entries; commits do not happen, alerts and jobs are collected."""
	account = points.make_account(points=50)
	ledger.post([points.posting(account, -20), points.posting(account, 7)])
	found = frappe._dict(account=account, alerts=[], jobs=[])
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	monkeypatch.setattr(
		verification, "enqueue_create_notification", lambda users, log: found.alerts.append((users, log))
	)
	monkeypatch.setattr(frappe, "enqueue", lambda method, **args: found.jobs.append(args.get("extent")))
	return found


def spoil(account: str) -> None:
	frappe.db.sql("update `tabPoints Entry` set points = 500 where name = %s", f"{account}-000002")


def run(extent: str):
	return frappe.get_doc("Points Verification", verification.run(extent))


def test_a_sound_account_leaves_a_record_and_no_alert(ground):
	doc = run(verification.TOUCHED)
	assert doc.result == "Ledger In Order" and doc.accounts >= 1 and doc.entries >= 3 and doc.ended_on
	assert ground.alerts == []


def test_a_finding_is_kept_and_told_to_points_office_and_system_managers(ground, world):
	office = world.user("Points Office Member", "street")
	world.user("Village Points Clerk")
	spoil(ground.account)
	doc = run(verification.TOUCHED)
	assert doc.result == "Ledger Findings" and doc.finding_count >= 2
	assert f"{ground.account}-000002" in doc.findings
	((users, log),) = ground.alerts
	assert office in users and not any("clerk" in user for user in users)
	assert "户主" not in frappe.as_json(log) + doc.findings and log["document_name"] == doc.name
	assert api.open_findings()["value"] == doc.finding_count


def test_a_run_that_breaks_off_is_told_too(ground, monkeypatch):
	monkeypatch.setattr(verify, "verify", lambda: 1 / 0)
	monkeypatch.setattr(frappe.db, "rollback", lambda: None)
	with pytest.raises(ZeroDivisionError):
		verification.run(verification.WHOLE)
	doc = frappe.get_last_doc("Points Verification")
	assert doc.result == "Check Broke Off" and len(ground.alerts) == 1 and api.open_findings()["value"] == 1


def test_an_overdue_or_dead_run_is_noticed_every_night(ground):
	frappe.db.sql("update `tabPoints Entry` set creation = %s", add_days(now_datetime(), -30))
	frappe.db.delete("Points Verification")
	dead = frappe.get_doc(
		doctype="Points Verification",
		extent=verification.WHOLE,
		result=verification.RUNNING,
		started_on=add_days(now_datetime(), -1),
	)
	dead.flags.by_code = True
	dead.insert(ignore_permissions=True)
	assert api.days_since_verification()["value"] == 30
	verification.nightly()
	assert ground.jobs == ["Whole Ledger", "Accounts Touched"] and len(ground.alerts) == 2
	assert frappe.db.get_value("Points Verification", dead.name, "result") == "Check Broke Off"
	dead.db_set({"result": verification.IN_ORDER, "ended_on": now_datetime()})
	ground.jobs.clear()
	verification.nightly()
	assert ground.jobs == ["Accounts Touched"] and api.days_since_verification()["value"] == 0


def test_a_verification_is_not_written_by_hand(ground, world, as_user):
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			doctype="Points Verification", extent="Whole Ledger", result="Ledger In Order"
		).insert()
	doc = run(verification.TOUCHED)
	doc.flags.by_code = False
	doc.result = "Ledger Findings"
	with pytest.raises(frappe.PermissionError):
		doc.save(ignore_permissions=True)
	with as_user(world.user("Village Points Clerk")):
		assert api.days_since_verification()["value"] >= 0
		with pytest.raises(frappe.PermissionError):
			api.verify_now()
	with as_user(world.user("Points Office Member", "street")):
		assert api.verify_now() == {"started": True}


def test_small_pages_find_what_one_page_finds(ground, monkeypatch):
	other = points.make_account(points=3)
	spoil(ground.account)
	frappe.db.sql("delete from `tabPoints Entry` where name = %s", f"{other}-000001")
	names = [ground.account, other]
	whole = verify.verify_accounts(names)
	for page, entry_page in ((1, 1), (1, 2), (2, 1), (500, 2)):
		monkeypatch.setattr(verify, "PAGE", page)
		monkeypatch.setattr(verify, "ENTRY_PAGE", entry_page)
		again = verify.verify_accounts(names)
		assert (again.accounts, again.entries, again.findings) == (2, 3, whole.findings)


def test_only_so_many_findings_are_kept_but_all_are_counted(ground, monkeypatch):
	spoil(ground.account)
	monkeypatch.setattr(verify, "KEPT", 1)
	report = verify.verify_accounts([ground.account])
	assert len(report.findings) == 1 < report.count


# ---------------------------------------------------------------- the anchor on a paper


def test_a_printed_anchor_is_checked_by_its_first_twenty_digits(ground):
	frappe.db.delete("Points Anchor")
	assert anchors.latest_published_text() is None
	anchors.take(frappe.utils.getdate(nowdate()))
	row = anchors.latest()
	text = anchors.latest_published_text()
	printed = text.rsplit(" ", 1)[1]
	assert f"no. {row.number}" in text and printed == chain.short_head(row.head) and len(printed) == 24
	assert verify.verify_anchor(row.number, printed).count == 0
	assert verify.verify_anchor(row.number, row.head).count == 0
	for wrong in (printed[:-1], printed[:-1] + ("0" if printed[-1] != "0" else "1"), ""):
		assert verify.verify_anchor(row.number, wrong).count == 1
	assert verify.verify_anchor(row.number + 1, printed).count == 1


def test_an_anchor_whose_entries_were_rewritten_no_longer_fits_even_with_a_forged_head(ground):
	frappe.db.delete("Points Anchor")
	day = frappe.utils.getdate(nowdate())
	anchors.take(day)
	printed = chain.short_head(anchors.latest().head)
	frappe.db.sql(
		"update `tabPoints Entry` set row_hash = %s where name = %s", ("0" * 64, f"{ground.account}-000002")
	)
	assert verify.verify_anchor(1, printed).count == 1
	frappe.db.delete("Points Anchor")
	anchors.take(day)  # whoever holds the key makes a new anchor that fits, but not the one on the wall
	assert [f.what for f in verify.verify_anchor(1, printed).findings] == ["anchor"]

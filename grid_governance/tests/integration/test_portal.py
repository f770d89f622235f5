"""The portal's answers: a phone acts for its residents and for those who gave a signed paper, for nobody else.

household 甲: 张 (phone p), child without phone          household 乙: 李 (phone q)
"""

import base64
import io

import frappe
import pytest
from frappe.utils import add_days, nowdate
from PIL import Image

from grid_governance.api import portal as api
from grid_governance.points import ledger
from grid_governance.points.declaring import photo
from grid_governance.portal import one_time, people, signing_in
from grid_governance.tests.factories import points, portal, registry, shop
from grid_governance.tests.unit import test_points_photo as exif


@pytest.fixture
def family(world):
	return points.make_book()


def picture() -> str:
	out = io.BytesIO()
	Image.new("RGB", (60, 40), "green").save(out, "JPEG")
	return data_url(out.getvalue())


def data_url(content: bytes) -> str:
	return "data:image/jpeg;base64," + base64.b64encode(content).decode()


# ---------------------------------------------------------------- who


def test_one_phone_serves_all_residents_who_have_it(world, as_user):
	household = registry.make_household()
	head, wife = frappe.get_doc("Resident", household.head), registry.make_resident(household)
	login = portal.login_of(head, wife)
	with as_user(login):
		assert {person.name for person in people.mine()} == {head.name, wife.name}


def test_a_changed_phone_is_out_of_the_old_phones_reach_at_once(world, as_user):
	person, login = portal.make_person()
	with as_user(login):
		assert people.require(person.name).name == person.name
	frappe.db.set_value("Resident", person.name, "phone", portal.new_phone())
	with as_user(login), pytest.raises(frappe.PermissionError):
		people.mine()


def test_a_proxy_acts_between_the_first_and_the_last_day(world, as_user):
	old, _login = portal.make_person()
	son, login = portal.make_person()
	grant = portal.make_proxy(old, son)
	with as_user(login):
		assert [(p.name, p.by) for p in people.mine()] == [(son.name, "self"), (old.name, "proxy")]
	grant.to_date = add_days(nowdate(), -1)
	grant.save(ignore_permissions=True)
	with as_user(login):
		assert [p.name for p in people.mine()] == [son.name]


def test_a_worker_makes_nobody_the_proxy_of_the_own_person_and_reaches_both(world, as_user):
	old, _a = portal.make_person()
	near, _b = portal.make_person()
	far, _c = portal.make_person(world.grid_b1)
	officer = world.user("Grid Officer", "A")
	frappe.db.set_value("Grid Worker", {"user": officer}, "resident", near.name)

	def grant(proxy):
		values = {"resident": old.name, "proxy": proxy.name, "relation": "邻居", "from_date": nowdate()}
		return frappe.get_doc(doctype="Portal Proxy", **values).insert()

	third, _d = portal.make_person()
	with as_user(officer):
		for refused in (near, far):
			with pytest.raises(frappe.PermissionError):
				grant(refused)
		assert grant(third).grid_unit == old.grid_unit


# ---------------------------------------------------------------- codes


@pytest.fixture(autouse=True)
def no_pauses():
	"""Phones of an earlier run are not waited for."""
	frappe.cache.delete_keys("portal_")


def test_a_code_works_once_and_dies_of_five_wrong_tries(site):
	phone = portal.new_phone()
	code = one_time.issue(phone)
	with pytest.raises(one_time.TooSoon):
		one_time.issue(phone)
	assert one_time.redeem(phone, code)
	assert not one_time.redeem(phone, code)
	other = portal.new_phone()
	code = one_time.issue(other)
	wrong = f"{(int(code) + 1) % 10**6:06d}"
	assert not any(one_time.redeem(other, wrong) for _ in range(one_time.TRIES))
	assert not one_time.redeem(other, code)


def test_an_unknown_phone_is_answered_like_a_known_one_and_gets_no_text(world, monkeypatch):
	person, _login = portal.make_person()
	sent = []
	monkeypatch.setattr(signing_in.texting, "send", lambda phone, text: sent.append(phone))
	monkeypatch.setitem(frappe.local.conf, "grid_governance_trial", 1)
	assert signing_in.send_code(portal.new_phone()) is None
	assert not sent
	assert signing_in.send_code(person.phone) is None
	assert sent == [person.phone]


def test_where_no_text_can_be_sent_a_known_and_an_unknown_phone_are_told_the_same(world, monkeypatch):
	person, _login = portal.make_person()
	monkeypatch.setitem(frappe.local.conf, "grid_governance_trial", 0)
	for phone in (portal.new_phone(), person.phone):
		with pytest.raises(signing_in.texting.NoWayToSend):
			signing_in.send_code(phone)


@pytest.mark.parametrize("phone", ["", "123", "0731-8888888", "23800000000", "<script>"])
def test_what_is_no_mobile_is_refused(site, phone):
	with pytest.raises(frappe.ValidationError, match="11 digits"):
		signing_in.send_code(phone)


# ---------------------------------------------------------------- points


def test_home_and_statement_show_own_and_household_accounts_and_no_others(family, as_user):
	person, login = portal.make_person()
	own = points.make_account(family, frappe.get_doc("Household", person.household), points=30)
	other = points.make_account(family, points=99)
	with as_user(login):
		shown = api.home()
		assert [row.account for row in shown[0]["accounts"]] == [own]
		assert api.statement(own)[0].points == 30
		with pytest.raises(frappe.PermissionError):
			api.statement(other)


# ---------------------------------------------------------------- declaring


def declare(book, item, key="k1", **more):
	return api.declare(book.name, item.name, nowdate(), key, **more)


def test_a_resident_declares_and_a_repetition_answers_the_first(family, as_user):
	person, login = portal.make_person()
	item = points.make_item(5)
	with as_user(login):
		sent = declare(family, item, photos=[picture(), picture()])
		assert declare(family, item, photos=[picture()]) == sent
		assert [row.name for row in api.declarations()] == [sent["name"]]
	doc = frappe.get_doc("Points Declaration", sent["name"])
	assert (doc.stage, doc.subject, doc.doer, doc.points) == (
		"Awaiting Check",
		person.household,
		person.name,
		5,
	)
	assert len(doc.evidence) == 2
	files = frappe.get_all("File", {"attached_to_name": doc.name}, ["is_private"])
	assert len(files) == 2 and all(file.is_private for file in files)


def test_the_same_deed_under_another_key_is_refused_and_nothing_is_written(family, as_user):
	_person, login = portal.make_person()
	item = points.make_item(5)
	with as_user(login):
		declare(family, item)
		with pytest.raises(frappe.ValidationError):
			declare(family, item, key="k2")
		assert len(api.declarations()) == 1


def test_a_picture_that_hangs_on_a_neighbours_deed_is_declared_as_well(family, as_user):
	item = points.make_item(5)
	for key in ("k1", "k2"):  # neighbours pass pictures on: the same bytes have one place on the disk
		with as_user(portal.make_person()[1]):
			sent = declare(family, item, key, photos=[picture()])
	doc = frappe.get_doc("Points Declaration", sent["name"])
	assert doc.stage == "Awaiting Check" and doc.evidence[0].file
	assert frappe.db.exists("File", {"attached_to_name": doc.name, "file_url": doc.evidence[0].file})


def test_photos_are_asked_for_where_the_item_wants_them_and_must_be_pictures(family, as_user):
	_person, login = portal.make_person()
	item = points.make_item(5, evidence_required=1)
	script = "data:image/jpeg;base64," + base64.b64encode(b"<script>alert(1)</script>").decode()
	with as_user(login):
		for photos in ([], [script], ["nonsense"], [picture()] * 10):
			with pytest.raises(frappe.ValidationError):
				declare(family, item, photos=photos)
		assert not api.declarations()
		assert declare(family, item, photos=[picture()])["stage"] == "Awaiting Check"


def test_time_and_place_of_a_phones_photo_are_kept_beside_the_picture_and_not_in_it(family, as_user):
	_person, login = portal.make_person()
	original = exif.picture("2026:11:20 09:30:05", exif.LIUYANG)
	with as_user(login):
		sent = declare(
			family,
			points.make_item(5),
			photos=[picture(), data_url(original), picture()],  # shrunk · as taken · shrunk, without anything
			heads=[data_url(original[:900]), "", "nonsense"],
		)
	rows = frappe.get_doc("Points Declaration", sent["name"]).evidence
	told = ("2026-11-20 09:30:05", "28.160000,113.640000")
	assert [(str(row.taken_on), row.place) for row in rows] == [told, told, ("None", None)]
	for row in rows:
		content = frappe.get_doc("File", {"file_url": row.file}).get_content()
		assert photo.read(content) == photo.PhotoFacts() and photo.ending(content) == "jpg"


def test_nobody_declares_for_a_stranger_or_in_a_book_of_another_place(family, world, as_user):
	_person, login = portal.make_person()
	stranger, _other = portal.make_person()
	item = points.make_item(5)
	elsewhere = points.make_book(grid_unit=world.village_b)
	staff = points.make_book("Village Staff Class")
	with as_user(login):
		with pytest.raises(frappe.PermissionError):
			declare(family, item, resident=stranger.name)
		for book in (elsewhere, staff):
			with pytest.raises(frappe.PermissionError):
				declare(book, item)


def test_only_the_own_declaration_that_waits_is_taken_back(family, as_user):
	_person, login = portal.make_person()
	_stranger, other = portal.make_person()
	item = points.make_item(5)
	with as_user(login):
		name = declare(family, item)["name"]
	with as_user(other), pytest.raises(frappe.PermissionError):
		api.take_back(name)
	with as_user(login):
		assert api.take_back(name)["stage"] == "Taken Back"
		assert declare(family, item, key="k2")["stage"] == "Awaiting Check"


# ---------------------------------------------------------------- the shop


def test_goods_are_ordered_collected_by_code_or_given_up(family, world, as_user):
	person, login = portal.make_person()
	account = points.make_account(family, frappe.get_doc("Household", person.household), points=50)
	place, rice = shop.make_shop(), shop.make_item(10)
	shop.fill(place, rice, 5)
	goods = [{"item": rice.name, "quantity": 2}]
	with as_user(login):
		offered = {row["name"]: row["shelf"] for row in api.shops()}
		assert rice.name in [row.item for row in offered[place.name]]
		kept = api.reserve(account, place.name, goods, "r1")
		assert api.reserve(account, place.name, goods, "r1")["name"] == kept["name"]
		assert (kept["balance"], len(kept["code"])) == (30, 8)
		assert api.reservations()[0].collection_code == kept["code"]
		assert api.call_off(kept["name"])["balance"] == 50
		with pytest.raises(frappe.ValidationError):
			api.reserve(account, place.name, [{"item": rice.name, "quantity": 6}], "r2")
	assert ledger.lock_accounts([account])[account].balance == 50


def test_a_neighbours_account_and_shop_are_out_of_reach(family, world, as_user):
	person, login = portal.make_person()
	own = points.make_account(family, frappe.get_doc("Household", person.household), points=50)
	foreign = points.make_account(family, points=50)
	near, far, rice = shop.make_shop(), shop.make_shop(world.village_b), shop.make_item(10)
	shop.fill(near, rice, 5)
	shop.fill(far, rice, 5)
	goods = [{"item": rice.name, "quantity": 1}]
	with as_user(login):
		with pytest.raises(frappe.PermissionError):
			api.reserve(foreign, near.name, goods, "r1")
		with pytest.raises(frappe.PermissionError):
			api.reserve(own, far.name, goods, "r2")
		kept = api.reserve(own, near.name, goods, "r3")
	_neighbour, other = portal.make_person()
	with as_user(other), pytest.raises(frappe.PermissionError):
		api.call_off(kept["name"])

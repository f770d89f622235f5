"""What becomes of points when households and people change: nothing is lost, nothing appears, and it is said in words.

A family in grid A1 (head and son) with 100 points in a family book of the whole site."""

import frappe
import pytest

from grid_governance.points import ledger, recusal
from grid_governance.points.correcting import corrections, living
from grid_governance.points.correcting.refusal import CorrectionError
from grid_governance.points.ledger import accounts, verify
from grid_governance.registry import acts, duplicates, relations
from grid_governance.tests.factories import corrections as make
from grid_governance.tests.factories import points, registry


class Family:
	def __init__(self, world):
		self.world = world
		self.book = points.make_book(book_name="家庭账本")
		self.home = registry.make_household(head="张大明")
		self.son = registry.make_resident(self.home, resident_name="张小明", relation_to_head=relations.SON)
		self.account = points.make_account(self.book, self.home, points=100)
		self.members = {self.home.head: relations.HEAD, self.son.name: relations.SON}

	def account_in(self, household: str, book=None) -> str | None:
		return accounts.account_for((book or self.book).name, "Household", household, create=False)

	def personal(self, book, resident: str, value: int) -> str:
		account = accounts.account_for(book.name, "Resident", resident)
		ledger.post([points.posting(account, value)])
		return account


@pytest.fixture
def family(world):
	return Family(world)


def balance(account: str | None) -> int:
	return frappe.db.get_value("Points Account", account, "balance") if account else 0


def note(done) -> str:
	return frappe.db.get_value("Life Event", done.slip, "points_note") or ""


def sound(*names) -> bool:
	return not [f for f in verify.verify().findings if any(name and name in f.row for name in names)]


# ---------------------------------------------------------------- split, merger


def split(family, **shares):
	return acts.split(family.home.name, {family.son.name: relations.HEAD}, {"room": "99"}, **shares)


def test_on_a_split_the_account_stays_where_the_head_stays(family):
	done = split(family)
	assert balance(family.account) == 100 and not family.account_in(done.household)
	assert "all 100 points stay with the household of 张大明" in note(done)


def test_a_share_in_whole_points_goes_along_by_two_entries(family):
	done = split(family, shares={family.account: 40})
	new = family.account_in(done.household)
	assert (balance(family.account), balance(new)) == (60, 40)
	rows = frappe.get_all("Points Entry", {"source_name": done.slip}, ["kind", "account"], order_by="points")
	assert [(row.kind, row.account) for row in rows] == [
		("Transfer Out", family.account),
		("Transfer In", new),
	]
	assert "40 points went along, 60 stay" in note(done) and sound(family.account, new)


@pytest.mark.parametrize("share", [-1, 1.5, "x", True])
def test_an_impossible_share_refuses_the_whole_split(family, share):
	before = frappe.db.count("Household")
	frappe.db.savepoint("try")
	with pytest.raises(CorrectionError):
		split(family, shares={family.account: share})
	frappe.db.rollback(save_point="try")
	assert frappe.db.count("Household") == before and balance(family.account) == 100


def test_more_than_the_balance_cannot_go_along(family):
	with pytest.raises(ledger.InsufficientPoints):
		split(family, shares={family.account: 101})


def test_points_of_another_family_cannot_be_shared_out(family):
	other = points.make_account(family.book, points=9)
	with pytest.raises(CorrectionError, match="another household"):
		split(family, shares={other: 5})


def test_nobody_gives_the_own_new_household_a_share(family, as_user):
	officer = family.world.user("Grid Officer", "A")
	frappe.db.set_value("Grid Worker", {"user": officer}, "resident", family.son.name)
	frappe.db.savepoint("try")
	with as_user(officer), pytest.raises(recusal.RecusalError):
		split(family, shares={family.account: 40})
	frappe.db.rollback(save_point="try")
	frappe.db.set_value("Grid Worker", {"user": officer}, "resident", None)
	with as_user(officer):
		assert balance(family.account_in(split(family, shares={family.account: 40}).household)) == 40


def test_a_merger_brings_the_whole_balance_to_the_household_joined(family):
	target = registry.make_household(head="李四")
	done = acts.merge(family.home.name, target.name, dict.fromkeys(family.members, relations.OTHER_RELATIVE))
	assert "went from 张大明 to" in note(done), "not from an address"
	joined = family.account_in(target.name)
	assert (balance(family.account), balance(joined)) == (0, 100)
	assert "100 points went from" in note(done) and sound(family.account, joined)


def test_what_comes_late_for_a_merged_household_is_carried_on_every_night(family, monkeypatch):
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	target = registry.make_household(head="李四")
	acts.merge(family.home.name, target.name, dict.fromkeys(family.members, relations.OTHER_RELATIVE))
	ledger.post([points.posting(family.account, 7)])  # a deed that was still being handled
	living.carry_late()
	living.carry_late()
	assert (balance(family.account), balance(family.account_in(target.name))) == (0, 107)


def test_frozen_points_and_those_of_the_own_household_wait_for_a_correction(family, as_user):
	target = registry.make_household(head="李四")
	officer = family.world.user("Grid Officer", "A")
	frappe.db.set_value("Grid Worker", {"user": officer}, "resident", target.head)
	with as_user(officer):
		done = acts.merge(
			family.home.name, target.name, dict.fromkeys(family.members, relations.OTHER_RELATIVE)
		)
	assert balance(family.account) == 100 and "wait for a correction" in note(done)
	clerk, office = (
		family.world.user("Village Points Clerk"),
		family.world.user("Points Office Member", "street"),
	)
	joined = accounts.account_for(family.book.name, "Household", target.name)
	with as_user(clerk):
		doc = make.make("Transfer Points", family.account, ask=True, to_account=joined)
	with as_user(office):
		corrections.decide(doc.name, True)
	assert balance(joined) == 100


# ---------------------------------------------------------------- moving


def test_a_family_that_moves_to_another_village_takes_its_points_along_and_leaves_its_past(family):
	new = registry.make_household(family.world.grid_b1, head=None)
	done = acts.move(family.home.name, new.name, family.members)
	there = family.account_in(new.name)
	assert (balance(family.account), balance(there)) == (0, 100)
	units = frappe.get_all(
		"Points Entry", {"book": family.book.name}, ["grid_unit", "points"], order_by="creation, points"
	)
	assert [(row.grid_unit, row.points) for row in units] == [
		(family.world.grid_a1, 100),
		(family.world.grid_a1, -100),
		(family.world.grid_b1, 100),
	]
	assert "100 points went from" in note(done) and sound(family.account, there)


def test_who_moves_alone_leaves_the_familys_points_behind(family):
	new = registry.make_household(family.world.grid_b1, head="李四")
	done = acts.move(family.home.name, new.name, {family.son.name: relations.OTHER_RELATIVE})
	assert balance(family.account) == 100 and "stay with the household of 张大明" in note(done)


def test_a_personal_account_follows_its_holder_while_its_entries_keep_their_unit(family):
	book = points.make_book("Resident Class", book_name="居民账本")
	account = family.personal(book, family.son.name, 30)
	new = registry.make_household(family.world.grid_b1, head="李四")
	done = acts.move(family.home.name, new.name, {family.son.name: relations.OTHER_RELATIVE})
	assert frappe.db.get_value("Points Account", account, "grid_unit") == family.world.grid_b1
	assert frappe.db.get_value("Points Entry", f"{account}-000001", "grid_unit") == family.world.grid_a1
	assert "张小明 with 30 points goes along" in note(done)


def test_where_the_book_is_not_kept_points_go_into_its_like_or_wait(family):
	frappe.db.set_value("Points Book", {"subject_class": "Resident Class"}, "status", "Stopped")
	here = points.make_book("Resident Class", book_name="甲社区居民", grid_unit=family.world.village_a)
	account = family.personal(here, family.son.name, 30)
	new = registry.make_household(family.world.grid_b1, head="李四")
	waits = acts.move(family.home.name, new.name, {family.son.name: relations.OTHER_RELATIVE})
	assert balance(account) == 30 and "no single book there" in note(waits)
	there = points.make_book("Resident Class", book_name="乙村居民", grid_unit=family.world.village_b)
	again = registry.make_household(family.world.grid_b1, head="王五")
	acts.move(new.name, again.name, {family.son.name: relations.OTHER_RELATIVE})
	joined = accounts.account_for(there.name, "Resident", family.son.name, create=False)
	assert (balance(account), balance(joined)) == (0, 30)


# ---------------------------------------------------------------- death


def test_when_the_head_dies_the_familys_account_goes_on_in_the_new_heads_name(family):
	done = acts.register_death(family.home.head, {family.son.name: relations.HEAD})
	row = frappe.db.get_value("Points Account", family.account, ["subject_name", "status", "balance"])
	assert row == ("张小明", "Normal", 100)
	assert "goes on in the name of 张小明" in note(done)


def test_a_personal_account_of_the_dead_is_frozen_and_the_heirs_get_it_by_correction(family, as_user):
	book = points.make_book("Resident Class", book_name="居民账本")
	account = family.personal(book, family.home.head, 30)
	heir = accounts.account_for(book.name, "Resident", family.son.name)
	done = acts.register_death(family.home.head, {family.son.name: relations.HEAD})
	assert frappe.db.get_value("Points Account", account, "status") == "Frozen"
	assert "frozen until the heirs decide" in note(done)
	with as_user(family.world.user("Village Points Clerk")):
		doc = make.make("Transfer Points", account, ask=True, to_account=heir, close_after=1)
	with as_user(family.world.user("Points Office Member", "street")):
		corrections.decide(doc.name, True)
	assert (balance(heir), frappe.db.get_value("Points Account", account, "status")) == (30, "Account Closed")


def test_when_the_last_one_dies_the_familys_account_is_frozen_too(world):
	account = points.make_account(household=registry.make_household(head="独居老人"), points=12)
	head = frappe.db.get_value("Points Account", account, "subject")
	done = acts.register_death(frappe.db.get_value("Household", head, "head"))
	assert frappe.db.get_value("Points Account", account, ["status", "balance"]) == ("Frozen", 12)
	assert "frozen" in note(done)


def test_who_is_marked_dead_in_the_form_is_frozen_as_well(family):
	account = family.personal(points.make_book("Resident Class"), family.son.name, 5)
	doc = frappe.get_doc("Resident", family.son.name)
	doc.status = "Dead"
	doc.save()
	assert frappe.db.get_value("Points Account", account, "status") == "Frozen"


def test_goods_given_back_after_the_death_still_bring_the_points_back(family):
	account = family.personal(points.make_book("Resident Class"), family.son.name, 20)
	spent = ledger.post([points.posting(account, -15)])[0]
	acts.register_death(family.son.name)
	ledger.reverse([spent], "到期未领")
	assert balance(account) == 20


# ---------------------------------------------------------------- duplicates


def test_a_duplicate_record_gives_points_papers_and_login_to_the_record_that_remains(family):
	book = points.make_book("Resident Class")
	number = registry.id_number()
	other = registry.make_household(head="李四")
	double = registry.make_resident(other, resident_name="张小明", identity_number=number)
	mine, theirs = family.personal(book, family.son.name, 5), family.personal(book, double.name, 30)
	done = duplicates.join(double.name, family.son.name, reason="同一人")
	assert (balance(mine), balance(theirs)) == (35, 0) and sound(mine, theirs)
	assert "30 points went from" in note(done)
	row = frappe.db.get_value("Resident", double.name, ["status", "duplicate_of"])
	assert row == ("Duplicate Record", family.son.name)
	from grid_governance.registry import identity

	assert identity.find("ID Card", number) == family.son.name


def test_two_numbers_are_two_persons_and_a_head_is_replaced_first(family):
	other = registry.make_household(head="张小明")
	double = registry.make_resident(other, resident_name="张小明", identity_number=registry.id_number())
	kept = registry.make_resident(family.home, resident_name="张小明", identity_number=registry.id_number())
	with pytest.raises(frappe.ValidationError, match="two persons"):
		duplicates.join(double.name, kept.name)
	with pytest.raises(frappe.ValidationError, match="heads a household"):
		duplicates.join(other.head, kept.name)
	with pytest.raises(frappe.ValidationError, match="other record"):
		duplicates.join(kept.name, kept.name)


def test_a_duplicate_in_the_neighbours_village_is_not_mine_to_join(family, as_user):
	far = registry.make_resident(registry.make_household(family.world.grid_b1), resident_name="张小明")
	with as_user(family.world.user("Grid Officer", "A")), pytest.raises(frappe.PermissionError):
		duplicates.join(far.name, family.son.name)


# ---------------------------------------------------------------- other ways by which people and places change


def test_when_a_household_is_put_into_another_grid_its_members_accounts_follow(family):
	account = family.personal(points.make_book("Resident Class"), family.son.name, 5)
	doc = frappe.get_doc("Household", family.home.name)
	doc.grid_unit = family.world.grid_a2
	doc.save()
	for name in (account, family.account):
		assert frappe.db.get_value("Points Account", name, "grid_unit") == family.world.grid_a2


def test_accounts_follow_by_sets_what_an_import_has_written(family):
	frappe.db.set_value("Resident", family.home.head, "resident_name", "张大名")
	accounts.follow_many("Household", [family.home.name])
	assert frappe.db.get_value("Points Account", family.account, "subject_name") == "张大名"

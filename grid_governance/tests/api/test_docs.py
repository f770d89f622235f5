"""docs/api.md is true: its commands are run, as they stand there, against the running site.

The grid worker of the browser tests' town (tests/ui/town.py) has the token.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import frappe
import pytest
from frappe.utils.password import set_encrypted_password

from grid_governance.tests.factories import points, registry, shop
from grid_governance.tests.ui.town import Town
from grid_governance.tests.unit.test_points_photo import picture

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.M | re.S)
MARK = "=== end of command"


@pytest.fixture(scope="module")
def town(site):
	made = Town()
	yield made
	made.demolish()


@pytest.fixture(scope="module")
def answers(town, tmp_path_factory) -> list[str]:
	"""What each command of the page printed, in order; all in one shell, as a reader would type them."""
	users = {
		"GG_TOKEN": town.user("Grid Officer"),
		"GG_CLERK": town.user("Village Points Clerk"),
		"GG_OFFICE": town.user("Points Office Member", "street"),
	}
	catalogue = given(town)
	tokens = {name: token(user) for name, user in users.items()}
	town.commit()
	blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
	script = "set -euo pipefail\n" + "".join(f"{block}\necho\necho '{MARK}'\n" for block in blocks)
	env = {**os.environ, "GG_URL": os.environ["GG_URL"], **tokens, **catalogue}
	folder = tmp_path_factory.mktemp("docs")
	(folder / "photo.jpg").write_bytes(picture("2026:11:20 09:30:05"))
	done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True)
	assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
	yield [*(text.strip() for text in done.stdout.split(MARK)[:-1]), str(folder)]
	town.fresh()
	for doctype, name in (
		("Points Book", catalogue["BOOK"]),
		("Points Item", catalogue["ITEM"]),
		("Points Category", "Test Category"),
	):
		frappe.db.delete(doctype, {"name": name})
	frappe.db.commit()


def token(user: str) -> str:
	"""KEY:SECRET of a login, as its user form makes them."""
	key, secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
	frappe.db.set_value("User", user, "api_key", key)
	set_encrypted_password("User", user, secret, "api_secret")
	frappe.clear_document_cache("User", user)
	return f"{key}:{secret}"


def given(town: Town) -> dict[str, str]:
	"""What the page's reader has on the site already."""
	town.fresh()
	household = registry.make_household(town.grid_a1, head="王大山")
	book, item = points.make_book(grid_unit=town.street), points.make_item(grid_unit=town.street)
	account = points.make_account(book, registry.make_household(town.grid_a2), points=5)
	place, reward = shop.make_shop(town.village_a), shop.make_item(3, unit=town.street)
	shop.fill(place, reward, 5)
	shop.make_account(10, unit=town.grid_a2, head="钱小满", book=shop.make_book(town.street))
	return {
		"BOOK": book.name,
		"SHOP": place.name,
		"REWARD": reward.name,
		"HOLDER_NAME": "钱小满",
		"ITEM": item.name,
		"HOUSEHOLD": household.name,
		"GRID_UNIT": town.grid_a1,
		"ACCOUNT": account,
		"ENTRY": f"{account}-000001",
	}


@pytest.fixture
def message(answers):
	return lambda number: json.loads(answers[number])["message"]


def test_the_token_signs_in(message, town):
	assert message(0) == town.user("Grid Officer")


def test_a_list_comes_back(answers, town):
	rows = json.loads(answers[1])["data"]
	assert [row["grid_unit"] for row in rows] == [town.grid_a1]


def test_a_declaration_is_made_and_takes_a_step(answers, town):
	town.fresh()
	declared = frappe.get_doc("Points Declaration", answers[2])
	assert answers[3] == "Awaiting Check"
	assert declared.owner == town.user("Grid Officer")


def test_a_balance_is_read(message):
	assert message(4)["balance"] == 0


def test_a_dispute_is_filed(answers, town):
	town.fresh()
	case = frappe.get_doc("Dispute Case", answers[5])
	assert (case.grid_unit, case.amount, len(case.parties)) == (town.grid_a1, 1200, 2)


def test_a_pdf_is_fetched(answers):
	paper = Path(answers[-1]) / "registration-form.pdf"
	assert paper.read_bytes().startswith(b"%PDF-")


def test_a_refusal_says_why_and_writes_nothing(answers, town):
	refusal = json.loads((Path(answers[-1]) / "refusal.json").read_text())
	status, reason = answers[7].split("\n")
	assert status == "417" and "2999-01-01" in reason
	assert "2999-01-01" in refusal["_server_messages"]
	town.fresh()
	assert not frappe.db.exists("Points Declaration", {"deed_date": "2999-01-01"})


def test_an_entry_is_reversed_by_two_persons(answers, town):
	town.fresh()
	assert answers[8] == "Correction Done"
	correction = frappe.get_last_doc("Points Correction")
	asked, decided = (town.user("Village Points Clerk"), town.user("Points Office Member", "street"))
	assert (correction.asked_by, correction.decided_by) == (asked, decided)
	assert frappe.db.get_value("Points Account", correction.account, "balance") == 0


def test_a_statement_is_fetched(answers):
	assert (Path(answers[-1]) / "statement.pdf").read_bytes().startswith(b"%PDF-")


def test_another_login_checks_the_deed(answers, town):
	town.fresh()
	assert answers[10] == "Checked" == frappe.db.get_value("Points Declaration", answers[2], "stage")
	checked_by = frappe.db.get_value("Points Declaration", answers[2], "checked_by")
	assert checked_by == town.user("Village Points Clerk")


@pytest.fixture
def answer_to(message):
	"""The answer of the command that has this word, wherever on the page it stands."""
	blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
	return lambda word: message(next(at for at, block in enumerate(blocks) if word in block))


def test_a_round_is_opened_and_filled_in(answer_to):
	saved = answer_to("save_cells")
	assert (saved["saved"], saved["people_count"], saved["points_total"]) == (1, 1, 5)


def test_names_are_matched_from_a_text_and_a_file(answer_to):
	pasted = answer_to("match_text")
	assert [row["status"] for row in pasted["rows"]] == ["Matched", "Nobody Found"]
	assert pasted["unread"] == ["#接龙"]
	assert [row["status"] for row in answer_to("match_file")["rows"]] == ["Matched"]


def test_a_photo_is_put_up_with_its_time(answer_to):
	photo = answer_to("add_photo")
	assert photo["taken_on"] == "2026-11-20 09:30:05" and photo["file_url"].startswith("/private/files/")


def test_an_item_says_what_it_gives(answer_to):
	figures = answer_to("item_figures")
	assert (figures["counting"], figures["points"], figures["campaign"]) == ("Fixed Points", 5, None)


def test_goods_are_redeemed_at_the_fair(answers):
	slip = next(json.loads(text)["message"] for text in answers if '"redemption_no"' in text)
	assert (slip["mode"], slip["stage"], slip["balance_after"]) == ("Fair", "Handed Over", 4)


def test_a_case_is_handed_on_and_recalled(answer_to, answers, town):
	way = answer_to("handover.way")
	hop = way["hops"][-1]
	assert hop["kind"] == "Report Up" and way["acts"][hop["name"]] == ["recall"]
	assert answer_to("handover.recall") == {"name": hop["name"], "stage": "Recalled"}
	town.fresh()
	assert frappe.db.get_value("Dispute Case", answers[5], "handling_unit") == town.village_a


def test_a_list_of_quarrels_is_judged_by_row(answer_to):
	found = answer_to("check_list")
	assert found["ready"] == 1 and {problem["row"] for problem in found["problems"]} == {2}


def test_earlier_cases_of_a_party_are_shown(answer_to, answers):
	assert answers[5] in [row["name"] for row in answer_to("earlier_cases")["cases"]]


def test_what_changed_is_pulled_with_a_cursor(answer_to):
	page = answer_to("exchange.pull")
	assert set(page) == {"rows", "cursor", "more"} and page["more"] is False


def test_a_photo_hangs_on_a_case(answer_to, answers):
	photo = answer_to("upload_file")
	assert (photo["attached_to_name"], photo["is_private"]) == (answers[5], 1)


def test_figures_are_read(answer_to):
	found = answer_to("query_report.run")
	assert found["columns"] and isinstance(found["result"], list)

"""The pictures of the documentation: a browser looks at the demo town as its people do.

    python -m devtools.in_site.screenshots URL ACCOUNTS.json CHROMIUM FOLDER

Runs in the bench's Python, which has playwright. Each shot says who looks, where, and on what screen.
"""

import json
import os
import re
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 900, "height": 1273}
IDLE = "() => window.frappe?.boot && window.cur_page && frappe.request.ajax_count === 0"


@dataclass(frozen=True)
class Shot:
	"""`path` is below /app, or a function of the page that finds a record to show; `act` does something first."""

	file: str
	login: str
	path: str | Callable[[Page], str]
	screen: dict = None
	act: Callable[[Page], None] | None = None
	tall: bool = False


def record(doctype: str, **filters) -> Callable[[Page], str]:
	"""The form of the record that was made first among those with these values."""

	def find(page: Page) -> str:
		return f"{slug(doctype)}/{urllib.parse.quote(first(page, doctype, filters))}"

	return find


def printed(doctype: str, paper: str, **filters) -> Callable[[Page], str]:
	"""The paper of that record as the print button's full page shows it."""

	def find(page: Page) -> str:
		values = {"doctype": doctype, "name": first(page, doctype, filters), "format": paper, "_lang": "zh"}
		return "/printview?" + urllib.parse.urlencode({**values, "no_letterhead": 1})

	return find


def first(page: Page, doctype: str, filters: dict) -> str:
	rows = page.evaluate(
		"([doctype, filters]) => frappe.db.get_list(doctype, {filters, limit: 1, order_by: 'creation asc'})",
		[doctype, filters],
	)
	if not rows:
		raise SystemExit(f"The demo town has no {doctype} with {filters} that this login may read.")
	return rows[0]["name"]


def slug(doctype: str) -> str:
	return doctype.lower().replace(" ", "-")


def fill_a_basket(page: Page) -> None:
	"""At the shop desk: an account holder is found by name, two goods go into the basket."""
	waiting = page.locator(".sd-person b").first.inner_text()
	page.locator("#sd-search").fill(waiting[:2])
	page.wait_for_timeout(2000)
	page.locator(".sd-person").first.click()
	for _ in range(2):
		page.locator(".sd-tile:not([disabled])").first.click()


def sheet_of_a_round(page: Page) -> str:
	return f"points-round/{first(page, 'Points Batch', {'kind': 'Appraisal Round'})}"


def see_its_way(page: Page) -> None:
	"""On a case's form: the hops it has made."""
	page.locator(".form-tabs .nav-link", has_text="办理").last.click()
	page.locator(".gg-hops").evaluate("hops => hops.scrollIntoView({block: 'center'})")


def tick_all(page: Page) -> None:
	"""At the dispatch desk: all cases that wait, to be sent as proposed."""
	page.locator(".dd-all").check()


def take_on(page: Page) -> None:
	"""On a registered case: the dialog in which each party is asked."""
	page.get_by_role("button", name="受理", exact=True).click()
	page.wait_for_function("() => window.cur_dialog?.fields_dict.way")


def find_an_item(page: Page) -> None:
	"""A resident looks for the deed by a word."""
	page.locator("#find").fill("老人")


def object_to_a_row(page: Page) -> None:
	"""A resident opens the village's notice and ticks a row."""
	page.locator("a[href*='/portal/notice?']").first.click()
	page.locator("input[name=rows]").first.check()
	page.locator("#facts").scroll_into_view_if_needed()


RESIDENT = "resident"  # no account: a phone of the demo from which the centre was told something
SHOTS = (
	Shot("grid-workbench.png", "gridofficer", "grid-workbench"),
	Shot("points-workbench.png", "pointsclerk", "points-workbench"),
	Shot("shop-workbench.png", "shopkeeper", "shop-workbench"),
	Shot("mediation-workbench.png", "mediator", "mediation-workbench"),
	Shot("operator-workbench.png", "operator", "operator-workbench"),
	Shot("households.png", "gridofficer", "household"),
	Shot("household.png", "gridofficer", record("Household")),
	Shot("points-batch.png", "pointsclerk", record("Points Batch")),
	Shot("shop-desk.png", "shopkeeper", "shop-desk", act=fill_a_basket),
	Shot("settle-on-the-spot.png", "gridofficer", "settle-on-the-spot", screen=PHONE),
	Shot("points-rules.png", "pointsclerk", record("Points Rules")),
	Shot(
		"points-rules-poster.png", "pointsclerk", printed("Points Rules", "Points Rules Poster"), screen=PAPER
	),
	Shot("appraisal-round.png", "pointsclerk", sheet_of_a_round),
	Shot("check-deeds.png", "gridhead", "check-deeds", screen=PHONE),
	Shot("public-notice.png", "pointsclerk", record("Public Notice", stage="On Notice")),
	Shot("notice-poster.png", "pointsclerk", printed("Public Notice", "Notice Poster"), screen=PAPER),
	Shot("points-standings.png", "pointsoffice", "query-report/Points Standings"),
	Shot("points-settlement.png", "pointsoffice", record("Points Settlement")),
	Shot("reception-desk.png", "reception", "reception-desk"),
	Shot("window-workbench.png", "reception", "window-workbench"),
	Shot("dispatch-desk.png", "dispatcher", "dispatch-desk", act=tick_all),
	Shot("quarrel-list.png", "gridhead", "quarrel-list"),
	Shot("dispute-cases.png", "mediator", "dispute-case/view/list"),
	Shot("case-board.png", "mediator", "dispute-case/view/kanban/矛盾纠纷进度看板"),
	Shot(
		"case-way.png",
		"dispatcher",
		record("Dispute Case", category="Forest And Land Dispute"),
		act=see_its_way,
	),
	Shot("take-on.png", "mediator", record("Dispute Case", stage="Registered"), act=take_on),
	Shot("mediation-session.png", "mediator", record("Mediation Session", session_status="Held")),
	Shot("case-file.png", "mediator", record("Case File")),
	Shot("case-file-cover.png", "mediator", printed("Case File", "Case File Cover"), screen=PAPER),
	Shot("supervision-workbench.png", "supervisor", "supervision-workbench"),
	Shot("supervision-ledger.png", "supervisor", "query-report/Supervision Ledger"),
	Shot(
		"supervision-notice.png",
		"supervisor",
		printed("Supervision Order", "Supervision Notice", kind="Supervise"),
		screen=PAPER,
	),
	Shot("monthly-mediation-table.png", "dispatcher", "query-report/Monthly Mediation Table"),
	Shot(
		"monthly-return.png", "mediator", printed("Monthly Return", "Monthly Mediation Return"), screen=PAPER
	),
	Shot("portal-matters.png", RESIDENT, "/portal/matters", screen=PHONE),
	Shot("portal.png", RESIDENT, "/portal", screen=PHONE),
	Shot("portal-declare.png", RESIDENT, "/portal/declare", screen=PHONE, act=find_an_item),
	Shot("portal-notices.png", RESIDENT, "/portal/notices", screen=PHONE),
	Shot("portal-objection.png", RESIDENT, "/portal/notices", screen=PHONE, act=object_to_a_row),
	Shot("dispute-case.png", "mediator", record("Dispute Case", category="Labour Dispute")),
	Shot(
		"agreement.png",
		"mediator",
		printed("Mediation Agreement", "Written Mediation Agreement", agreement_form="Written"),
		screen=PAPER,
	),
)


class Visitor:
	"""Signs in as one account after the other; a window each."""

	def __init__(self, browser, url: str, accounts: list[dict]):
		self.browser, self.url = browser, url
		self.accounts = {account["user"].split("@")[0]: account for account in accounts}
		self.resident: dict | None = None  # cookies: a code is sent once a minute and opens once

	@contextmanager
	def window(self, login: str, screen: dict | None) -> Iterator[Page]:
		context = self.browser.new_context(
			viewport=screen or WIDE,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			is_mobile=screen is PHONE,
			storage_state=self.resident if login == RESIDENT else None,
		)
		if login == RESIDENT and not self.resident:
			self.sign_in_by_phone(context.request)
			self.resident = context.request.storage_state()
		elif login != RESIDENT:
			self.sign_in(context.request, login)
		page = context.new_page()
		page.set_default_timeout(60_000)
		yield page
		context.close()

	def sign_in(self, request, login: str) -> None:
		account = self.accounts[login]
		form = {"usr": account["user"], "pwd": account["password"]}
		answer = request.post(f"{self.url}/api/method/login", form=form)
		if not answer.ok:
			raise SystemExit(f"{account['user']} cannot sign in: {answer.text()}")

	def sign_in_by_phone(self, request) -> None:
		"""As a resident who has told the centre something does: the code is in the text message, which a trial site
		writes into its log."""
		clerk = self.browser.new_context()
		self.sign_in(clerk.request, "reception")
		wanted = {"filters": '[["way","=","Online Message"]]', "fields": '["visitor_phone"]'}
		phone = self.read(clerk.request, "Reception", **wanted, limit_page_length="1")[0]["visitor_phone"]
		clerk.close()
		api = f"{self.url}/api/method/grid_governance.api.portal."
		request.post(f"{api}request_code", data={"phone": phone})
		log = Path(os.environ["SITES_PATH"], os.environ["FRAPPE_SITE"], "logs/portal.log").read_text("utf-8")
		code = re.findall(rf"{phone} \D*(\d{{6}})", log)[-1]
		answer = request.post(f"{api}sign_in", data={"phone": phone, "code": code})
		if not answer.ok:
			raise SystemExit(f"{phone} cannot sign in: {answer.text()}")

	def read(self, request, path: str, **params: str):
		return request.get(f"{self.url}/api/resource/{urllib.parse.quote(path)}", params=params).json()[
			"data"
		]

	def take(self, shot: Shot, folder: Path) -> None:
		with self.window(shot.login, shot.screen) as page:
			path = shot.path
			if callable(path):
				self.open(page, "/app")
				path = path(page)
			self.open(page, path if path.startswith("/") else f"/app/{path}")
			if shot.act:
				shot.act(page)
				self.settle(page)
			page.screenshot(path=folder / shot.file, full_page=shot.tall)

	def open(self, page: Page, path: str) -> None:
		page.goto(self.url + path)
		self.settle(page)

	@staticmethod
	def settle(page: Page) -> None:
		page.wait_for_load_state("networkidle")
		if "/app" in page.url:
			page.wait_for_function(IDLE)
			page.wait_for_function("() => !$('.number-card-loading:visible').length")
		page.wait_for_timeout(2500)  # charts draw themselves slowly


def main(url: str, accounts: str, chromium: str, folder: str, *only: str) -> None:
	"""Take all shots, or those whose file names are given."""
	target = Path(folder)
	target.mkdir(parents=True, exist_ok=True)
	flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=chromium, args=flags)
		visitor = Visitor(browser, url, json.loads(Path(accounts).read_text()))
		for shot in SHOTS:
			if not only or shot.file in only:
				visitor.take(shot, target)
				print(f"  {shot.file}", flush=True)
		browser.close()


if __name__ == "__main__":
	main(*sys.argv[1:])

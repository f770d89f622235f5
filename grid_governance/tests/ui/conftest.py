"""A real browser on the running site (GG_URL), signed in as a duty.

	def test_x(desk, town):
		page = desk("Mediator", "A")               # Desk of village A's mediator; phone=True: a phone's screen
		page.open("dispute-case/new")              # /app/…, waits until the Desk is idle
		page.get_by_text("当场化解").click()
		page.reads("已登记为当场化解")              # wait for what the person sees at the end
		town.fresh()                               # then read what the browser has written

A browser test waits for what it is going to look at: `page.reads(words)`, `page.saved()`, `expect(locator)`.
Playwright's count(), is_visible(), inner_text() and all() look once, at whatever stands there by chance.

`page.errors` are script errors and failed loads; a test that leaves any there fails. A failing test leaves its
screens in .bench/logs/ui/.
"""

from __future__ import annotations

import itertools
import os
import re

import pytest
from playwright.sync_api import expect

from grid_governance.tests.ui.town import PASSWORD, Town

CHROMIUM = os.environ.get("GG_CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-dev-shm-usage",
	"--lang=zh-CN",
	"--font-render-hinting=none",
]
WIDE = {"width": 1366, "height": 768}  # the office's usual screen
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds, for machines with two cores under load
expect.set_options(timeout=PATIENCE)
# No request, no dialog on its way in or out, for a third of a second in which the page has drawn itself ten times:
# a click answers by timers, too, and a dialog that still slides takes the focus and does not close.
QUIET = """([token, whole]) => {
	if (!window.frappe?.request) return true;
	const sliding = $(".modal").toArray().some((modal) => $(modal).data("bs.modal")?._isTransitioning);
	const working = frappe.request.ajax_count || $("#freeze.in").length || (frappe.boot && !window.cur_page);
	const now = performance.now();
	if (sliding || (whole && working) || window.gg_quiet?.token !== token) {
		window.gg_quiet = { token, since: now, frames: 0 };
	}
	window.gg_quiet.frames += 1;
	return now - window.gg_quiet.since >= 300 && window.gg_quiet.frames > 10;
}"""
_tokens = itertools.count()
# A refusal is an answer (4xx but not 404), without a realtime server the Desk works all the same, and a chart
# that is left while it draws itself complains about its own bars.
HARMLESS = re.compile(
	r"status of 4(?!04)\d\d|socket\.io|ERR_CONNECTION_REFUSED|ERR_ABORTED|<rect> attribute (width|height)"
)


@pytest.fixture(scope="session")
def url(site) -> str:
	address = os.environ.get("GG_URL")
	if not address:
		pytest.exit("GG_URL is not set: run the browser tests with ./dev test", returncode=2)
	return address.rstrip("/")


@pytest.fixture(scope="session")
def browser():
	from playwright.sync_api import sync_playwright

	with sync_playwright() as playwright:
		started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
		yield started
		started.close()


@pytest.fixture(scope="session")
def town(site):
	"""The committed town (town.py); gone when the session ends."""
	made = Town()
	yield made
	made.demolish()


class Screen:
	"""A playwright page that knows the Desk; everything else is the page's own."""

	def __init__(self, page, url: str):
		self.page = page
		self.url = url
		self.errors: list[str] = []
		page.set_default_timeout(PATIENCE)
		page.on("pageerror", lambda error: self.errors.append(f"script error: {error}"))
		page.on("console", self._console)

	def __getattr__(self, name: str):
		return getattr(self.page, name)

	def _console(self, message) -> None:
		text = f"{message.text} {message.location.get('url', '')}"
		if message.type == "error" and not HARMLESS.search(text):
			self.errors.append(text)

	def open(self, path: str) -> Screen:
		"""Go to /app/`path` (or any path that begins with /) and wait until the Desk is idle."""
		self.page.goto(self.url + (path if path.startswith("/") else f"/app/{path}"))
		return self.settled()

	def settled(self) -> Screen:
		"""Wait until the page stands, no request is under way and no dialog moves."""
		self.page.wait_for_load_state("load")
		self.page.wait_for_function(QUIET, arg=[next(_tokens), True])
		return self

	def asked(self) -> Screen:
		"""Wait until a dialog stands open, whatever requests are under way; its fields keep what is written now."""
		self.page.locator(".modal.show").last.wait_for()
		self.page.wait_for_function(QUIET, arg=[next(_tokens), False])
		return self

	def saved(self) -> Screen:
		"""Wait until the form on screen is saved."""
		self.page.wait_for_function("() => window.cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty()")
		return self.settled()

	def reads(self, *words: str) -> Screen:
		"""Wait until all of `words` are to be read on the screen."""
		for text in words:
			expect(self.page.locator("body")).to_contain_text(text, use_inner_text=True)
		return self

	def set_value(self, fieldname: str, value) -> Screen:
		"""Fill a field of the form on screen as the platform's own client code does."""
		self.page.evaluate("([field, value]) => cur_frm.set_value(field, value)", [fieldname, value])
		return self.settled()

	def text(self) -> str:
		"""What is to be read on the screen."""
		return self.page.inner_text("body")


@pytest.fixture
def desk(browser, town, url, request):
	"""`desk(duty, place)` opens a signed-in browser window; see the module's docstring."""
	opened: list[tuple[str, Screen]] = []

	def open_desk(
		duty: str | None, place: str = "A", *, phone: bool = False, user: str = "", **post
	) -> Screen:
		"""`duty` None is a visitor who has not signed in; `user` is an existing login with the town's password."""
		context = browser.new_context(
			viewport=PHONE if phone else WIDE,
			has_touch=phone,
			is_mobile=phone,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
		)
		if duty or user:
			login = user or town.user(duty, place, **post)
			answer = context.request.post(
				f"{url}/api/method/login", form={"usr": login, "pwd": PASSWORD}, timeout=PATIENCE
			)
			assert answer.ok, answer.text()
		screen = Screen(context.new_page(), url)
		opened.append((f"{duty or user or 'visitor'}-{place}", screen))
		return screen

	yield open_desk
	failed = getattr(request.node, "ui_failed", False)
	errors = [error for _who, screen in opened for error in screen.errors]
	if failed or errors:
		folder = request.config.rootpath / ".bench" / "logs" / "ui"
		folder.mkdir(parents=True, exist_ok=True)
		for who, screen in opened:
			screen.page.screenshot(path=folder / f"{request.node.name}-{who}.png", full_page=True)
	for _who, screen in opened:
		screen.page.context.close()
	assert failed or not errors, "errors in the browser:\n" + "\n".join(errors)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
	outcome = yield
	if call.when == "call" and outcome.get_result().failed:
		item.ui_failed = True

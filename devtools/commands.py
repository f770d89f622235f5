"""What each command of ./dev does, step by step. `options` are the parsed words, `rest` the unknown ones."""

import contextlib
import shutil
import sys
from collections.abc import Iterator

from devtools import (
	bench,
	demo,
	doctor,
	leases,
	lint,
	packages,
	paths,
	ports,
	services,
	site,
	testing,
	toolchain,
)
from devtools.children import streamed
from devtools.errors import Failure
from devtools.platform import source
from devtools.processes import Group
from devtools.server import Server
from devtools.steps import say


def prepare(options) -> None:
	"""Everything up to a bench with the app, and running services."""
	paths.RUN.mkdir(parents=True, exist_ok=True)
	paths.HOME.chmod(0o700)  # passwords and personal data lie in it
	with leases.locked("setup", "waiting for another ./dev that sets up …"):
		packages.install()
		chosen = source.settle(options.frappe, options.frappe_branch)
		say(f"  {chosen.described()}")
		source.prepare(chosen)
		toolchain.install()
		leases.start_services()
		bench.install(chosen)


@contextlib.contextmanager
def ready(options) -> Iterator[None]:
	"""A bench and services while it lasts."""
	with leases.using_services():
		prepare(options)
		yield


def setup(options, rest) -> None:
	with ready(options):
		leases.keep_services()
	say("The bench is ready. MariaDB and Redis stay on (./dev stop ends them). Next: ./dev demo, ./dev test")


def stop(options, rest) -> None:
	users = leases.other_users()
	if users:
		raise Failure(
			f"Other ./dev runs use the services: process {', '.join(map(str, users))}.",
			"End them with Ctrl-C first.",
		)
	services.stop()
	leases.keep_services()


def one_site(options, rest) -> None:
	with ready(options):
		if options.remove:
			site.remove(options.name)
			return
		site.ensure(options.name)
		if not options.no_app:
			site.ensure_app(options.name)
		site.show(options.name)


def run_demo(options, rest) -> None:
	with ready(options):
		accounts = demo.build(options.scale, options.fresh, options.year)
		if not options.no_serve:
			serve_until_stopped(demo.SITE, accounts)


def serve(options, rest) -> None:
	with ready(options):
		if not site.exists(options.site):
			raise Failure(f"There is no site {options.site}.", f"./dev demo, or ./dev site {options.site}")
		site.ensure_app(options.site)
		serve_until_stopped(options.site, demo.known_accounts(options.site), reload=True)


def serve_until_stopped(name: str, accounts: list[dict], reload: bool = False) -> None:
	with Group() as group:
		server = Server(name, ports.port("web", renew_if_taken=True))
		server.start(group, scheduler=True, reload=reload)
		server.wait(group)
		demo.show_accounts(accounts)
		site.show(name)
		site.show_portal(name, server.url)
		say(f"\n{server.url} answers. Ctrl-C stops it.")
		group.watch()


def test(options, rest) -> int:
	with (
		ready(options),
		leases.locked(f"test {options.site}", f"waiting for another ./dev test on {options.site} …"),
	):
		return testing.run(options.site, options.fresh, options.jobs or testing.workers(rest), rest)


def measure(options, rest) -> int:
	with ready(options):
		site.ensure(options.site)
		site.set_config(options.site, mute_emails=1, pause_scheduler=1)
		site.ensure_app(options.site)
		env = Server(options.site, 0, redis_db=2).environment(GG_SITE=options.site)
		return streamed(
			[paths.PYTHON, "-m", "grid_governance.tests.bench", *options.name, *rest], paths.SITES, env
		)


def screenshots(options, rest) -> int:
	"""The documentation's pictures, from the demo town; further words name single files."""
	with ready(options):
		demo.build("village", fresh=False, year=True)
		with Group() as group:
			server = Server(demo.SITE, ports.any_free(ports.FIRST["web"] + 100))
			server.start(group)
			server.wait(group)
			words = [
				server.url,
				demo.accounts_file(),
				packages.program("chromium"),
				paths.ROOT / "docs/images",
			]
			command = [paths.PYTHON, "-m", "devtools.in_site.screenshots", *map(str, words), *rest]
			return streamed(command, paths.ROOT, server.environment() | server.addresses())


def console(options, rest) -> int:
	with ready(options):
		env = Server(options.site, 0).environment()
		command = bench.frappe_command(options.site, "console", *rest)
		return streamed(command, paths.SITES, env, handles_interrupts=True)


def run_lint(options, rest) -> int:
	packages.check_python()
	with leases.locked("setup", "waiting for another ./dev that sets up …"):
		toolchain.install()
	return lint.run(fix=options.fix)


def run_doctor(options, rest) -> int:
	return doctor.run()


def clean(options, rest) -> None:
	"""Remove .bench with all sites; asks, unless told --yes."""
	if not paths.HOME.exists():
		return
	if not options.yes:
		if not sys.stdin.isatty():
			raise Failure(
				"./dev clean removes the bench, its sites and databases.", "Say so: ./dev clean --yes"
			)
		if input(f"Remove {paths.shown(paths.HOME)} with all its sites and databases? [y/N] ").lower() != "y":
			return
	stop(options, rest)
	shutil.rmtree(paths.HOME)


BY_NAME = {
	"setup": setup,
	"demo": run_demo,
	"serve": serve,
	"test": test,
	"lint": run_lint,
	"bench": measure,
	"screenshots": screenshots,
	"console": console,
	"doctor": run_doctor,
	"site": one_site,
	"stop": stop,
	"clean": clean,
}

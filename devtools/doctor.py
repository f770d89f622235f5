"""Checks of everything a running site rests on: each line is fine, or says what to do."""

import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from devtools import demo, leases, packages, paths, ports, services, shell, site
from devtools.platform import source
from devtools.steps import say

# None: fine; else (what is wrong, what to do)
Finding = tuple[str, str] | None


def run() -> int:
	"""Print all findings; 1 if anything is wrong."""
	wrong = 0
	for name, check in checks():
		finding = check()
		if finding:
			wrong += 1
			say(f"✗ {name}: {finding[0]}\n  → {finding[1]}")
		else:
			say(f"✓ {name}")
	return 1 if wrong else 0


def checks() -> Iterable[tuple[str, Callable[[], Finding]]]:
	yield f"Python {sys.version.split()[0]}", python
	yield f"node {shell.output(['node', '--version']) or '-'}", node
	yield "Debian packages", debian_packages
	yield "Chinese fonts", fonts
	yield "disk", disk
	known = source.remembered()
	yield f"bench ({known.described() if known else 'none'})", bench_made
	if not paths.PYTHON.exists():
		return
	yield f"frappe {installed_version('frappe')}, app {installed_version(paths.APP)}", app_importable
	yield "assets", assets
	for name, service in (("MariaDB", services.mariadb()), ("Redis", services.redis())):
		if service.alive():
			yield f"{name} runs, process {service.pid}", lambda: None
		else:
			yield (
				f"{name} is not running; port {ports.port(service.name)}",
				lambda s=service: port_free(s.name),
			)
	if services.running() and site.exists(demo.SITE):
		yield f"scheduler of {demo.SITE}", lambda: scheduler(demo.SITE)
		yield f"clocks of {demo.SITE}", lambda: clocks(demo.SITE)
	users = leases.other_users()
	yield f"running ./dev: {', '.join(map(str, users)) or 'none'}", lambda: None


def python() -> Finding:
	return None if sys.version_info >= (3, 10) else ("too old for Frappe", "Install Python 3.10 or newer.")


def node() -> Finding:
	found = shell.output(["node", "--version"]) or "v0"
	old = int(found.lstrip("v").split(".")[0]) < 18
	return ("18 or newer is needed", "Install nodejs 18 or newer.") if old else None


def debian_packages() -> Finding:
	wanted = packages.missing()
	return (f"missing: {', '.join(wanted)}", f"sudo apt-get install {' '.join(wanted)}") if wanted else None


def fonts() -> Finding:
	found = shell.output(["fc-list", ":lang=zh-cn", "family"]) or ""
	if "Noto Sans CJK SC" in found and "Noto Serif CJK SC" in found:
		return None
	return "Noto Sans/Serif CJK SC are not found: papers print boxes", "sudo apt-get install fonts-noto-cjk"


def disk() -> Finding:
	free = shutil.disk_usage(paths.ROOT).free / 2**30
	return (f"{free:.1f} GB free", "A bench with a demo needs 5 GB.") if free < 5 else None


def bench_made() -> Finding:
	return None if paths.PYTHON.exists() else ("there is no bench yet", "./dev setup")


def installed_version(package: str) -> str:
	code = f"import {package}; print({package}.__version__)"
	return shell.output([paths.PYTHON, "-W", "ignore", "-c", code]) or "-"


def app_importable() -> Finding:
	if "-" in (installed_version("frappe"), installed_version(paths.APP)):
		return "cannot be imported", "./dev setup; if that does not help ./dev clean and again"
	return None


def assets() -> Finding:
	return None if (paths.SITES / "assets/assets.json").exists() else ("not built", "./dev setup")


def port_free(name: str) -> Finding:
	port = ports.port(name)
	if ports.is_free(port):
		return None
	return f"another program sits on port {port}", "The next ./dev takes another port by itself."


def now_at(name: str) -> datetime:
	"""The site's time, as its tables keep it; the database server has the machine's."""
	zone = services.client_output(
		f"select value from `{site.config(name)['db_name']}`.tabSingles"
		" where doctype='System Settings' and field='time_zone'"
	)
	return datetime.now(ZoneInfo(zone) if zone else None).replace(microsecond=0, tzinfo=None)


def scheduler(name: str) -> Finding:
	"""Frappe lets a site rest where nobody logged in for days: its jobs then run once a day only."""
	database = site.config(name)["db_name"]
	on = services.client_output(
		f"select value from `{database}`.tabSingles where doctype='System Settings' and field='enable_scheduler'"
	)
	if on is None:
		return "its database does not answer", f"./dev site {name} --remove, then make it again"
	if on != "1":
		return "switched off", f"./dev console --site {name}: frappe.utils.scheduler.enable_scheduler()"
	since = now_at(name) - timedelta(days=4)
	active = services.client_output(
		f"select count(*) from `{database}`.`tabActivity Log` where modified > '{since}'"
	)
	return (
		None
		if active != "0"
		else ("dormant: nobody logged in for 4 days", "Log in once; jobs then run on time.")
	)


def clocks(name: str) -> Finding:
	"""The sweep comes each minute; what is due for longer waits for a scheduler or a worker that is not there."""
	database = site.config(name)["db_name"]
	since = now_at(name) - timedelta(minutes=10)
	waiting = services.client_output(
		f"select count(*) from `{database}`.`tabCase Clock` where next_at < '{since}'"
	)
	if waiting in (None, "0"):
		return None
	return (
		f"{waiting} are due and nobody sweeps them",
		f"Start the scheduler and a worker (./dev demo), or ./dev console --site {name}:"
		" grid_governance.cases.clocks.sweep.run()",
	)

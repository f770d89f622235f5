"""The demo town: its site, built by the app's own command, and the accounts that it prints."""

import json
import subprocess
import time

from devtools import bench, leases, paths, shell, site
from devtools.children import followed
from devtools.errors import Failure
from devtools.steps import read_stamps, replace_json, say, write_stamp

SITE = "town.localhost"
STAMP = f"demo town on {SITE}"


def accounts_file():
	return paths.RUN / "demo-accounts.json"


def build(scale: str, fresh: bool, year: bool = False) -> list[dict]:
	"""The town of that scale on its site, with a played year if wanted; an interrupted build goes on.

	Returns its accounts.
	"""
	with leases.locked("demo", "waiting for another ./dev demo …"):
		known = read_stamps().get(STAMP)
		if fresh or known not in (None, scale, begun(scale), played(scale), begun(played(scale))):
			site.remove(SITE)
			known = None
		year = year or known in (played(scale), begun(played(scale)))  # what was played stays
		wanted = played(scale) if year else scale
		made_now = site.ensure(SITE)
		site.ensure_app(SITE)
		if made_now or known != wanted:
			say(f"  building the town ({wanted}) …")
			started = time.monotonic()
			write_stamp(STAMP, begun(wanted))
			replace_json(accounts_file(), accounts_in(build_town(scale, year)))
			write_stamp(STAMP, wanted)
			say(f"  the town stands: {time.monotonic() - started:.1f} s")
	return known_accounts(SITE)


def begun(scale: str) -> str:
	return f"{scale}, begun"


def played(scale: str) -> str:
	return f"{scale} with a year"


def build_town(scale: str, year: bool = False) -> str:
	"""Run the app's command with its progress shown; what it printed."""
	command = bench.frappe_command(SITE, "demo-town", "--scale", scale, *(["--year"] if year else []))
	printed = []
	try:
		with (paths.LOGS / "demo.log").open("a") as log:
			for line in followed(command, paths.SITES, shell.environment(PYTHONUNBUFFERED="1")):
				log.write(line)
				printed.append(line)
				if parsed(line) is None:
					print(f"    {line}", end="", flush=True)
	except subprocess.CalledProcessError as failed:
		raise Failure(
			f"Building the town ended with code {failed.returncode}.",
			"All of it is in .bench/logs/demo.log. The same command goes on; ./dev demo --fresh begins anew.",
		) from None
	return "".join(printed)


def parsed(line: str) -> dict | list | None:
	"""The object or list that a line holds as JSON, else None."""
	try:
		found = json.loads(line)
	except ValueError:
		return None
	return found if isinstance(found, dict | list) else None


def accounts_in(printed: str) -> list[dict]:
	"""The accounts in the last JSON line: a list of them, or an object with "accounts"."""
	for line in reversed(printed.splitlines()):
		found = parsed(line)
		if found is not None:
			return found["accounts"] if isinstance(found, dict) else found
	raise Failure("The demo command printed no accounts.", "Read .bench/logs/demo.log.")


def known_accounts(name: str) -> list[dict]:
	if name != SITE or not accounts_file().exists():
		return []
	return json.loads(accounts_file().read_text())


def show_accounts(accounts: list[dict]) -> None:
	"""A table whose columns are the accounts' own keys."""
	if not accounts:
		return
	columns = list(accounts[0])
	rows = [columns, *([str(account.get(column) or "") for column in columns] for account in accounts)]
	sizes = [max(width(row[i]) for row in rows) for i in range(len(columns))]
	say("")
	for row in rows:
		say(
			"  " + "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=True))
		)


def width(text: str) -> int:
	"""Columns on a terminal: a Chinese character takes two."""
	return sum(2 if ord(character) > 0x2E7F else 1 for character in text)

"""The demo town: its site, built by the app's own command, and the accounts that it prints."""

import json
import subprocess
import time

from devtools import bench, leases, paths, shell, site
from devtools.errors import Failure
from devtools.steps import read_stamps, replace_json, say, write_stamp

SITE = "town.localhost"
STAMP = f"demo town on {SITE}"


def accounts_file():
	return paths.RUN / "demo-accounts.json"


def build(scale: str, fresh: bool) -> list[dict]:
	"""The town of that scale on its site; built anew when it is not there to the end. Returns its accounts."""
	with leases.locked("demo", "waiting for another ./dev demo …"):
		if fresh or read_stamps().get(STAMP) != scale:
			site.remove(SITE)  # half a town of an interrupted run, or one of another scale
			write_stamp(STAMP, None)
		site.ensure(SITE)
		site.ensure_app(SITE)
		if read_stamps().get(STAMP) != scale:
			say(f"  building the town ({scale}) …")
			started = time.monotonic()
			replace_json(accounts_file(), accounts_in(build_town(scale)))
			write_stamp(STAMP, scale)
			say(f"  the town stands: {time.monotonic() - started:.1f} s")
	return known_accounts(SITE)


def build_town(scale: str) -> str:
	"""Run the app's command with its progress shown; what it printed."""
	command = bench.frappe_command(SITE, "demo-town", "--scale", scale)
	lines = []
	env = shell.environment(PYTHONUNBUFFERED="1")
	with (paths.LOGS / "demo.log").open("a") as log:
		process = subprocess.Popen(
			command, cwd=paths.SITES, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
		)
		for line in process.stdout:
			log.write(line)
			lines.append(line)
			if not is_json(line):
				print(f"    {line}", end="", flush=True)
	if process.wait():
		raise Failure(
			f"Building the town ended with code {process.returncode}.",
			"All of it is in .bench/logs/demo.log. ./dev demo builds the town anew.",
		)
	return "".join(lines)


def is_json(line: str) -> bool:
	return line.lstrip().startswith(("{", "["))


def accounts_in(printed: str) -> list[dict]:
	"""The accounts in the last JSON line: a list of them, or an object with "accounts"."""
	for line in reversed(printed.splitlines()):
		if is_json(line):
			try:
				found = json.loads(line)
			except ValueError:
				continue
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

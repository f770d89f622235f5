"""./dev test: a served site for each pytest worker, so that as many tests run at once as there are cores."""

import json
import os

from devtools import packages, paths, ports, site
from devtools.children import streamed
from devtools.processes import Group
from devtools.server import Server

MOST = 8  # workers; each has a database of Redis to itself
# Options that choose tests or talk to whoever is at the terminal; a word without a dash chooses, too.
FEW = ("-k", "-m", "--lf", "--last-failed", "--sw", "--stepwise", "--pdb", "--trace", "--co", "--fixtures")


def workers(words: list[str]) -> int:
	"""How many pytest processes for these words: one per core for the whole suite, one for a choice from it."""
	few = any(not word.startswith("-") or word.startswith(FEW) for word in words)
	return 1 if few else min(os.cpu_count() or 1, MOST)


def site_of(first: str, number: int) -> str:
	"""test.localhost, test2.localhost …"""
	return first.replace(".", f"{number}.", 1) if number > 1 else first


def redis_database(number: int) -> int:
	"""0 is for served sites and 2 for measurements."""
	return 1 if number == 1 else number + 1


def prepare(first: str, fresh: bool, jobs: int) -> list[str]:
	"""The sites of all workers: the first one made and migrated, the others copies of it."""
	if fresh:
		site.remove(first)
	site.ensure(first)
	site.set_config(first, allow_tests=1, mute_emails=1, pause_scheduler=1)
	migrated = site.ensure_app(first)
	others = [site_of(first, number) for number in range(2, jobs + 1)]
	site.ensure_copies(first, others, anew=fresh or migrated)
	return [first, *others]


def run(first: str, fresh: bool, jobs: int, words: list[str]) -> int:
	"""pytest's exit code. Worker number i finds its site and address in GG_WORKERS (conftest.py)."""
	servers = [
		Server(name, ports.any_free(ports.FIRST["web"] + 100), redis_database(number))
		for number, name in enumerate(prepare(first, fresh, jobs), start=1)
	]
	with Group() as group:
		for server in servers:
			server.start(group, share=jobs)
		for server in servers:
			server.wait(group)
		env = servers[0].environment(GG_CHROMIUM=packages.program("chromium")) | servers[0].addresses()
		command = [paths.PYTHON, "-m", "pytest"]
		if jobs > 1:
			env["GG_WORKERS"] = json.dumps([server.addresses() for server in servers])
			# a file's tests share what they commit; in the files' own order no file finds the browsers' town standing
			command += ["-n", jobs, "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", 0]
		return streamed([*command, *words], paths.ROOT, env)

"""./dev: one tool from a fresh machine to a running, tested street office."""

import argparse
import os
import sys

from devtools import commands, demo, testing
from devtools.errors import Failure
from devtools.steps import say

TEST_SITE = "test.localhost"
BENCH_SITE = "bench.localhost"


def parser() -> argparse.ArgumentParser:
	top = argparse.ArgumentParser(
		prog="./dev",
		description=__doc__,
		epilog="Everything it makes lies in .bench/. ./dev COMMAND --help tells a command's options.",
	)
	listed = top.add_subparsers(dest="command", metavar="COMMAND")
	frappe = argparse.ArgumentParser(add_help=False)
	frappe.add_argument("--frappe", metavar="PATH_OR_URL", help="Frappe repository to use (or FRAPPE_REPO)")
	frappe.add_argument(
		"--frappe-branch", metavar="BRANCH", help="its branch (or FRAPPE_BRANCH), default version-15"
	)

	def command(name: str, text: str, parents=(frappe,)) -> argparse.ArgumentParser:
		return listed.add_parser(name, help=text, description=text, parents=parents)

	def with_site(made: argparse.ArgumentParser, default: str) -> None:
		made.add_argument("--site", default=default, help=f"default {default}")

	command("help", "this list", ())
	command("setup", "packages, services, Frappe, a bench with the app; leaves MariaDB and Redis on")
	one = command("demo", "the demo town on town.localhost, served until Ctrl-C, with its accounts")
	one.add_argument(
		"--scale", choices=("village", "street"), default="village", help="about 500 or 47,000 households"
	)
	one.add_argument("--year", action="store_true", help="with twelve months of the points office")
	one.add_argument("--fresh", action="store_true", help="build the town anew")
	one.add_argument("--no-serve", action="store_true", help="build only")
	with_site(command("serve", "serve a site until Ctrl-C, taking up changes of the code"), demo.SITE)
	one = command("test", "all tests; further words go to pytest")
	one.add_argument("--fresh", action="store_true", help="make the test sites anew")
	one.add_argument(
		"--jobs",
		type=one_to(testing.MOST),
		help="pytest processes, each with a site; default: one per core, one alone for a choice of tests",
	)
	with_site(one, TEST_SITE)
	command("lint", "ruff and biome over the project", ()).add_argument(
		"--fix", action="store_true", help="repair"
	)
	one = command("bench", "measurements against what is promised: posting, permissions, import …")
	one.add_argument("name", nargs="*", help="which; all if none is named")
	with_site(one, BENCH_SITE)
	command(
		"screenshots", "the pictures of docs/images, taken in the demo town; further words name single files"
	)
	with_site(command("console", "a Python console on a site"), demo.SITE)
	command("doctor", "what is wrong here, and what to do", ())
	one = command("site", "make a site of that name with the app")
	one.add_argument("name")
	one.add_argument("--no-app", action="store_true", help="Frappe only")
	one.add_argument("--remove", action="store_true", help="remove the site and its database")
	command("stop", "stop MariaDB and Redis that ./dev setup left on", ())
	command("clean", "remove .bench with all sites", ()).add_argument(
		"--yes", action="store_true", help="do not ask"
	)
	return top


def one_to(most: int):
	"""A word that is a number from 1 to `most`."""

	def number(word: str) -> int:
		if not 1 <= int(word) <= most:
			raise argparse.ArgumentTypeError(f"from 1 to {most}")
		return int(word)

	return number


def main(words: list[str]) -> int:
	tool = parser()
	options, rest = tool.parse_known_args(words)
	if options.command in (None, "help"):
		tool.print_help()
		return 0
	if rest and options.command not in ("test", "bench", "console", "screenshots"):
		tool.error(f"unknown: {' '.join(rest)}")
	try:
		return commands.BY_NAME[options.command](options, rest) or 0
	except Failure as failure:
		say(f"\n{failure.message}")
		if failure.remedy:
			say(f"→ {failure.remedy}")
		return failure.code
	except BrokenPipeError:  # whoever read our output has gone: ./dev … | head
		os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
		return 141
	except KeyboardInterrupt:
		say("\nStopped. The same command goes on where it was interrupted.")
		return 130

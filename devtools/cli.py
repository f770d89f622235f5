"""./dev: one tool from a fresh machine to a running, tested street office."""

import argparse
import sys

from devtools import commands
from devtools.errors import Failure
from devtools.steps import say


def parser() -> argparse.ArgumentParser:
	top = argparse.ArgumentParser(prog="./dev", description=__doc__)
	commands_of = top.add_subparsers(dest="command", metavar="COMMAND")
	common = argparse.ArgumentParser(add_help=False)
	common.add_argument("--frappe", metavar="PATH_OR_URL", help="Frappe repository to use (or FRAPPE_REPO)")
	common.add_argument("--frappe-branch", metavar="BRANCH", help="its branch, default version-15")

	commands_of.add_parser("help", help="this list")
	commands_of.add_parser("setup", parents=[common], help="everything that is needed, up to a bench with the app")
	one = commands_of.add_parser("site", parents=[common], help="make a site of that name, with the app")
	one.add_argument("name")
	one.add_argument("--no-app", action="store_true", help="Frappe only")
	one.add_argument("--remove", action="store_true", help="remove the site")
	return top


def main(words: list[str]) -> int:
	tool = parser()
	options, rest = tool.parse_known_args(words)
	if options.command in (None, "help"):
		tool.print_help()
		return 0
	try:
		return commands.BY_NAME[options.command](options, rest) or 0
	except Failure as failure:
		say(f"\n{failure.message}")
		if failure.remedy:
			say(f"→ {failure.remedy}")
		return failure.code
	except KeyboardInterrupt:
		say("\nStopped. The same command goes on where it was interrupted.")
		return 130


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))

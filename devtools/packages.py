"""Debian packages that Frappe and the tests need: installed when missing, with nothing started by it."""

import contextlib
import os
import shutil
import sys
from pathlib import Path

from devtools import shell
from devtools.errors import Failure
from devtools.steps import timed

# package → a program or file that shows it is there
NEEDED = {
	"mariadb-server": "mariadbd",
	"mariadb-client": "mariadb",
	"redis-server": "redis-server",
	"wkhtmltopdf": "wkhtmltopdf",
	"fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"chromium": "chromium",
	"git": "git",
	"nodejs": "node",
	"npm": "npm",
}
SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"  # not on every user's PATH
POLICY = Path("/usr/sbin/policy-rc.d")


def program(name: str) -> str | None:
	"""Full path of a program, looked for in the system's own folders too."""
	return shutil.which(name) or shutil.which(name, path=SYSTEM_FOLDERS)


def missing() -> list[str]:
	def there(sign: str) -> bool:
		return Path(sign).exists() if sign.startswith("/") else program(sign) is not None

	return [package for package, sign in NEEDED.items() if not there(sign)]


def check_python() -> None:
	if sys.version_info < (3, 10):  # noqa: UP036 - ./dev is started by whatever Python there is
		raise Failure(
			f"Python {sys.version.split()[0]} is too old: Frappe needs 3.10 or newer.",
			"Install python3.10 or newer and start ./dev with it: python3.11 ./dev …",
		)


def install() -> None:
	"""Install what is missing by apt, as root or by sudo without a question; Failure says what to install."""
	check_python()
	wanted = missing()
	if not wanted:
		return
	by_hand = f"sudo apt-get install {' '.join(wanted)}"
	if not shutil.which("apt-get"):
		raise Failure(
			f"Missing: {', '.join(wanted)}. There is no apt-get here.", "Install them by your system's means."
		)
	prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
	if prefix and shell.output(["sudo", "-n", "true"]) is None:
		raise Failure(f"Debian packages are missing: {', '.join(wanted)}.", f"Run: {by_hand}")

	def work():
		apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
		remedy = f"Run it by hand: {by_hand}"
		shell.run([*apt, "update"], "apt", remedy=remedy)
		with nothing_started(bool(prefix)):
			shell.run([*apt, "install", "-y", "--no-install-recommends", *wanted], "apt", remedy=remedy)

	timed(f"Debian packages {', '.join(wanted)}", work)


@contextlib.contextmanager
def nothing_started(by_sudo: bool):
	"""While it lasts, packages do not start their services. Only as root; sudo users' policy is left alone."""
	if by_sudo or POLICY.exists():
		yield
		return
	POLICY.write_text("#!/bin/sh\nexit 101\n")
	POLICY.chmod(0o755)
	try:
		yield
	finally:
		POLICY.unlink()

"""Who uses MariaDB and Redis just now. The last ./dev that needs them stops them, unless ./dev setup left them on."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from devtools import paths, services
from devtools.daemons import start_time
from devtools.processes import ignore_interrupts
from devtools.steps import say


def users_folder() -> Path:
	return paths.RUN / "users"


def temporary_mark() -> Path:
	"""There while the services were started by a command that ends, not by ./dev setup."""
	return paths.RUN / "temporary"


def other_users() -> list[int]:
	"""Process ids of other living ./dev runs that use the services; marks of dead ones are removed."""
	found = []
	for mark in users_folder().glob("*"):
		if start_time(int(mark.name)) != mark.read_text():
			mark.unlink(missing_ok=True)
		elif int(mark.name) != os.getpid():
			found.append(int(mark.name))
	return found


def start_services() -> None:
	"""MariaDB and Redis run afterwards; if it was we who started them, the last user will stop them."""
	if services.start():
		temporary_mark().touch()


def keep_services() -> None:
	"""They stay on after this ./dev and all others."""
	temporary_mark().unlink(missing_ok=True)


@contextlib.contextmanager
def using_services() -> Iterator[None]:
	"""While it lasts no other ./dev stops the services; at its end they are stopped if nobody else needs them."""
	users_folder().mkdir(parents=True, exist_ok=True)
	mine = users_folder() / str(os.getpid())
	mine.write_text(start_time(os.getpid()) or "")
	try:
		yield
	finally:
		ignore_interrupts(lambda: give_back(mine))


def give_back(mine: Path) -> None:
	with locked("setup"):
		mine.unlink(missing_ok=True)
		if temporary_mark().exists() and not other_users():
			services.stop()
			keep_services()


@contextlib.contextmanager
def locked(name: str, waiting: str = "") -> Iterator[None]:
	"""One ./dev at a time; the others wait, and say for what."""
	paths.RUN.mkdir(parents=True, exist_ok=True)
	with (paths.RUN / f"{name}.lock").open("w") as file:
		try:
			fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			if waiting:
				say(f"  {waiting}")
			fcntl.flock(file, fcntl.LOCK_EX)
		yield

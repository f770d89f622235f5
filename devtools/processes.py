"""Processes that live as long as this ./dev: started together, watched, stopped together, also by Ctrl-C or kill."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from devtools import paths, shell
from devtools.children import lead_group, signal_group
from devtools.errors import Failure

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Group:
	"""`with Group() as group: group.start(…)`; what was started is stopped at the end, last one first."""

	def __init__(self):
		self.running: list[tuple[str, subprocess.Popen]] = []

	def __enter__(self):
		return self

	def __exit__(self, *_):
		ignore_interrupts(self.stop)

	def start(self, name: str, command: list, cwd: Path, env: dict[str, str]) -> None:
		"""Start in the background, output to .bench/logs/NAME.log."""
		paths.LOGS.mkdir(parents=True, exist_ok=True)
		with (paths.LOGS / f"{name}.log").open("ab") as log:
			process = subprocess.Popen(
				[str(word) for word in command],
				cwd=cwd,
				env=env,
				stdin=subprocess.DEVNULL,
				stdout=log,
				stderr=subprocess.STDOUT,
				preexec_fn=lead_group,
			)
		self.running.append((name, process))

	def check(self) -> None:
		"""Failure when one of the processes has ended by itself."""
		for name, process in self.running:
			if process.poll() is not None:
				log = paths.LOGS / f"{name}.log"
				raise Failure(
					f"{name} ended with code {process.returncode}. The end of {paths.shown(log)}:\n{shell.tail(log)}",
					"Mend the cause and run the same command again; ./dev doctor looks for the usual ones.",
				)

	def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 60) -> None:
		until = time.monotonic() + seconds
		while not ready():
			self.check()
			if time.monotonic() > until:
				raise Failure(
					f"{what} does not answer after {seconds:.0f} s.", f"Read {paths.shown(paths.LOGS)}/*.log."
				)
			time.sleep(0.1)

	def watch(self) -> None:
		"""Until Ctrl-C, or one of them ends."""
		while True:
			self.check()
			time.sleep(0.5)

	def stop(self, patience: float = 10) -> None:
		for _, process in reversed(self.running):
			signal_group(process, signal.SIGTERM)
		until = time.monotonic() + patience
		for _, process in reversed(self.running):
			try:
				process.wait(max(0.1, until - time.monotonic()))
			except subprocess.TimeoutExpired:
				signal_group(process, signal.SIGKILL)
				process.wait()
		self.running.clear()


def end_by_signals() -> None:
	"""A kill ends ./dev like Ctrl-C does: through all `finally`."""

	def interrupted(*_):
		raise KeyboardInterrupt

	for number in ENDING:
		signal.signal(number, interrupted)


def ignore_interrupts(work: Callable[[], object]) -> None:
	"""Do `work` to its end, whatever signal comes meanwhile."""
	before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDING}
	try:
		work()
	finally:
		for number, handler in before.items():
			signal.signal(number, handler)

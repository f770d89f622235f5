"""A background process with a pid file, which outlives the ./dev that started it."""

import os
import signal
import subprocess
import time
from pathlib import Path

from devtools import paths, shell


class Daemon:
	"""`name` gives pid file and log; `command` is a list of words."""

	def __init__(
		self, name: str, command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None
	):
		self.name = name
		self.command = command
		self.cwd = cwd
		self.env = env

	@property
	def pid_file(self) -> Path:
		return paths.RUN / f"{self.name}.pid"

	@property
	def pid(self) -> int | None:
		"""The process id, if the process of the pid file lives and is the one we started."""
		try:
			pid, started = self.pid_file.read_text().split()
		except (FileNotFoundError, ValueError):
			return None
		return int(pid) if start_time(int(pid)) == started else None

	def alive(self) -> bool:
		return self.pid is not None

	def start(self) -> None:
		"""Start in a session of its own, so that neither Ctrl-C nor the end of ./dev reaches it."""
		if self.alive():
			return
		paths.LOGS.mkdir(parents=True, exist_ok=True)
		with (paths.LOGS / f"{self.name}.log").open("ab") as log:
			process = subprocess.Popen(
				self.command,
				cwd=self.cwd or paths.HOME,
				env=self.env or shell.environment(),
				stdout=log,
				stderr=subprocess.STDOUT,
				stdin=subprocess.DEVNULL,
				start_new_session=True,
			)
		self.pid_file.write_text(f"{process.pid} {start_time(process.pid)}\n")

	def stop(self, patience: float = 30) -> None:
		"""Ask it to end and wait; after `patience` seconds it is killed."""
		pid = self.pid
		if pid:
			os.kill(pid, signal.SIGTERM)
			until = time.monotonic() + patience
			while self.alive() and time.monotonic() < until:
				reap(pid)
				time.sleep(0.05)
			if self.alive():
				os.kill(pid, signal.SIGKILL)
		self.pid_file.unlink(missing_ok=True)


def reap(pid: int) -> None:
	"""Collect the process if it is a child of ours that has ended."""
	try:
		os.waitpid(pid, os.WNOHANG)
	except ChildProcessError:
		pass


def start_time(pid: int) -> str | None:
	"""A process's start time: with it a number that was given to another process is not mistaken for ours."""
	try:
		stat = Path(f"/proc/{pid}/stat").read_text()
	except (FileNotFoundError, ProcessLookupError):
		return None
	fields = stat.rpartition(")")[2].split()
	return None if fields[0] == "Z" else fields[19]

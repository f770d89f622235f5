"""One command at a time: waited for, and taken down with all it started when ./dev is interrupted or killed."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
	"""In the child: SIGTERM should ./dev be killed without a chance to stop it."""
	ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def lead_group() -> None:
	"""In the child: a session of its own, so that Ctrl-C is ours to handle; ends with us."""
	os.setsid()
	end_with_parent()


def signal_group(process: subprocess.Popen, number: int) -> None:
	"""To a process that leads its group, and to what it started."""
	with contextlib.suppress(ProcessLookupError):
		os.killpg(process.pid, number)


@contextlib.contextmanager
def taken_down(process: subprocess.Popen) -> Iterator[None]:
	"""If the block is left by an exception, the process and what it started are killed."""
	try:
		yield
	except BaseException:
		signal_group(process, signal.SIGKILL)
		process.wait()
		raise


def finished(command: list[str], stdin: str | None, **options) -> int:
	"""The exit code of a command that reads `stdin`, or nothing."""
	given = subprocess.DEVNULL if stdin is None else subprocess.PIPE
	process = subprocess.Popen(command, stdin=given, preexec_fn=lead_group, **options)
	with taken_down(process):
		process.communicate(None if stdin is None else stdin.encode())
	return process.returncode


def followed(command: list[str], cwd: Path, env: dict[str, str]) -> Iterator[str]:
	"""The lines that a command prints, as they come; CalledProcessError when it fails."""
	pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
	process = subprocess.Popen(command, cwd=cwd, env=env, text=True, preexec_fn=lead_group, **pipes)
	with taken_down(process):
		yield from process.stdout
	if process.wait():
		raise subprocess.CalledProcessError(process.returncode, command)


def streamed(command: list, cwd: Path, env: dict[str, str], handles_interrupts: bool = False) -> int:
	"""The exit code of a command on our own terminal.

	Ctrl-C reaches it directly, so it may end in its own way; one that `handles_interrupts` (a console) goes on.
	"""
	process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=env, preexec_fn=end_with_parent)
	while True:
		try:
			return process.wait()
		except KeyboardInterrupt:
			if not handles_interrupts:
				end_politely(process)
				raise


def end_politely(process: subprocess.Popen) -> None:
	for last_word in (process.terminate, process.kill):
		with contextlib.suppress(subprocess.TimeoutExpired):
			process.wait(5)
			return
		last_word()
	process.wait()

"""Running commands: output to a log file, the end of it shown when the command fails."""

import os
import subprocess
from pathlib import Path

from devtools import paths
from devtools.children import finished
from devtools.errors import Failure


def environment(**extra: str) -> dict[str, str]:
	"""The environment of everything that ./dev starts: its own tools come first on PATH."""
	env = dict(os.environ)
	own = [paths.TOOLS / "bin", paths.NODE / "node_modules/.bin"]
	env["PATH"] = os.pathsep.join([*map(str, own), env.get("PATH", "")])
	env["PYTHONWARNINGS"] = "ignore"
	env["GIT_TERMINAL_PROMPT"] = "0"
	# compiled once, whatever the user's shell says: a process that compiles all of Frappe takes thrice as long to start
	env.pop("PYTHONDONTWRITEBYTECODE", None)
	env["PYTHONPYCACHEPREFIX"] = str(paths.COMPILED)
	env.update(extra)
	return env


def run(
	command: list,
	log: str,
	cwd: Path | None = None,
	remedy: str = "",
	stdin: str | None = None,
	env: dict[str, str] | None = None,
) -> None:
	"""Run to the end with all output appended to .bench/logs/LOG.log; Failure with the last lines otherwise."""
	command = [str(part) for part in command]
	paths.LOGS.mkdir(parents=True, exist_ok=True)
	file = paths.LOGS / f"{log}.log"
	with file.open("ab") as out:
		out.write(f"\n$ {' '.join(command)}\n".encode())
		out.flush()
		try:
			code = finished(
				command, stdin, cwd=cwd, env=env or environment(), stdout=out, stderr=subprocess.STDOUT
			)
		except FileNotFoundError:
			raise Failure(f"The program {command[0]} was not found.", remedy or "Run ./dev setup.") from None
	if code:
		raise Failure(
			f"{Path(command[0]).name} {' '.join(command[1:4])} … ended with code {code}. "
			f"The end of {paths.shown(file)}:\n{tail(file)}",
			remedy or f"Read {paths.shown(file)}, mend the cause and run the same command again.",
		)


def output(command: list, cwd: Path | None = None, timeout: float = 60) -> str | None:
	"""What a short command prints, stripped; None when it fails, is missing or takes too long."""
	try:
		done = subprocess.run(
			[str(part) for part in command],
			cwd=cwd,
			env=environment(),
			capture_output=True,
			text=True,
			timeout=timeout,
			stdin=subprocess.DEVNULL,
		)
	except (FileNotFoundError, PermissionError, subprocess.TimeoutExpired):
		return None
	return done.stdout.strip() if done.returncode == 0 else None


def tail(file: Path, lines: int = 25) -> str:
	"""The last lines of a log, indented, without progress bars."""
	text = file.read_text(errors="replace").replace("\r", "\n").splitlines() if file.exists() else []
	return "\n".join(f"    {line[:200]}" for line in [line for line in text if line.strip()][-lines:])

"""Style of Python (ruff) and JavaScript (biome), and the length of files."""

from devtools import paths, shell
from devtools.children import streamed
from devtools.steps import say

LONGEST = 300
# longer files, each with its reason
LONGER: dict[str, str] = {}
COUNTED = (".py", ".js", ".mjs")


def run(fix: bool) -> int:
	"""Every check is run; 1 if one of them found something."""
	ruff = paths.TOOLS / "bin/ruff"
	biome = paths.NODE / "node_modules/.bin/biome"
	commands = [
		[ruff, "check", *(["--fix"] if fix else []), "."],
		[ruff, "format", *([] if fix else ["--check"]), "."],
		[biome, "check", *(["--write"] if fix else []), "--no-errors-on-unmatched", "."],
	]
	failed = [command[:2] for command in commands if not passes(command)]
	too_long = long_files()
	for name, lines in too_long:
		say(f"{name}: {lines} lines; split it, or name the reason in devtools/lint.py (LONGER)")
	return 1 if failed or too_long else 0


def passes(command: list) -> bool:
	say(f"$ {command[0].name} {' '.join(command[1:])}")
	return streamed(command, paths.ROOT, shell.environment()) == 0


def long_files() -> list[tuple[str, int]]:
	"""Tracked sources above the limit that have no reason for it."""
	tracked = (shell.output(["git", "ls-files"], cwd=paths.ROOT) or "").splitlines()
	found = []
	for name in tracked:
		file = paths.ROOT / name
		if file.suffix in COUNTED and name not in LONGER and file.is_file():
			lines = file.read_bytes().count(b"\n")
			if lines > LONGEST:
				found.append((name, lines))
	return found

"""Steps: done once, remembered by a fingerprint of what they depend on, printed with their time."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from devtools import paths


def fingerprint(*parts: object) -> str:
	"""A short digest of strings, numbers and files (a Path counts by its content, a folder by its files)."""
	digest = hashlib.sha256()
	for part in parts:
		if isinstance(part, Path):
			for file in sorted(files(part)):
				digest.update(str(file.relative_to(part) if part.is_dir() else file.name).encode())
				digest.update(file.read_bytes())
		else:
			digest.update(repr(part).encode())
		digest.update(b"\0")
	return digest.hexdigest()[:20]


def files(path: Path) -> Iterable[Path]:
	"""The file itself, or all files of the folder; compiled Python and node_modules are left out."""
	if path.is_file():
		yield path
		return
	for folder, folders, names in os.walk(path):
		folders[:] = [name for name in folders if name not in ("__pycache__", "node_modules", "dist", ".git")]
		yield from (Path(folder) / name for name in names if not name.endswith(".pyc"))


def stamps_file() -> Path:
	return paths.RUN / "steps.json"


def read_stamps() -> dict[str, str]:
	try:
		return json.loads(stamps_file().read_text())
	except (FileNotFoundError, ValueError):
		return {}


def write_stamp(name: str, mark: str | None) -> None:
	"""Remember a finished step; None forgets it. Read again just before, others may have written."""
	stamps = read_stamps()
	if mark is None:
		stamps.pop(name, None)
	else:
		stamps[name] = mark
	replace_json(stamps_file(), stamps)


def replace_json(file: Path, value: object) -> None:
	"""Write JSON so that an interruption leaves the old file or the new one, never half of one."""
	file.parent.mkdir(parents=True, exist_ok=True)
	part = file.with_suffix(f".{os.getpid()}.part")
	part.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
	part.replace(file)


def say(text: str) -> None:
	print(text, flush=True)


def step(name: str, mark: str, work: Callable[[], object], holds: Callable[[], bool] = lambda: True) -> bool:
	"""Do `work` unless the step was finished with the same `mark` and its result still `holds`.

	The stamp is written after the work, so an interrupted step is done again. True if there was work to do.
	"""
	if read_stamps().get(name) == mark and holds():
		return False
	timed(name, work)
	write_stamp(name, mark)
	return True


def timed(name: str, work: Callable[[], object]) -> object:
	"""Do `work`, print the name before and the seconds after it."""
	print(f"  {name} …", end="", flush=True)
	started = time.monotonic()
	try:
		result = work()
	except BaseException:
		print(" failed", flush=True)
		raise
	print(f" {time.monotonic() - started:.1f} s", flush=True)
	return result

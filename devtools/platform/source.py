"""Where Frappe comes from: what the user names, else the official repository, else the restored PyPI release."""

import dataclasses
import json
import os
import shutil
import sys
from pathlib import Path

from devtools import paths, shell
from devtools.errors import Failure
from devtools.platform import restore
from devtools.steps import fingerprint, replace_json, step

OFFICIAL = "https://github.com/frappe/frappe"
BRANCH = "version-15"
PATIENCE = 6  # seconds that the official host has for its answer


@dataclasses.dataclass(frozen=True)
class Source:
	"""`kind` is "given", "official" or "restored"; `address` is what bench init gets as --frappe-path."""

	kind: str
	address: str
	branch: str

	def described(self) -> str:
		if self.kind == "restored":
			return f"Frappe restored from the PyPI release {restore.RELEASE} (for trial and tests, not for production)"
		return f"Frappe from {self.address}, branch {self.branch}"


def official_answers() -> bool:
	"""The official repository has our branch and says so within a few seconds."""
	found = shell.output(["git", "ls-remote", "--heads", OFFICIAL, BRANCH], timeout=PATIENCE)
	return bool(found)


def remembered() -> Source | None:
	"""The source that the bench was made from: a network that comes or goes later does not change it."""
	try:
		return Source(**json.loads((paths.RUN / "source.json").read_text()))
	except (FileNotFoundError, ValueError, TypeError):
		return None


def settle(given: str | None = None, branch: str | None = None) -> Source:
	"""The source of this bench: chosen once, then remembered. Another one that is asked for later is refused."""
	known = remembered()
	asked = given or branch or os.environ.get("FRAPPE_REPO")
	chosen = known if known and not asked else choose(given, branch)
	if known and chosen != known and paths.PYTHON.exists():
		raise Failure(
			f"The bench was made with: {known.described()}. You ask for: {chosen.described()}.",
			"./dev clean removes the bench with its sites; then run the same command again.",
		)
	return chosen


def remember(chosen: Source) -> None:
	"""The bench was made from it."""
	replace_json(paths.RUN / "source.json", dataclasses.asdict(chosen))


def choose(given: str | None = None, branch: str | None = None, answers=official_answers) -> Source:
	"""The source by the order above. A folder that is given becomes an absolute path."""
	given = given or os.environ.get("FRAPPE_REPO")
	branch = branch or os.environ.get("FRAPPE_BRANCH")
	if given:
		folder = Path(given).expanduser()
		address = str(folder.resolve()) if folder.exists() else given
		return Source("given", address, branch or BRANCH)
	if answers():
		return Source("official", OFFICIAL, branch or BRANCH)
	return Source("restored", str(paths.PLATFORM / "frappe"), BRANCH)


def prepare(source: Source) -> None:
	"""Make sure that `source.address` is there; only the restored one needs work."""
	if source == remembered():
		return
	if source.kind == "given" and not shell.output(
		["git", "ls-remote", "--heads", source.address, source.branch]
	):
		raise Failure(
			f"There is no git repository with the branch {source.branch} at {source.address}.",
			"Name another with --frappe PATH_OR_URL and --frappe-branch BRANCH, or leave --frappe out.",
		)
	if source.kind != "restored":
		return
	repository = Path(source.address)
	ours = fingerprint(
		restore.SHA256, paths.DEVTOOLS / "platform/root", paths.DEVTOOLS / "platform/restore.py"
	)
	step("Frappe restored", ours, lambda: restore.restore(fetch(), repository), (repository / ".git").is_dir)


def fetch() -> Path:
	"""The wheel of the pinned release, from the package index that pip is set up for; kept for the next time."""
	kept = paths.PLATFORM / "wheel"
	for wheel in kept.glob("*.whl"):
		return wheel
	part = paths.PLATFORM / "wheel.part"
	shutil.rmtree(part, ignore_errors=True)
	command = [
		sys.executable,
		"-m",
		"pip",
		"download",
		"--quiet",
		"--no-deps",
		"--only-binary",
		":all:",
		"-d",
		part,
	]
	shell.run(
		[*command, restore.RELEASE],
		"restore",
		remedy="No package index with the release is reachable: give a Frappe repository with --frappe PATH_OR_URL.",
	)
	part.replace(kept)
	return next(kept.glob("*.whl"))

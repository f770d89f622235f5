"""Frappe from its PyPI release under another name: names put back, and the repository's missing root added.

The wheel holds Frappe's develop branch of 2023-08-05 (commit 0cced7476, 15.0.0-dev, MIT). What it lacks is the root
of the repository: package.json, the JavaScript build, socketio.js. Those come from platform/root and from our own
asset builder and relay, so that `bench init --frappe-path` finds a complete repository.
"""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

from devtools import paths, shell
from devtools.errors import Failure

RELEASE = "criscostack==1.0.0"
SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"

RENAMES = (
	("criscostack", "frappe"),
	("Criscostack", "Frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("CriscoERP", "ERPNext"),
	("Crisco", "Frappe"),
	("crisco", "frappe"),
	("CRISCO", "FRAPPE"),
)
PATH_RENAMES = (("frappe/utils/brik_helper.py", "frappe/utils/bench_helper.py"),)
# pkg_resources left setuptools in 81; pydyf 0.11 changed what WeasyPrint 59 calls.
EXTRA_REQUIREMENTS = ("setuptools<81", "pydyf<0.11")


def original_names(text: str) -> str:
	"""The text with Frappe's own names put back. Order matters: the longer names come first."""
	for alias, name in RENAMES:
		text = text.replace(alias, name)
	return text


def original_path(path: str) -> str:
	"""The path of a file in Frappe's repository, from its path in the wheel."""
	path = original_names(path)
	for alias, name in PATH_RENAMES:
		path = name if path == alias else path
	return path


def original_content(data: bytes) -> bytes:
	"""A text file with names put back; anything that is no UTF-8 text is returned as it is."""
	try:
		return original_names(data.decode()).encode()
	except UnicodeDecodeError:
		return data


def requirements(metadata: str) -> list[str]:
	"""The requirements of a wheel's METADATA, without those of extras."""
	found = re.findall(r"^Requires-Dist: (.+?)\s*$", metadata, re.MULTILINE)
	return [line for line in found if "extra ==" not in line]


def pyproject(needs: list[str]) -> str:
	"""pyproject.toml for the restored repository; the version is the package's own."""
	listed = "".join(f'\t"{need}",\n' for need in (*needs, *EXTRA_REQUIREMENTS))
	return (
		'[project]\nname = "frappe"\ndescription = "Metadata driven, full-stack low code web framework"\n'
		'requires-python = ">=3.10"\ndynamic = ["version"]\n'
		f"dependencies = [\n{listed}]\n\n"
		'[build-system]\nrequires = ["flit_core >=3.4,<4"]\nbuild-backend = "flit_core.buildapi"\n'
	)


def check(wheel: Path) -> None:
	"""Refuse a wheel whose content is not the one we know."""
	found = hashlib.sha256(wheel.read_bytes()).hexdigest()
	if found != SHA256:
		wheel.unlink()
		raise Failure(
			f"{wheel.name} has sha256 {found}, expected {SHA256}. It was deleted.",
			"Check the package mirror, or give a Frappe repository with --frappe PATH_OR_URL.",
		)


def restore(wheel: Path, repository: Path) -> None:
	"""Unpack the wheel into `repository`, made anew, as a git repository with one commit on version-15."""
	check(wheel)
	shutil.rmtree(repository, ignore_errors=True)
	repository.mkdir(parents=True)
	metadata = ""
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			if name.endswith("/METADATA"):
				metadata = archive.read(name).decode()
			if name.endswith("/") or ".dist-info/" in name:
				continue
			target = repository / original_path(name)
			target.parent.mkdir(parents=True, exist_ok=True)
			target.write_bytes(original_content(archive.read(name)))
	(repository / "pyproject.toml").write_text(pyproject(requirements(metadata)))
	shutil.copytree(paths.DEVTOOLS / "platform/root", repository, dirs_exist_ok=True)
	(repository / ".gitignore").write_text("__pycache__/\nnode_modules/\nyarn.lock\nfrappe/public/dist\n")
	commit(repository)


def commit(repository: Path) -> None:
	"""One commit that holds all, made without asking the user's git settings."""
	git = [
		"git",
		"-c",
		"user.name=grid_governance",
		"-c",
		"user.email=dev@localhost",
		"-c",
		"commit.gpgsign=false",
	]
	for command in (
		["init", "--quiet", "--initial-branch=version-15"],
		["add", "--all"],
		["commit", "--quiet", "--no-verify", "-m", f"Frappe restored from the PyPI release {RELEASE}"],
	):
		shell.run([*git, *command], "restore", cwd=repository)

"""Tools that are no part of the system: the bench command (its own venv) and the node packages."""

import os
import re
import shutil
import sys

from devtools import paths, shell
from devtools.steps import fingerprint, step

BENCH_RELEASE = "frappe-bench==5.31.1"
OURS = ("assets", "realtime")  # run from .bench/node, beside node_modules, where their imports are found


def install() -> None:
	python = fingerprint(BENCH_RELEASE, ruff_release(), sys.version)
	step("bench command and ruff", python, install_python_tools, paths.BENCH_CLI.exists)
	lock = paths.DEVTOOLS / "toolchain/package-lock.json"
	manifest = paths.DEVTOOLS / "toolchain/package.json"
	step(
		"node packages",
		fingerprint(manifest, lock),
		install_node_packages,
		(paths.NODE / "node_modules").is_dir,
	)
	copy_node_programs()


def ruff_release() -> str:
	"""The ruff that pyproject.toml pins. (tomllib is newer than the oldest Python we run on.)"""
	return re.search(r'"(ruff==[^"]+)"', (paths.ROOT / "pyproject.toml").read_text()).group(1)


def install_python_tools() -> None:
	shutil.rmtree(paths.TOOLS, ignore_errors=True)
	remedy = "Is a Python package index reachable (pip config list)? Then run the same command again."
	shell.run([sys.executable, "-m", "venv", paths.TOOLS], "tools", remedy="Install python3-venv.")
	shell.run(
		[paths.TOOLS / "bin/pip", "install", "--quiet", BENCH_RELEASE, ruff_release()], "tools", remedy=remedy
	)


def install_node_packages() -> None:
	paths.NODE.mkdir(parents=True, exist_ok=True)
	for name in ("package.json", "package-lock.json"):
		shutil.copyfile(paths.DEVTOOLS / "toolchain" / name, paths.NODE / name)
	shell.run(
		["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
		"npm",
		cwd=paths.NODE,
		remedy="Is an npm registry reachable (npm config get registry)? Then run the same command again.",
	)


def copy_node_programs() -> None:
	"""Our builder and relay, copied to where node finds their packages."""
	for name in OURS:
		target = paths.NODE / name
		target.mkdir(parents=True, exist_ok=True)
		sources = {file.name: file for file in (paths.DEVTOOLS / name).glob("*.mjs")}
		for stale in set(os.listdir(target)) - set(sources):
			(target / stale).unlink()
		for file_name, file in sources.items():
			shutil.copyfile(file, target / file_name)

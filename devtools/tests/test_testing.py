"""The whole suite runs on all cores, each pytest worker on a site, an address and a queue of its own."""

import os
import subprocess
import sys

import pytest

from devtools import paths, ports, testing


@pytest.mark.parametrize(
	"words",
	[
		["grid_governance/tests/unit"],
		["-k", "points"],
		["-kpoints"],
		["--lf"],
		["--pdb"],
		["-x", "-m", "commits"],
	],
)
def test_a_choice_of_tests_needs_one_site_only(words):
	assert testing.workers(words) == 1


def test_the_whole_suite_takes_all_cores(monkeypatch):
	monkeypatch.setattr(os, "cpu_count", lambda: 4)
	assert testing.workers([]) == testing.workers(["-x", "--durations=5"]) == 4
	monkeypatch.setattr(os, "cpu_count", lambda: 64)
	assert testing.workers([]) == testing.MOST


def test_workers_share_neither_site_nor_queue():
	numbers = range(1, testing.MOST + 1)
	assert testing.site_of("test.localhost", 1) == "test.localhost"
	assert testing.site_of("test.localhost", 3) == "test3.localhost"
	databases = {testing.redis_database(number) for number in numbers}
	assert len(databases) == testing.MOST
	assert not databases & {0, 2}, "served sites and measurements have these"
	assert max(databases) < 16, "Redis has 16"


def test_workers_without_sites_are_refused():
	ours = ("GG_WORKERS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID")
	env = {name: value for name, value in os.environ.items() if name not in ours}
	command = [sys.executable, "-m", "pytest", "-n", "2", "devtools/tests/test_ports.py"]
	done = subprocess.run(command, cwd=paths.ROOT, env=env, capture_output=True, text=True)
	assert done.returncode == pytest.ExitCode.USAGE_ERROR
	assert "./dev test --jobs 2" in done.stderr


def test_a_free_port_is_given_once():
	assert ports.any_free(42000) != ports.any_free(42000)

"""Parallel runs: each pytest-xdist worker has a served site of its own (devtools/testing.py)."""

import json
import os

import pytest

SITES = json.loads(os.environ.get("GG_WORKERS", "[]"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
if WORKER:
	os.environ.update(SITES[int(WORKER.removeprefix("gw"))])


def pytest_configure(config):
	wanted = config.getoption("numprocesses", default=None) or 0
	if not WORKER and wanted > len(SITES):
		raise pytest.UsageError(f"Workers need a site each: run the tests with ./dev test --jobs {wanted}")

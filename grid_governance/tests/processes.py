"""Real processes for tests of locks and crashes: each connects to the site on its own."""

from __future__ import annotations

import os
import subprocess
import sys

PRELUDE = """
import sys, frappe
frappe.init(site=sys.argv[1], sites_path=".")
frappe.connect()
frappe.local.lang = "en"
"""


def spawn(code: str, *args: str) -> subprocess.Popen:
	"""Start Python on the session's site; `code` finds its arguments from sys.argv[2] on. Lines come as text."""
	return subprocess.Popen(
		[sys.executable, "-W", "ignore", "-c", PRELUDE + code, os.environ["GG_SITE"], *args],
		stdout=subprocess.PIPE,
		stderr=subprocess.PIPE,
		text=True,
	)


def results(processes: list[subprocess.Popen], timeout: int = 120) -> list[str]:
	"""What each process printed; a failed one fails the test with its traceback."""
	outputs = []
	for process in processes:
		out, err = process.communicate(timeout=timeout)
		assert process.returncode == 0, err
		outputs.append(out)
	return outputs

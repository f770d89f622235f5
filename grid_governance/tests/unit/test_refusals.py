"""A refusal that is only raised reaches the log: the user reads a sentence of the platform's. It must be thrown."""

import re
from pathlib import Path

APP = Path(__file__).parents[2]
RAISED = re.compile(r"raise frappe\.PermissionError\(\s*_\(")


def test_each_refusal_with_words_is_told():
	silent = [
		f"{path.relative_to(APP)}"
		for path in APP.rglob("*.py")
		if "tests" not in path.parts and RAISED.search(path.read_text(encoding="utf-8"))
	]
	assert not silent, silent
	assert RAISED.search('raise frappe.PermissionError(_("No."))')

"""Functions named by text (hooks, jobs, calls of the Desk) are there: a move that forgets one is found."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]
NAME = re.compile(r"""["'`](grid_governance(?:\.[a-z_0-9]+)+)["'`]""")
PREFIX = re.compile(r"""const ([A-Z_]+) = ["'](grid_governance(?:\.[a-z_0-9]+)+)\.["'];""")
PROVIDED = re.compile(r"""provide\(["'](grid_governance[a-z_.]*)["']\)""")  # names of the browser's own
ENDINGS = (".js", ".json", ".html", ".py", ".txt")


def named() -> list[tuple[str, str]]:
	"""(name, file) of each function or module that a text names."""
	found, provided = [], set()
	for path in sorted(PACKAGE.rglob("*")):
		if path.suffix in ENDINGS and not {"tests", "dist", "__pycache__"} & set(path.parts):
			text = path.read_text(encoding="utf-8")
			where = str(path.relative_to(PACKAGE))
			provided |= set(PROVIDED.findall(text))
			found += [
				(name, where) for name in NAME.findall(text) if not name.endswith((".js", ".localhost"))
			]
			for constant, prefix in PREFIX.findall(text):
				called = re.findall(r"\$\{" + constant + r"\}(\w+)", text)
				found += [(f"{prefix}.{function}", where) for function in called]
	return [(name, where) for name, where in found if name not in provided]


def there(name: str) -> bool:
	module, _dot, attribute = name.rpartition(".")
	for candidate, wanted in ((name, None), (module, attribute)):
		try:
			found = import_module(candidate)
		except ModuleNotFoundError:
			continue
		if wanted is None or hasattr(found, wanted):
			return True
	return False


def test_there_are_such_names():
	assert len(named()) > 100


@pytest.mark.parametrize("name", sorted({name for name, _where in named()}))
def test_every_function_named_by_text_exists(name):
	assert there(name), [where for found, where in named() if found == name]


def test_jobs_named_by_parts_exist():
	from grid_governance.points.year_end import settlement_jobs

	for job in ("preview_job", "run_job", "undo_job"):
		assert there(f"{settlement_jobs.__name__}.{job}")

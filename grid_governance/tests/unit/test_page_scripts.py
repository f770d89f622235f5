"""The platform runs the scripts of Desk pages in one global scope: a name declared twice empties the second page."""

import re
from collections import Counter
from pathlib import Path

PAGES = Path(__file__).parents[2] / "grid_governance" / "page"
DECLARED = re.compile(r"^(?:async )?(?:const|let|class|function) (\w+)", re.MULTILINE)


def test_no_two_pages_declare_the_same_name():
	scripts = sorted(PAGES.glob("*/*.js"))
	names = Counter(
		name for script in scripts for name in DECLARED.findall(script.read_text(encoding="utf-8"))
	)
	assert len(scripts) > 5
	assert not [name for name, times in names.items() if times > 1]

"""The platform runs the scripts of Desk pages in one global scope: a name declared twice empties the second page."""

import re
from collections import Counter
from pathlib import Path

PAGES = Path(__file__).parents[2] / "grid_governance" / "page"
APP = Path(__file__).parents[2]
# neither value nor label: the platform takes the object itself for the choice and shows [object Object]
EMPTY_CHOICE = re.compile(r"""value: "", label: ""|label: value && __""")
DECLARED = re.compile(r"^(?:async )?(?:const|let|class|function) (\w+)", re.MULTILINE)


def test_no_two_pages_declare_the_same_name():
	scripts = sorted(PAGES.glob("*/*.js"))
	names = Counter(
		name for script in scripts for name in DECLARED.findall(script.read_text(encoding="utf-8"))
	)
	assert len(scripts) > 5
	assert not [name for name, times in names.items() if times > 1]


def test_an_empty_choice_is_plain_text():
	scripts = [*APP.glob("public/js/**/*.js"), *APP.glob("grid_governance/**/*.js")]
	assert len(scripts) > 100
	assert not [script.name for script in scripts if EMPTY_CHOICE.search(script.read_text(encoding="utf-8"))]

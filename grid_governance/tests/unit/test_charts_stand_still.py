"""A report's chart that moves is not there yet when it is printed, and fails when it is left."""

import re
from pathlib import Path

REPORTS = Path(__file__).parents[2] / "grid_governance" / "report"
KIND = re.compile(r'"type": "(?:bar|line|pie|donut|percentage)"')


def test_every_chart_of_a_report_is_drawn_at_once():
	sources = {path.name: path.read_text(encoding="utf-8") for path in REPORTS.glob("*/*.py")}
	drawn = {name: len(KIND.findall(text)) for name, text in sources.items()}
	assert sum(drawn.values()) >= 5
	assert not [name for name, count in drawn.items() if sources[name].count('"animate": 0') != count]

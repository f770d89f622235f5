"""Days and hours are the site's: the database server may stand in another time zone, its clock is not asked."""

import re
from pathlib import Path

APP = Path(__file__).parents[2]
SERVERS_CLOCK = re.compile(
	r"\b(?:curdate|curtime|sysdate|utc_timestamp)\(|\bcurrent_(?:date|timestamp)\b", re.IGNORECASE
)


def test_no_sql_asks_the_database_server_for_the_day():
	asking = [
		f"{path.relative_to(APP)}"
		for path in APP.rglob("*.py")
		if "tests" not in path.parts and SERVERS_CLOCK.search(path.read_text(encoding="utf-8"))
	]
	assert not asking, asking
	assert SERVERS_CLOCK.search("to_date >= curdate()")

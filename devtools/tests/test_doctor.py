"""./dev doctor compares what a site has stored with the site's time."""

import time_machine

from devtools import doctor, services, site


@time_machine.travel("2026-12-31T20:00:00Z", tick=False)
def test_waiting_clocks_are_counted_by_the_sites_time_not_the_database_servers(monkeypatch):
	asked = []

	def answer(sql):
		asked.append(sql)
		return "Asia/Shanghai" if "time_zone" in sql else "3"

	monkeypatch.setattr(services, "client_output", answer)
	monkeypatch.setattr(site, "config", lambda name: {"db_name": "town"})
	told, remedy = doctor.clocks("demo.localhost")
	assert told.startswith("3 are due") and "sweep" in remedy
	assert asked[-1].endswith("where next_at < '2027-01-01 03:50:00'")

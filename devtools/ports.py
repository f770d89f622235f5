"""Ports on 127.0.0.1: found free once, then remembered, so that addresses stay the same."""

import json
import socket

from devtools import paths
from devtools.steps import replace_json

FIRST = {"mariadb": 23306, "redis": 26379, "web": 8000}
_given: set[int] = set()  # by any_free: nobody may listen there yet


def is_free(port: int) -> bool:
	"""Nobody listens on 127.0.0.1:PORT, and we could."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def answers(port: int, timeout: float = 0.5) -> bool:
	"""Somebody listens on 127.0.0.1:PORT."""
	try:
		with socket.create_connection(("127.0.0.1", port), timeout):
			return True
	except OSError:
		return False


def remembered() -> dict[str, int]:
	try:
		return json.loads((paths.RUN / "ports.json").read_text())
	except (FileNotFoundError, ValueError):
		return {}


def port(name: str, renew_if_taken: bool = False) -> int:
	"""The port of a service. With `renew_if_taken` another one is chosen when a stranger sits on it."""
	known = remembered()
	if name in known and not (renew_if_taken and not is_free(known[name])):
		return known[name]
	candidate = FIRST[name]
	while candidate in known.values() or not is_free(candidate):
		candidate += 1
	replace_json(paths.RUN / "ports.json", {**known, name: candidate})
	return candidate


def any_free(start: int) -> int:
	"""A port that is free now, from `start` upwards, and not given to another caller of this process."""
	while start in _given or not is_free(start):
		start += 1
	_given.add(start)
	return start

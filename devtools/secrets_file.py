"""Passwords that ./dev makes up once per checkout, readable by this user only."""

import json
import os
import secrets

from devtools import paths


def secret(name: str) -> str:
	"""The remembered password of that name, made up at the first call."""
	file = paths.RUN / "secrets.json"
	known = json.loads(file.read_text()) if file.exists() else {}
	if name not in known:
		known[name] = secrets.token_urlsafe(12)
		file.parent.mkdir(parents=True, exist_ok=True)
		with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
			json.dump(known, out, indent=1)
	return known[name]

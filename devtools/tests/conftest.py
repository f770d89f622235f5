"""A checkout of its own for each test: .bench lies in the temporary folder, the project's real one is not touched."""

import pytest

from devtools import paths


@pytest.fixture
def home(tmp_path, monkeypatch):
	"""Empty .bench folders; yields the .bench."""
	made = tmp_path / ".bench"
	for name in ("RUN", "LOGS", "PLATFORM", "BENCH", "SITES"):
		folder = made / getattr(paths, name).relative_to(paths.HOME)
		monkeypatch.setattr(paths, name, folder)
	monkeypatch.setattr(paths, "HOME", made)
	paths.RUN.mkdir(parents=True)
	return made

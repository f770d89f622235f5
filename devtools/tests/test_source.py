"""Where Frappe comes from: what is named, else the official repository, else the restored release; then it stays."""

import pytest

from devtools import paths
from devtools.errors import Failure
from devtools.platform import source


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
	monkeypatch.delenv("FRAPPE_REPO", raising=False)
	monkeypatch.delenv("FRAPPE_BRANCH", raising=False)


def test_a_named_address_comes_first(home):
	chosen = source.choose("https://git.example/frappe", "develop", answers=lambda: True)
	assert (chosen.kind, chosen.address, chosen.branch) == ("given", "https://git.example/frappe", "develop")


def test_a_named_folder_becomes_absolute(home, tmp_path, monkeypatch):
	(tmp_path / "frappe").mkdir()
	monkeypatch.chdir(tmp_path)
	assert source.choose("frappe").address == str(tmp_path / "frappe")


def test_the_environment_names_a_source(home, monkeypatch):
	monkeypatch.setenv("FRAPPE_REPO", "https://git.example/frappe")
	monkeypatch.setenv("FRAPPE_BRANCH", "version-16")
	chosen = source.choose(answers=lambda: True)
	assert (chosen.address, chosen.branch) == ("https://git.example/frappe", "version-16")


def test_the_official_repository_when_it_answers(home):
	assert source.choose(answers=lambda: True) == source.Source("official", source.OFFICIAL, "version-15")


def test_the_restored_release_otherwise(home):
	chosen = source.choose(answers=lambda: False)
	assert chosen.kind == "restored"
	assert chosen.address == str(paths.PLATFORM / "frappe")
	assert "not for production" in chosen.described()


def test_a_bench_keeps_its_source_when_the_network_comes_back(home, monkeypatch):
	monkeypatch.setattr(source, "official_answers", lambda: False)
	first = source.settle("https://git.example/frappe")
	assert source.settle() == first


def test_another_source_for_a_made_bench_is_refused(home, tmp_path, monkeypatch):
	source.settle("https://git.example/frappe")
	monkeypatch.setattr(paths, "PYTHON", tmp_path / "python")
	paths.PYTHON.touch()
	with pytest.raises(Failure, match="was made with"):
		source.settle("https://git.example/other")
	assert source.remembered().address == "https://git.example/frappe"

"""Where Frappe comes from: what is named, else the official repository, else the restored release; then it stays."""

import subprocess

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
	made_from = source.choose(answers=lambda: False)
	source.remember(made_from)
	monkeypatch.setattr(source, "official_answers", lambda: True)
	assert source.settle() == made_from


def test_a_source_that_made_no_bench_is_not_kept(home):
	source.settle("https://git.example/frappe")
	assert source.remembered() is None


def test_another_source_for_a_made_bench_is_refused(home, tmp_path, monkeypatch):
	source.remember(source.choose("https://git.example/frappe"))
	monkeypatch.setattr(paths, "PYTHON", tmp_path / "python")
	paths.PYTHON.touch()
	with pytest.raises(Failure, match="was made with"):
		source.settle("https://git.example/other")
	assert source.remembered().address == "https://git.example/frappe"


def test_a_named_folder_that_is_no_repository_is_refused(home, tmp_path):
	with pytest.raises(Failure, match="no git repository"):
		source.prepare(source.choose(str(tmp_path)))


def test_a_named_repository_needs_the_branch(home, tmp_path):
	git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@localhost"]
	subprocess.check_call([*git, "init", "--quiet", "--initial-branch=version-15"])
	subprocess.check_call([*git, "commit", "--quiet", "--allow-empty", "-m", "x"])
	source.prepare(source.choose(str(tmp_path)))
	with pytest.raises(Failure, match="version-16"):
		source.prepare(source.choose(str(tmp_path), "version-16"))

"""Steps are done once, again when what they rest on changed, and again after an interruption."""

import pytest

from devtools import steps


def test_a_step_is_done_once(home):
	done = []
	assert steps.step("one", "a", lambda: done.append(1)) is True
	assert steps.step("one", "a", lambda: done.append(1)) is False
	assert done == [1]


def test_a_step_is_done_again_for_another_mark_or_a_lost_result(home):
	done = []
	steps.step("one", "a", lambda: done.append("first"))
	steps.step("one", "b", lambda: done.append("changed"))
	steps.step("one", "b", lambda: done.append("lost"), holds=lambda: False)
	assert done == ["first", "changed", "lost"]


def test_an_interrupted_step_leaves_no_stamp(home):
	def interrupted():
		raise KeyboardInterrupt

	with pytest.raises(KeyboardInterrupt):
		steps.step("one", "a", interrupted)
	assert "one" not in steps.read_stamps()
	assert steps.step("one", "a", lambda: None) is True


def test_stamps_survive_a_damaged_file(home):
	steps.stamps_file().write_text('{"one": ')
	assert steps.read_stamps() == {}


def test_fingerprint_follows_names_and_contents(tmp_path):
	folder = tmp_path / "app"
	folder.mkdir()
	(folder / "a.json").write_text("1")
	first = steps.fingerprint(folder)
	assert steps.fingerprint(folder) == first
	(folder / "a.json").write_text("2")
	second = steps.fingerprint(folder)
	(folder / "a.json").rename(folder / "b.json")
	third = steps.fingerprint(folder)
	assert len({first, second, third}) == 3


def test_fingerprint_leaves_out_what_is_generated(tmp_path):
	first = steps.fingerprint(tmp_path)
	for name in ("__pycache__", "dist", "node_modules"):
		(tmp_path / name).mkdir()
		(tmp_path / name / "made").write_text("1")
	assert steps.fingerprint(tmp_path) == first


def test_json_is_replaced_whole(home):
	file = home / "run/x.json"
	steps.replace_json(file, {"网格": 1})
	assert "网格" in file.read_text()
	assert list(file.parent.glob("*.part")) == []

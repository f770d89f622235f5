"""What a user sees: the list of commands, accounts as a table, errors with a remedy, files that grew too long."""

import subprocess

import pytest

from devtools import cli, demo, lint, paths
from devtools.errors import Failure


def test_help_lists_every_command(capsys):
	assert cli.main(["help"]) == 0
	printed = capsys.readouterr().out
	for command in ("setup", "demo", "serve", "test", "lint", "bench", "console", "doctor", "clean"):
		assert f"\n    {command} " in printed


def test_every_listed_command_can_be_called():
	listed = cli.parser()._subparsers._group_actions[0].choices
	assert set(listed) - {"help"} == set(cli.commands.BY_NAME)


def test_unknown_words_are_refused_except_where_they_are_handed_on():
	with pytest.raises(SystemExit):
		cli.main(["doctor", "--what"])


def test_clean_without_a_terminal_wants_a_clear_word(home, capsys, monkeypatch):
	monkeypatch.setattr("sys.stdin", open("/dev/null"))
	assert cli.main(["clean"]) == 1
	assert "--yes" in capsys.readouterr().out
	assert home.exists()


def test_accounts_are_read_from_the_last_json_line():
	printed = (
		'{"step": 1}\nsome text\n{"accounts": [{"duty": "网格员", "user": "a", "password": "b"}]}\nbye\n'
	)
	assert demo.accounts_in(printed) == [{"duty": "网格员", "user": "a", "password": "b"}]
	with pytest.raises(Failure):
		demo.accounts_in("nothing here\n{broken\n")


def test_account_columns_line_up_with_chinese_text(capsys):
	demo.show_accounts([{"duty": "网格员", "user": "a"}, {"duty": "clerk", "user": "b"}])
	lines = [line for line in capsys.readouterr().out.splitlines() if line]
	ends = {demo.width(line.rstrip()) - demo.width(line.split()[-1]) for line in lines}
	assert len(ends) == 1


def test_long_files_are_found(tmp_path, monkeypatch):
	subprocess.check_call(["git", "init", "--quiet", tmp_path])
	(tmp_path / "long.py").write_text("x = 1\n" * (lint.LONGEST + 1))
	(tmp_path / "fine.py").write_text("x = 1\n" * lint.LONGEST)
	subprocess.check_call(["git", "-C", tmp_path, "add", "."])
	monkeypatch.setattr(paths, "ROOT", tmp_path)
	assert lint.long_files() == [("long.py", lint.LONGEST + 1)]
	monkeypatch.setitem(lint.LONGER, "long.py", "a table of data")
	assert lint.long_files() == []

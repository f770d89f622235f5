"""Real processes: daemons outlive us and are known again, a group ends with us, a failure shows the log."""

import os
import signal
import subprocess
import sys
import time

import pytest

from devtools import leases, services, shell
from devtools.children import followed, streamed
from devtools.daemons import Daemon, start_time
from devtools.errors import Failure
from devtools.processes import Group

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def daemon(home):
	made = Daemon("sleeper", SLEEP)
	yield made
	made.stop()


def test_a_daemon_is_known_again_and_stopped(daemon):
	daemon.start()
	pid = daemon.pid
	assert Daemon("sleeper", SLEEP).pid == pid
	daemon.start()
	assert daemon.pid == pid
	daemon.stop()
	assert start_time(pid) is None
	assert not daemon.alive()


def test_a_pid_that_was_given_to_another_process_is_not_ours(daemon):
	daemon.pid_file.write_text(f"{os.getpid()} 1\n")
	assert not daemon.alive()
	daemon.stop()  # would end this very process otherwise


def test_a_group_stops_what_it_started(home):
	with Group() as group:
		group.start("one", SLEEP, home, shell.environment())
		pid = group.running[0][1].pid
		assert start_time(pid)
	assert start_time(pid) is None


def test_a_group_ends_with_a_killed_parent(home):
	script = (
		"import time; from pathlib import Path; from devtools import shell; from devtools.processes import Group\n"
		"group = Group()\n"
		f"group.start('one', {SLEEP!r}, Path('/'), shell.environment())\n"
		"print(group.running[0][1].pid, flush=True); time.sleep(60)"
	)
	parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
	child = int(parent.stdout.readline())
	parent.send_signal(signal.SIGKILL)
	parent.wait()
	until = time.monotonic() + 5
	while start_time(child) and time.monotonic() < until:
		time.sleep(0.05)
	assert start_time(child) is None


def test_a_process_that_dies_is_reported_with_its_log(home):
	with Group() as group:
		group.start("broken", [sys.executable, "-c", "print('no such port')"], home, shell.environment())
		with pytest.raises(Failure, match="no such port"):
			group.wait_until(lambda: False, "nothing")


def test_an_interrupted_command_goes_down_with_its_children(home):
	command = ["bash", "-c", f"sleep 61 & echo $! > {home}/child; wait"]
	script = (
		"from devtools import shell; from devtools.processes import end_by_signals\n"
		f"end_by_signals(); shell.run({command!r}, 'trial')"
	)
	parent = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL)
	while not (home / "child").exists() or not (home / "child").read_text():
		time.sleep(0.02)
	parent.terminate()
	parent.wait(10)
	assert start_time(int((home / "child").read_text())) is None


def test_a_failed_command_shows_the_end_of_its_log_and_what_to_do(home):
	with pytest.raises(Failure) as failure:
		shell.run([sys.executable, "-c", "print('x' * 10); raise SystemExit(3)"], "trial", remedy="Do this.")
	assert "code 3" in failure.value.message
	assert "xxxxxxxxxx" in failure.value.message
	assert failure.value.remedy == "Do this."


def test_a_missing_program_is_a_failure_with_a_remedy(home):
	with pytest.raises(Failure) as failure:
		shell.run(["no-such-program-here"], "trial")
	assert failure.value.remedy


def test_services_are_stopped_by_their_last_user(home, monkeypatch):
	stopped = []
	monkeypatch.setattr(services, "start", lambda: True)
	monkeypatch.setattr(services, "stop", lambda: stopped.append(True))
	other = subprocess.Popen(SLEEP)
	try:
		with leases.using_services():
			leases.start_services()
			(leases.users_folder() / str(other.pid)).write_text(start_time(other.pid))
		assert stopped == []  # the other one still needs them
	finally:
		other.kill()
		other.wait()
	with leases.using_services():
		pass
	assert stopped == [True]


def test_services_of_setup_stay_on(home, monkeypatch):
	monkeypatch.setattr(services, "start", lambda: True)
	monkeypatch.setattr(services, "stop", lambda: pytest.fail("stopped"))
	with leases.using_services():
		leases.start_services()
		leases.keep_services()


def test_lines_of_a_command_come_as_they_are_printed(home):
	command = [sys.executable, "-u", "-c", "import time; print('first'); time.sleep(30); print('second')"]
	started = time.monotonic()
	lines = followed(command, home, shell.environment())
	assert next(lines) == "first\n"
	assert time.monotonic() - started < 10
	lines.close()  # takes the command down, does not wait for it
	assert time.monotonic() - started < 10


def test_a_followed_command_that_fails_says_so(home):
	with pytest.raises(subprocess.CalledProcessError):
		list(followed([sys.executable, "-c", "raise SystemExit(2)"], home, shell.environment()))


def test_the_exit_code_of_a_streamed_command_is_passed_through(home):
	assert streamed([sys.executable, "-c", "raise SystemExit(5)"], home, shell.environment()) == 5

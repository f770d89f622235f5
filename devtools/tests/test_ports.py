"""Ports are free when chosen, and stay the same."""

import socket

import pytest

from devtools import ports


@pytest.fixture
def stranger():
	"""Somebody else's server; yields its port."""
	with socket.socket() as server:
		server.bind(("127.0.0.1", 0))
		server.listen()
		yield server.getsockname()[1]


def test_a_taken_port_is_passed_over(home, stranger, monkeypatch):
	monkeypatch.setitem(ports.FIRST, "web", stranger)
	chosen = ports.port("web")
	assert chosen > stranger
	assert ports.is_free(chosen)


def test_a_port_is_remembered(home):
	assert ports.port("redis") == ports.port("redis") == ports.remembered()["redis"]


def test_two_services_never_share_a_port(home, monkeypatch):
	monkeypatch.setitem(ports.FIRST, "redis", ports.FIRST["mariadb"])
	assert ports.port("mariadb") != ports.port("redis")


def test_a_stranger_on_our_port_makes_us_move(home, stranger):
	ports.replace_json(home / "run/ports.json", {"web": stranger})
	assert ports.port("web") == stranger
	moved = ports.port("web", renew_if_taken=True)
	assert moved != stranger
	assert ports.port("web") == moved


def test_answers_tells_a_server_from_silence(stranger):
	assert ports.answers(stranger)
	assert not ports.answers(ports.any_free(40000))

"""The front door of a served site: pages, assets, uploads and live events at one address. Needs ./dev test's server."""

import http.server
import json
import os
import socket
import subprocess
import threading

import pytest
import requests

from devtools import bench, paths, ports, shell
from devtools.processes import Group
from devtools.secrets_file import secret

URL = os.environ.get("GG_URL", "")
SITE = os.environ.get("GG_SITE", "")
needs_server = pytest.mark.skipif(not URL, reason="no GG_URL: run ./dev test")

LISTENER = """
import { io } from "socket.io-client";
const [url, cookie, room, event] = process.argv.slice(1);
const socket = io(url, { transports: ["websocket"], extraHeaders: { Cookie: cookie }, reconnection: false });
const say = (line) => console.log(JSON.stringify(line));
socket.on("connect", () => { if (room) socket.emit("doctype_subscribe", room); setTimeout(say, 700, "connected"); });
socket.on("connect_error", (error) => { say(error.message); process.exit(0); });
socket.on(event, (message) => { say(message); process.exit(0); });
setTimeout(() => { say("silence"); process.exit(0); }, 6000);
"""


@pytest.fixture
def administrator():
	"""A logged-in session."""
	session = requests.Session()
	answer = session.post(f"{URL}/api/method/login", {"usr": "Administrator", "pwd": secret("administrator")})
	assert answer.status_code == 200, answer.text
	return session


def listener(namespace: str, cookie: str = "", room: str = "", event: str = "devtools_hello"):
	command = ["node", "--input-type=module", "-e", LISTENER, f"{URL}/{namespace}", cookie, room, event]
	return subprocess.Popen(command, cwd=paths.NODE, stdout=subprocess.PIPE, text=True)


def publish(**arguments) -> None:
	words = ["execute", "frappe.publish_realtime", "--kwargs", json.dumps(arguments)]
	subprocess.run(bench.frappe_command(SITE, *words), cwd=paths.SITES, check=True, capture_output=True)


@needs_server
def test_pages_and_assets_come_from_one_address():
	assert requests.get(f"{URL}/login").status_code == 200
	names = json.loads((paths.SITES / "assets/assets.json").read_text())
	style = requests.get(URL + names["website.bundle.css"])
	assert style.status_code == 200
	assert style.headers["content-type"].startswith("text/css")


@needs_server
def test_an_upload_goes_through_and_is_served(administrator):
	token = administrator.get(f"{URL}/api/method/frappe.auth.get_logged_user")
	assert token.json()["message"] == "Administrator"
	body = os.urandom(300_000)
	answer = administrator.post(
		f"{URL}/api/method/upload_file",
		files={"file": ("devtools.bin", body)},
		headers={"X-Frappe-CSRF-Token": csrf_token(administrator)},
	)
	assert answer.status_code == 200, answer.text
	file = answer.json()["message"]
	try:
		assert administrator.get(URL + file["file_url"]).content == body
	finally:
		header = {"X-Frappe-CSRF-Token": csrf_token(administrator)}
		assert (
			administrator.delete(f"{URL}/api/resource/File/{file['name']}", headers=header).status_code == 202
		)


def csrf_token(session) -> str:
	page = session.get(f"{URL}/app").text
	return page.split('csrf_token = "')[1].split('"')[0]


@needs_server
def test_a_users_event_reaches_that_user(administrator):
	cookie = f"sid={administrator.cookies['sid']}"
	listening = listener(SITE, cookie)
	assert json.loads(listening.stdout.readline()) == "connected"
	publish(event="devtools_hello", message={"n": 1}, user="Administrator")
	assert json.loads(listening.stdout.readline()) == {"n": 1}


@needs_server
def test_a_guest_does_not_hear_what_only_readers_may():
	listening = listener(SITE, room="User")
	assert json.loads(listening.stdout.readline()) == "connected"
	publish(event="list_update", message={"doctype": "User"}, doctype="User")
	publish(event="devtools_hello", message={"n": 1}, user="Administrator")
	assert json.loads(listening.stdout.readline()) == "silence"


@needs_server
def test_an_unknown_site_is_refused():
	assert "namespace" in json.loads(listener("no-such-site").stdout.readline()).lower()


def test_a_body_of_unknown_length_and_the_callers_address_are_handed_on(front_door):
	received = {}

	class Backend(http.server.BaseHTTPRequestHandler):
		def do_POST(self):
			size = int(self.rfile.readline(), 16)
			received.update(body=self.rfile.read(size), forwarded=self.headers["X-Forwarded-For"])
			self.send_response(201)
			self.send_header("Content-Length", "2")
			self.end_headers()
			self.wfile.write(b"ok")

		def log_message(self, *_):
			pass

	backend, url = front_door
	server = http.server.HTTPServer(("127.0.0.1", backend), Backend)
	threading.Thread(target=server.handle_request, daemon=True).start()
	answer = requests.post(url, data=iter([b"hello"]), headers={"X-Forwarded-For": "203.0.113.9"}, timeout=10)
	server.server_close()
	assert (answer.status_code, answer.text) == (201, "ok")
	assert received == {"body": b"hello", "forwarded": "127.0.0.1"}


def test_an_idle_connection_closed_by_the_web_server_costs_no_request(front_door):
	"""gunicorn closes idle connections unannounced; a request sent on such a one would be lost."""
	backend, url = front_door

	def answer_once():
		for _ in range(3):
			connection = listening.accept()[0]
			connection.recv(65536)
			connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
			connection.recv(65536)  # the door has hung up, or asks again and gets no answer
			connection.close()

	with socket.create_server(("127.0.0.1", backend)) as listening:
		threading.Thread(target=answer_once, daemon=True).start()
		assert [requests.get(url, timeout=10).status_code for _ in range(3)] == [200, 200, 200]


def test_a_silent_web_server_is_named(front_door):
	answer = requests.get(front_door[1], timeout=10)
	assert answer.status_code == 502
	assert "does not answer" in answer.text


@pytest.fixture
def front_door(tmp_path, monkeypatch):
	"""The relay alone before a port where nothing listens; yields that port and the door's address."""
	if not ports.answers(ports.port("redis")):
		pytest.skip("Redis is not running: run ./dev test")
	monkeypatch.setattr(paths, "LOGS", tmp_path)
	backend = ports.any_free(41000)
	door = ports.any_free(backend + 1)
	env = {
		"BENCH_DIR": str(paths.BENCH),
		"PORT": str(door),
		"BACKEND_PORT": str(backend),
		"REDIS_URL": f"redis://127.0.0.1:{ports.port('redis')}",
	}
	with Group() as group:
		group.start(
			"door", ["node", paths.NODE / "realtime/server.mjs"], paths.NODE, {**shell.environment(), **env}
		)
		group.wait_until(lambda: ports.answers(door), "the front door")
		yield backend, f"http://127.0.0.1:{door}"

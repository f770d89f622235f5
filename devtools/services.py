"""Private MariaDB and Redis of this checkout: own data, socket and ports on 127.0.0.1, shared by all ./dev runs."""

import getpass
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from devtools import paths, ports, shell
from devtools.daemons import Daemon
from devtools.errors import Failure
from devtools.packages import program
from devtools.secrets_file import secret
from devtools.steps import timed


def socket_file() -> Path:
	"""MariaDB's socket. Its path may have 107 bytes only; a deep checkout gets one in the temporary folder."""
	file = paths.RUN / "mariadb.sock"
	if len(str(file)) < 100:
		return file
	digest = hashlib.sha256(str(paths.ROOT).encode()).hexdigest()[:12]
	return Path(tempfile.gettempdir()) / f"gg-{os.getuid()}-{digest}.sock"


def as_root() -> list[str]:
	"""mariadbd refuses root unless told."""
	return ["--user=root"] if os.geteuid() == 0 else []


def mariadb() -> Daemon:
	return Daemon(
		"mariadb",
		[
			program("mariadbd") or "mariadbd",
			"--no-defaults",
			f"--datadir={paths.MARIADB}",
			f"--socket={socket_file()}",
			f"--port={ports.port('mariadb')}",
			"--bind-address=127.0.0.1",
			"--skip-name-resolve",
			"--character-set-server=utf8mb4",
			"--collation-server=utf8mb4_unicode_ci",
			"--innodb-buffer-pool-size=1G",
			"--innodb-log-file-size=512M",
			"--innodb-flush-log-at-trx-commit=2",
			"--max-allowed-packet=256M",
			"--max-connections=300",
			"--performance-schema=OFF",
			*as_root(),
		],
	)


def redis() -> Daemon:
	"""One Redis for cache, queue and realtime; the queue must not be thrown away, so nothing is evicted."""
	command = [
		program("redis-server") or "redis-server",
		"--bind",
		"127.0.0.1",
		"--port",
		str(ports.port("redis")),
	]
	return Daemon("redis", [*command, "--dir", str(paths.REDIS), "--save", "", "--appendonly", "no"])


def start() -> bool:
	"""Both services answer afterwards. Those of another ./dev are used as they are; True if none ran before."""
	paths.RUN.mkdir(parents=True, exist_ok=True)
	paths.REDIS.mkdir(parents=True, exist_ok=True)
	create_data_folder()
	found_running = False
	for name, service, ready in (("mariadb", mariadb, mariadb_answers), ("redis", redis, redis_answers)):
		if service().alive():
			wait(name, ready)
			found_running = True
			continue
		port = ports.port(name, renew_if_taken=True)
		timed(f"{name} on 127.0.0.1:{port}", partial(start_one, name, service(), ready))
	return not found_running


def start_one(name: str, service: Daemon, ready: Callable[[], bool]) -> None:
	service.start()
	wait(name, ready)


def stop() -> None:
	for service in (mariadb(), redis()):
		service.stop()


def running() -> bool:
	return mariadb().alive() and redis().alive()


def wait(name: str, ready: Callable[[], bool], seconds: float = 60) -> None:
	until = time.monotonic() + seconds
	while not ready():
		if time.monotonic() > until:
			log = paths.LOGS / f"{name}.log"
			raise Failure(
				f"{name} does not answer on port {ports.port(name)}. The end of {paths.shown(log)}:\n{shell.tail(log)}",
				"Run ./dev doctor; if its data is damaged, ./dev clean removes everything it made.",
			)
		time.sleep(0.1)


def mariadb_answers() -> bool:
	return client_output("select 1") == "1"


def redis_answers() -> bool:
	return ports.answers(ports.port("redis"))


def create_data_folder() -> None:
	"""A fresh MariaDB data folder, made aside and moved into place, so that half a folder is never used."""
	if paths.MARIADB.exists():
		return
	part = paths.HOME / "mariadb.part"

	def work():
		shutil.rmtree(part, ignore_errors=True)
		command = [
			program("mariadb-install-db") or "mariadb-install-db",
			"--no-defaults",
			f"--datadir={part}",
		]
		account = [
			"--auth-root-authentication-method=normal",
			"--skip-test-db",
			f"--user={getpass.getuser()}",
		]
		shell.run([*command, *account], "mariadb-install")
		# names are not resolved, so a client on TCP is root@127.0.0.1, never root@localhost
		accounts = (
			f"FLUSH PRIVILEGES;\nALTER USER root@localhost IDENTIFIED BY '{secret('database')}';\n"
			f"CREATE OR REPLACE USER root@127.0.0.1 IDENTIFIED BY '{secret('database')}';\n"
			"GRANT ALL PRIVILEGES ON *.* TO root@127.0.0.1 WITH GRANT OPTION;\n"
		)
		shell.run(
			[program("mariadbd"), "--no-defaults", f"--datadir={part}", "--bootstrap", *as_root()],
			"mariadb-install",
			stdin=accounts,
		)
		part.replace(paths.MARIADB)

	timed("MariaDB data folder", work)


def client(*more: str, dump: bool = False) -> list[str]:
	"""A mariadb (or mariadb-dump) command as the database's root; the password goes by client_env."""
	name = "mariadb-dump" if dump else "mariadb"
	connection = ["--protocol=tcp", "--host=127.0.0.1", f"--port={ports.port('mariadb')}", "--user=root"]
	return [program(name) or name, "--no-defaults", *connection, *more]


def client_env() -> dict[str, str]:
	return shell.environment(MYSQL_PWD=secret("database"))


def client_output(sql: str) -> str | None:
	"""The result of a query as text, tabs between columns; None when MariaDB does not answer or refuses."""
	done = subprocess.run(client("-N", "-B", "-e", sql), env=client_env(), capture_output=True, text=True)
	return done.stdout.strip() if done.returncode == 0 else None

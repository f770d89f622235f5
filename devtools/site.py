"""Sites: one is made by `bench new-site` and set up for China, the others are copies of its database."""

import json
import secrets
import shutil
import subprocess
from pathlib import Path

from devtools import bench, paths, services, shell
from devtools.errors import Failure
from devtools.secrets_file import secret
from devtools.steps import fingerprint, read_stamps, replace_json, say, step, timed, write_stamp

FRESH = "fresh.localhost"  # exists only while its dump is made
BEGUN = "install begun"
FOLDERS = ("public/files", "private/files", "private/backups", "locks", "logs")


def dump_file() -> Path:
	return paths.DUMPS / "fresh.sql"


def config(site: str) -> dict:
	return json.loads((paths.SITES / site / "site_config.json").read_text())


def set_config(site: str, **values: object) -> None:
	"""Put values into the site's config; nothing is written when they stand there already."""
	if {**config(site), **values} != config(site):
		replace_json(paths.SITES / site / "site_config.json", {**config(site), **values})


def exists(site: str) -> bool:
	"""The site's folder and its database are there, and it was made to the end."""
	if f"site {site}" not in read_stamps() or not (paths.SITES / site / "site_config.json").exists():
		return False
	return bool(services.client_output(f"show databases like '{config(site)['db_name']}'"))


def ensure(site: str) -> bool:
	"""A site with Frappe, in Chinese, wizard done. True if it was made now."""
	if exists(site):
		return False
	step("fresh database", fingerprint(read_stamps().get("bench init")), make_dump, dump_file().exists)
	return step(f"site {site}", "made", lambda: create(site), lambda: exists(site))


def create(site: str, source: Path | None = None, **settings: object) -> None:
	"""A copy of the fresh database, or of a given dump, and its config.

	The database's name is new each time, so nothing cached under an older one is found.
	"""
	remove(site)
	name = "_" + secrets.token_hex(8)
	password = secrets.token_urlsafe(12)
	sql(
		f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci; "
		f"CREATE OR REPLACE USER `{name}`@`%` IDENTIFIED BY '{password}'; "
		f"GRANT ALL PRIVILEGES ON `{name}`.* TO `{name}`@`%`; FLUSH PRIVILEGES;"
	)
	with (source or dump_file()).open("rb") as sql_text:
		piped(services.client(name), stdin=sql_text)
	for folder in FOLDERS:
		(paths.SITES / site / folder).mkdir(parents=True, exist_ok=True)
	replace_json(
		paths.SITES / site / "site_config.json",
		{**settings, "db_name": name, "db_password": password, "db_type": "mariadb"},
	)


def make_dump() -> None:
	"""A fresh site by the official way, dumped and dropped again."""
	remove(FRESH)
	connection = [
		"--db-root-username",
		"root",
		"--db-root-password",
		secret("database"),
		"--no-mariadb-socket",
	]
	command = [paths.BENCH_CLI, "new-site", FRESH, "--admin-password", secret("administrator"), *connection]
	shell.run(command, "new-site", cwd=paths.BENCH)
	wizard = [paths.PYTHON, "-W", "ignore", paths.DEVTOOLS / "in_site/wizard.py", FRESH]
	shell.run(wizard, "new-site", cwd=paths.SITES)
	dump(FRESH, dump_file())
	remove(FRESH)


def dump(site: str, file: Path) -> None:
	"""The site's database as SQL, put into place when it is whole."""
	file.parent.mkdir(parents=True, exist_ok=True)
	part = file.with_suffix(".part")
	with part.open("wb") as out:
		piped(services.client("--single-transaction", config(site)["db_name"], dump=True), stdout=out)
	part.replace(file)


def ensure_copies(of: str, sites: list[str], anew: bool) -> None:
	"""Each of `sites` is a copy of the finished site `of`: made when missing, of another state, or `anew`."""
	mark = read_stamps()[f"app on {of}"]
	stale = [
		name for name in sites if anew or read_stamps().get(f"app on {name}") != mark or not exists(name)
	]
	if not stale:
		return

	def work():
		file = paths.DUMPS / f"{of}.sql"
		dump(of, file)
		for name in stale:
			create(name, file, **config(of))
			write_stamp(f"site {name}", "made")
			write_stamp(f"app on {name}", mark)
		file.unlink()

	timed(f"{' '.join(stale)} from {of}", work)


def remove(site: str) -> None:
	"""Database, user and folder of a site, if they are there."""
	write_stamp(f"site {site}", None)
	write_stamp(f"app on {site}", None)
	file = paths.SITES / site / "site_config.json"
	if file.exists():
		name = config(site)["db_name"]
		sql(f"DROP DATABASE IF EXISTS `{name}`; DROP USER IF EXISTS `{name}`@`%`;")
	shutil.rmtree(paths.SITES / site, ignore_errors=True)


def sql(statement: str) -> None:
	piped(services.client("-e", statement))


def piped(command: list[str], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) -> None:
	done = subprocess.run(
		command, env=services.client_env(), stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
	)
	if done.returncode:
		raise Failure(f"MariaDB refused: {done.stderr.decode(errors='replace').strip()}", "Run ./dev doctor.")


def ensure_app(site: str) -> bool:
	"""Our app on the site: installed, or migrated when what migrate looks at has changed. True if there was work."""
	mark = app_mark()
	known = read_stamps().get(f"app on {site}")
	if known == mark:
		return False
	if known not in (None, BEGUN) or has_app(site):
		command, words = "migrate", ("migrate", "--skip-search-index")
	else:
		# a second try finds the records of the first one
		command, words = "install-app", ("install-app", paths.APP, *(["--force"] if known == BEGUN else []))
		write_stamp(f"app on {site}", BEGUN)
	timed(
		f"{command} on {site}", lambda: bench.frappe(site, *words, log=command, remedy=remedy(site, command))
	)
	write_stamp(f"app on {site}", mark)
	return True


def has_app(site: str) -> bool:
	return paths.APP in (shell.output(bench.frappe_command(site, "list-apps"), cwd=paths.SITES) or "")


def remedy(site: str, command: str) -> str:
	return (
		f"Mend the app (all of it is in .bench/logs/{command}.log) and run the same command again; "
		f"if the site itself is spoilt, ./dev site {site} --remove takes it away."
	)


def app_mark() -> str:
	"""What an installed app consists of, as far as install and migrate read it: records, seeds, hooks, patches."""
	app = paths.ROOT / paths.APP
	looked_at = [
		"grid_governance",
		"seeds",
		"workflows",
		"fixtures",
		"patches",
		"hooks.py",
		"install.py",
		"patches.txt",
	]
	return fingerprint(*(app / name for name in looked_at if (app / name).exists()))


def show(site: str) -> None:
	say(f"  {site}: Administrator / {secret('administrator')}")


def show_portal(site: str, url: str) -> None:
	"""Residents sign in by a texted code; these sites send nothing, they write it down."""
	log = paths.shown(paths.SITES / site / "logs/portal.log")
	say(f"  residents: {url}/portal, the texted code is the last line of {log}")

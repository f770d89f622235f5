"""The Frappe bench in .bench/bench: made by frappe-bench, our app linked into it, its assets built."""

import getpass
import json
import shutil
import socket
import sys

from devtools import paths, ports, shell
from devtools.errors import Failure
from devtools.platform import source
from devtools.steps import fingerprint, replace_json, step, write_stamp

REMEDY = "Is a Python package index reachable (pip config list)? Then run the same command again."


def install(chosen: source.Source) -> None:
	"""A working bench with our app, its test packages and built assets."""
	step("bench init", fingerprint(chosen), lambda: init(chosen), paths.PYTHON.exists)
	source.remember(chosen)
	write_config()
	project = paths.ROOT / "pyproject.toml"
	step(
		"app linked into the bench", fingerprint(project), link_app, lambda: (paths.APPS / paths.APP).exists()
	)
	list_app()
	builder = [paths.NODE / "assets"] if chosen.kind == "restored" else []
	step("assets of frappe", fingerprint(chosen, *builder), lambda: build_assets("frappe"), assets_present)
	public = paths.ROOT / paths.APP / "public"
	step(f"assets of {paths.APP}", fingerprint(public, *builder), lambda: build_assets(paths.APP))


def init(chosen: source.Source) -> None:
	"""`bench init`, always from the start: half a bench of an interrupted run is removed first."""
	if any(paths.SITES.glob("*/site_config.json")):
		raise Failure(
			f"The bench in {paths.shown(paths.BENCH)} has sites, but its environment is gone or of another Frappe.",
			"./dev clean removes the bench with its sites; then run the same command again.",
		)
	shutil.rmtree(paths.BENCH, ignore_errors=True)
	shutil.rmtree(paths.COMPILED, ignore_errors=True)
	for later in ("app linked into the bench", "assets of frappe", f"assets of {paths.APP}"):
		write_stamp(later, None)
	# bench runs as root only when told so by a config in the folder where it is called
	starting = paths.HOME / "init"
	replace_json(starting / "sites/common_site_config.json", {"frappe_user": getpass.getuser()})
	command = [paths.BENCH_CLI, "init", "--frappe-path", chosen.address, "--frappe-branch", chosen.branch]
	options = ["--python", sys.executable, "--skip-assets", "--no-backups", "--skip-redis-config-generation"]
	shell.run([*command, *options, paths.BENCH], "bench-init", cwd=starting, remedy=REMEDY)


def write_config() -> None:
	"""common_site_config.json: what we know is put in, what others wrote stays."""
	file = paths.SITES / "common_site_config.json"
	config = json.loads(file.read_text()) if file.exists() else {}
	redis = f"redis://127.0.0.1:{ports.port('redis')}"
	ours = {
		"db_host": "127.0.0.1",
		"db_port": ports.port("mariadb"),
		"frappe_user": getpass.getuser(),
		"redis_cache": redis,
		"redis_queue": redis,
		"redis_socketio": redis,
		"webserver_port": ports.port("web"),
		"live_reload": False,
		"serve_default_site": False,
		"developer_mode": 0,
	}
	if {**config, **ours} != config:
		replace_json(file, {**config, **ours})


def link_app() -> None:
	"""The project itself becomes apps/grid_governance, so that edits are live."""
	link = paths.APPS / paths.APP
	if not link.exists():
		link.unlink(missing_ok=True)
		link.symlink_to(paths.ROOT)
	pip_install("-e", f"{link}[test]")


def pip_install(*what: str) -> None:
	uv = paths.TOOLS / "bin/uv"
	if uv.exists():
		command = [uv, "pip", "install", "--quiet", "--python", paths.PYTHON, *what]
	else:
		command = [paths.PYTHON, "-m", "pip", "install", "--quiet", *what]
	shell.run(command, "pip", cwd=paths.BENCH, remedy=REMEDY)


def list_app() -> None:
	file = paths.SITES / "apps.txt"
	listed = file.read_text().split()
	if paths.APP not in listed:
		file.write_text("\n".join([*listed, paths.APP]) + "\n")


def assets_present() -> bool:
	return (paths.SITES / "assets/assets.json").exists()


def build_assets(app: str) -> None:
	"""`bench build`: the restored Frappe's package.json calls our builder, a genuine one its own."""
	shell.run([paths.BENCH_CLI, "build", "--app", app], "assets", cwd=paths.BENCH)
	forget_asset_names()


def forget_asset_names() -> None:
	"""assets.json is cached in Redis, one copy for all sites."""
	with socket.create_connection(("127.0.0.1", ports.port("redis")), 5) as redis:
		redis.sendall(b"*2\r\n$3\r\nDEL\r\n$11\r\nassets_json\r\n")
		redis.recv(64)


def frappe(site: str, *command: object, log: str = "site", remedy: str = "") -> None:
	"""A frappe command on a site, output to a log file."""
	shell.run(frappe_command(site, *command), log, cwd=paths.SITES, remedy=remedy)


def frappe_command(site: str | None, *command: object) -> list[str]:
	"""The words of a frappe command, to be run in the sites folder. Quicker than the bench program around it."""
	call = [paths.PYTHON, "-W", "ignore", "-m", "frappe.utils.bench_helper", "frappe"]
	return [str(word) for word in (*call, *(("--site", site) if site else ()), *command)]

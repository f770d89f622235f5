"""A served site: gunicorn behind the front door with realtime, and workers and scheduler where wanted."""

import os
import urllib.error
import urllib.request

from devtools import bench, paths, ports, shell, site
from devtools.processes import Group


class Server:
	"""Addresses and environment of one served site. `redis_db` keeps the background jobs of sites apart."""

	def __init__(self, name: str, port: int, redis_db: int = 0):
		self.site = name
		self.port = port
		self.backend = ports.any_free(port + 1000)
		self.redis = f"redis://127.0.0.1:{ports.port('redis')}/{redis_db}"
		self.url = f"http://127.0.0.1:{port}"

	def environment(self, **extra: str) -> dict[str, str]:
		"""For everything that works on this site: server, workers, tests."""
		return shell.environment(
			FRAPPE_SITE=self.site,
			FRAPPE_REDIS_QUEUE=self.redis,
			SITES_PATH=str(paths.SITES),
			PYTHONPATH=str(paths.ROOT),
			PYTHONUNBUFFERED="1",
			**extra,
		)

	def start(self, group: Group, scheduler: bool = False, reload: bool = False) -> None:
		"""Start all and wait until the site answers a request."""
		site.set_config(self.site, host_name=self.url)
		env = self.environment()
		env.pop("CI", None)  # Frappe takes short cuts under it
		web = [paths.PYTHON, "-W", "ignore", "-m", "gunicorn", "--bind", f"127.0.0.1:{self.backend}"]
		size = ["--workers", str(min(4, os.cpu_count() or 2)), "--worker-class", "gthread", "--threads", "8"]
		more = ["--timeout", "300", "--graceful-timeout", "5", *(["--reload"] if reload else ["--preload"])]
		group.start("web", [*web, *size, *more, "devtools.web.wsgi:application"], paths.SITES, env)
		front = {"BENCH_DIR": str(paths.BENCH), "PORT": str(self.port), "BACKEND_PORT": str(self.backend)}
		group.start(
			"realtime",
			["node", paths.NODE / "realtime/server.mjs"],
			paths.NODE,
			{**env, **front, "REDIS_URL": self.redis},
		)
		worker = bench.frappe_command(None, "worker", "--queue", "short,default,long")
		group.start("worker", worker, paths.SITES, env)
		if scheduler:
			group.start("scheduler", bench.frappe_command(None, "schedule"), paths.SITES, env)
		group.wait_until(self.answers, f"{self.site} at {self.url}")

	def answers(self) -> bool:
		try:
			with urllib.request.urlopen(f"{self.url}/api/method/ping", timeout=5) as response:
				return response.status == 200
		except (urllib.error.URLError, OSError):
			return False

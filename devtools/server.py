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
		# not 9000, where the pages of a developer's own server look for realtime
		self.backend = ports.any_free(port + 10_000)
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

	def addresses(self) -> dict[str, str]:
		"""What a test needs to know of this site: its name, address and queue."""
		own = {"FRAPPE_SITE": self.site, "FRAPPE_REDIS_QUEUE": self.redis}
		return {**own, "GG_SITE": self.site, "GG_URL": self.url}

	def start(self, group: Group, scheduler: bool = False, reload: bool = False, share: int = 1) -> None:
		"""Start all its processes. `share`: how many servers share the machine's cores."""
		# what ./dev serves is for trial: the portal's sign-in codes go to the site's log
		site.set_config(self.site, host_name=self.url, grid_governance_trial=1)
		env = self.environment()
		env.pop("CI", None)  # Frappe takes short cuts under it
		web = [paths.PYTHON, "-W", "ignore", "-m", "gunicorn", "--bind", f"127.0.0.1:{self.backend}"]
		workers = min(4, -(-(os.cpu_count() or 2) // share))
		size = ["--workers", str(workers), "--worker-class", "gthread", "--threads", "8"]
		# gunicorn closes an idle connection unannounced; the front door's next request on it would be lost (502)
		more = ["--keep-alive", "0", "--timeout", "300", "--graceful-timeout", "5"]
		more.append("--reload" if reload else "--preload")
		group.start(
			f"web-{self.site}", [*web, *size, *more, "devtools.web.wsgi:application"], paths.SITES, env
		)
		front = {"BENCH_DIR": str(paths.BENCH), "PORT": str(self.port), "BACKEND_PORT": str(self.backend)}
		group.start(
			f"realtime-{self.site}",
			["node", paths.NODE / "realtime/server.mjs"],
			paths.NODE,
			{**env, **front, "REDIS_URL": self.redis},
		)
		worker = bench.frappe_command(None, "worker", "--queue", "short,default,long")
		group.start(f"worker-{self.site}", worker, paths.SITES, env)
		if scheduler:
			group.start(f"scheduler-{self.site}", bench.frappe_command(None, "schedule"), paths.SITES, env)

	def wait(self, group: Group) -> None:
		"""Until the site answers a request."""
		group.wait_until(self.answers, f"{self.site} at {self.url}")

	def answers(self) -> bool:
		try:
			with urllib.request.urlopen(f"{self.url}/api/method/ping", timeout=5) as response:
				return response.status == 200
		except (urllib.error.URLError, OSError):
			return False

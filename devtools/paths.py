"""Where everything lies. All that ./dev makes is under .bench/ of the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEVTOOLS = ROOT / "devtools"
APP = "grid_governance"

HOME = ROOT / ".bench"
RUN = HOME / "run"  # pid files, ports, secrets, stamps of finished steps
LOGS = HOME / "logs"
TOOLS = HOME / "tools"  # venv with frappe-bench
NODE = HOME / "node"  # node_modules, and copies of our builder and relay beside them
PLATFORM = HOME / "platform"  # Frappe, restored to a local git repository
COMPILED = HOME / "compiled"  # Python's bytecode
DUMPS = HOME / "dumps"  # fresh sites, kept to make the next one quickly

BENCH = HOME / "bench"
SITES = BENCH / "sites"
APPS = BENCH / "apps"
PYTHON = BENCH / "env/bin/python"
BENCH_CLI = TOOLS / "bin/bench"

MARIADB = HOME / "mariadb"
REDIS = HOME / "redis"


def shown(path: Path) -> str:
	"""The path as a user in the project's folder would write it."""
	try:
		return str(Path(path).relative_to(ROOT))
	except ValueError:
		return str(path)

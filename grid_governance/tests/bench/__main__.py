"""./dev bench [NAME…]: measure what design and README promise; exit 1 when a promise is not met."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

import frappe

from grid_governance.tests import bench
from grid_governance.tests.bench import table


def names() -> list[str]:
	"""The modules of this package that offer run()."""
	found = (module.name for module in pkgutil.iter_modules(bench.__path__))
	return sorted(name for name in found if name not in ("table", "ground", "case_ground", "__main__"))


def main(wanted: list[str]) -> int:
	unknown = [name for name in wanted if name not in names()]
	if unknown:
		print(f"No measurement {unknown[0]}. There are: {', '.join(names())}")
		return 2
	frappe.init(site=os.environ["GG_SITE"], sites_path=".")
	frappe.connect()
	met = True
	for name in wanted or names():
		print(f"\n== {name}")
		met &= table.show(importlib.import_module(f"{bench.__name__}.{name}").run())
	frappe.destroy()
	return 0 if met else 1


sys.exit(main(sys.argv[1:]))

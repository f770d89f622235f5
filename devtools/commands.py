"""What each command of ./dev does, in the order of its steps."""

from devtools import bench, packages, services, site, toolchain
from devtools.platform import source


def setup(options, rest=()) -> None:
	packages.install()
	toolchain.install()
	services.start()
	chosen = source.choose(options.frappe, options.frappe_branch)
	bench.describe(chosen)
	source.prepare(chosen)
	bench.install(chosen)


def one_site(options, rest=()) -> None:
	setup(options)
	if options.remove:
		site.remove(options.name)
		return
	site.ensure(options.name)
	if not options.no_app:
		site.ensure_app(options.name)
	site.show(options.name)


BY_NAME = {"setup": setup, "site": one_site}

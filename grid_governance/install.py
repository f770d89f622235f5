"""What happens to a site when the app comes, is updated, and goes."""

from grid_governance import keys, seeds
from grid_governance.seeds import boards, desk, lists, site
from grid_governance.workflows import sync


def after_install() -> None:
	after_migrate()


def after_migrate() -> None:
	"""Runs at install and at every migrate; each step is idempotent and respects the admin's edits."""
	keys.ensure_secret()
	seeds.plant_all()
	sync.sync_all()


def before_uninstall() -> None:
	"""Take along what stands outside our module: the workflows, the team's Desk profile, lists' settings,
	and names for logins."""
	sync.remove_all()
	desk.remove()
	lists.remove()
	boards.remove()
	site.remove()

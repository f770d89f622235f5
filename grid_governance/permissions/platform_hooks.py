"""What hooks.py takes from the table of scopes."""

from __future__ import annotations

from collections.abc import Callable

from grid_governance.scopes import CHILD_PARENTS, SCOPES

HOOK_PREFIX = "rows_of_"


def list_hooks() -> dict[str, str]:
	"""DocType → dotted path of its list hook (this version of the platform passes no DocType)."""
	return {
		doctype: f"{__package__}.{HOOK_PREFIX}{doctype.replace(' ', '_').replace('-', '_')}"
		for doctype in (*SCOPES, *CHILD_PARENTS)
	}


def document_hooks() -> dict[str, str]:
	return dict.fromkeys(SCOPES, f"{__package__}.has_permission")


def search_hooks() -> dict[str, str]:
	"""Link search goes through our own query, which never ignores permissions."""
	return dict.fromkeys(SCOPES, "grid_governance.api.search.link_query")


def rows_of(hooks: dict[str, str], condition: Callable[[str, str | None], str]) -> Callable[[str], Callable]:
	"""The `__getattr__` of a module whose list hooks are `rows_of_Household` and its like.

	hooks: DocType → dotted path of its hook. condition(doctype, user) gives the WHERE of the list.
	"""
	doctypes = {path.rpartition(".")[2]: doctype for doctype, path in hooks.items()}

	def find(name: str) -> Callable[..., str]:
		if name not in doctypes:
			raise AttributeError(name)

		def rows(user: str | None = None) -> str:
			return condition(doctypes[name], user)

		return rows

	return find

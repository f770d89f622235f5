"""Who sees and does what, where: a post is an authority (docs/permissions.md).

The platform's role permissions say *what* a role may do; posts say *where*. A post counts for a
DocType only if its own duty's role carries the right, so a mediator in A who is neighbour head in B
has no mediator's rights in B. List hook and document hook come from the same table (scopes.py), so
they cannot disagree. Access beyond the posts has one mechanism: the platform's DocShare.

`granting` finds the posts that carry a right, `rows` makes SQL conditions of them, `document` judges one document,
`platform_hooks` is what hooks.py takes. Everybody else imports from here.
"""

from __future__ import annotations

from grid_governance.permissions.document import has_permission, may, reads
from grid_governance.permissions.granting import granting_posts
from grid_governance.permissions.platform_hooks import document_hooks, list_hooks, rows_of, search_hooks
from grid_governance.permissions.rows import NOTHING, conditions, in_range
from grid_governance.posts import (
	Post,
	closed_units_inside,
	forget_posts,
	posts_of,
	refresh_all_roles,
	refresh_roles,
)

__all__ = [
	"NOTHING",
	"Post",
	"closed_units_inside",
	"conditions",
	"document_hooks",
	"forget_posts",
	"granting_posts",
	"has_permission",
	"in_range",
	"list_hooks",
	"may",
	"posts_of",
	"reads",
	"refresh_all_roles",
	"refresh_roles",
	"rows_of",
	"search_hooks",
]

__getattr__ = rows_of(list_hooks(), lambda doctype, user: conditions(doctype, user))

"""Who is neighbour head (邻长) of a place: read from the posts, never kept twice."""

from __future__ import annotations

from grid_governance import serving

DUTY = "Neighbour Head"


def heads_of(unit: str) -> list[str]:
	"""Names of the neighbour heads whose valid post is exactly `unit` (usually a micro-grid)."""
	query, worker, post, _duty = serving.today()
	query = query.select(worker.worker_name).where((post.duty == DUTY) & (post.grid_unit == unit))
	return query.orderby(worker.worker_name).run(pluck=True)

from grid_governance.points.immutable import ImmutableDocument


class PointsAnchor(ImmutableDocument):
	"""The ledger's state at the end of a day. Written by points/anchors.py alone, never changed."""

from grid_governance.points.ledger.immutable import ImmutableDocument


class PointsAnchor(ImmutableDocument):
	"""The ledger's state at the end of a day. Written by points/ledger/anchors.py alone, never changed."""

"""Kinds and states of supervision. Pure."""

URGE, SUPERVISE, LISTED = "Urge", "Supervise", "List For Supervision"
KINDS = (URGE, SUPERVISE, LISTED)

AWAITING, UNDER_REVIEW = "Awaiting Reply", "Reply Under Review"
STRUCK_OFF, WITHDRAWN = "Struck Off", "Order Withdrawn"
OPEN = (AWAITING, UNDER_REVIEW)

ACCEPTED, NOT_ENOUGH = "Reply Accepted", "Reply Not Enough"

IN_CHARGE, CHARGE_ENDED = "Charge Running", "Charge Ended"
DRAFT, CONCLUDED = "Conference Draft", "Conference Concluded"

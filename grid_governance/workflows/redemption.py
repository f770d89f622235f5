"""Points Redemption: goods wait under a code, are handed over, called off, or come back.

On the spot both first steps are taken at once by points/redemption/shop.py, which also knows what a *part* is; Hold
Expired is the clock's own step.
"""

ON_HOLD = "On Hold"
PARTLY = "Partly Handed Over"
HANDED_OVER = "Handed Over"
CALLED_OFF = "Called Off"
EXPIRED = "Hold Expired"
RETURNED = "Goods Returned"

DESK = ("Shop Keeper", "Village Points Clerk", "Points Office")

DEFINITION = {
	"name": "Points Redemption",
	"document_type": "Points Redemption",
	"required_stages": (ON_HOLD, HANDED_OVER, CALLED_OFF, EXPIRED, RETURNED),
	"states": (
		(ON_HOLD, ON_HOLD, "Warning", DESK),
		(PARTLY, PARTLY, "Warning", DESK),
		(HANDED_OVER, HANDED_OVER, "Success", DESK),
		(CALLED_OFF, CALLED_OFF, "", DESK),
		(EXPIRED, EXPIRED, "", DESK),
		(RETURNED, RETURNED, "Danger", DESK),
	),
	"transitions": (
		(ON_HOLD, "Hand Over", HANDED_OVER, DESK),
		(PARTLY, "Hand Over", HANDED_OVER, DESK),
		(ON_HOLD, "Call Off", CALLED_OFF, DESK),
		(HANDED_OVER, "Take Goods Back", RETURNED, DESK),
	),
	"fingerprints": ("4b627d7f30cb4313",),
}

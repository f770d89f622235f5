"""Points Declaration: draft, check, endorsement, public notice; the ledger's own step is Credited.

On Notice and Under Objection have no transitions: the notice moves its rows (points/notice/notices.py, objections.py).
"""

DRAFT = "Draft"
AWAITING = "Awaiting Check"
CHECKED = "Checked"
ENDORSED = "Endorsed"
ON_NOTICE = "On Notice"
OBJECTED = "Under Objection"
CREDITED = "Credited"
SENT_BACK = "Sent Back"
REFUSED = "Not Recognised"
TAKEN_BACK = "Taken Back"

WRITERS = ("Neighbour Head", "Grid Officer", "Grid Head", "Village Points Clerk", "Points Office")
CHECKERS = ("Neighbour Head", "Grid Officer", "Grid Head", "Village Points Clerk", "Points Office")
ENDORSERS = ("Village Points Clerk", "Appraisal Group Member", "Points Office")

STATES = (
	(DRAFT, DRAFT, "", WRITERS),
	(AWAITING, AWAITING, "Warning", CHECKERS),
	(CHECKED, CHECKED, "Info", ENDORSERS),
	(ENDORSED, ENDORSED, "Primary", ("Points Office",)),
	(ON_NOTICE, ON_NOTICE, "Primary", ("Points Office",)),
	(OBJECTED, OBJECTED, "Danger", ("Points Office",)),
	(CREDITED, CREDITED, "Success", ("Points Office",)),
	(SENT_BACK, SENT_BACK, "Danger", WRITERS),
	(REFUSED, REFUSED, "Inverse", ("Points Office",)),
	(TAKEN_BACK, TAKEN_BACK, "Inverse", ("Points Office",)),
)
TRANSITIONS = (
	(DRAFT, "Declare", AWAITING, WRITERS),
	(SENT_BACK, "Declare", AWAITING, WRITERS),
	(AWAITING, "Check As True", CHECKED, CHECKERS),
	(AWAITING, "Send Back", SENT_BACK, CHECKERS),
	(AWAITING, "Do Not Recognise", REFUSED, CHECKERS),
	(CHECKED, "Endorse", ENDORSED, ENDORSERS),
	(CHECKED, "Send Back", SENT_BACK, ENDORSERS),
	(CHECKED, "Do Not Recognise", REFUSED, ENDORSERS),
	(DRAFT, "Take Back", TAKEN_BACK, WRITERS),
	(AWAITING, "Take Back", TAKEN_BACK, WRITERS),
	(SENT_BACK, "Take Back", TAKEN_BACK, WRITERS),
)

DEFINITION = {
	"name": "Points Declaration",
	"document_type": "Points Declaration",
	"required_stages": (DRAFT, AWAITING, CHECKED, ENDORSED, ON_NOTICE, OBJECTED, CREDITED),
	"states": STATES,
	"transitions": TRANSITIONS,
	"fingerprints": ("be0f825682e1ad37", "4bdfd03389399c21"),
}

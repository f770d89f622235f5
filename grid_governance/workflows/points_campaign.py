"""Points Campaign: drafted by one person, approved by another; stopped before its last day when need be."""

DRAFT = "Draft"
AWAITING = "Awaiting Approval"
APPROVED = "Campaign Approved"
STOPPED = "Campaign Stopped"
DROPPED = "Dropped"

WRITERS = ("Village Points Clerk", "Points Office")
OFFICE = ("Points Office",)

STATES = (
	(DRAFT, DRAFT, "", WRITERS),
	(AWAITING, AWAITING, "Warning", OFFICE),
	(APPROVED, APPROVED, "Success", WRITERS),
	(STOPPED, STOPPED, "Inverse", OFFICE),
	(DROPPED, DROPPED, "Inverse", OFFICE),
)
TRANSITIONS = (
	(DRAFT, "Ask Approval", AWAITING, WRITERS),
	(AWAITING, "Approve Campaign", APPROVED, OFFICE),
	(AWAITING, "Send Back", DRAFT, OFFICE),
	(APPROVED, "Stop Campaign", STOPPED, WRITERS),
	(DRAFT, "Drop Draft", DROPPED, WRITERS),
)

DEFINITION = {
	"name": "Points Campaign",
	"document_type": "Points Campaign",
	"required_stages": (DRAFT, APPROVED),
	"states": STATES,
	"transitions": TRANSITIONS,
	"fingerprints": ("b0e0a52a822ea45a",),
}

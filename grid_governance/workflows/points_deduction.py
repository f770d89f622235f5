"""Points Deduction: the person is told, heard, and another person decides."""

DRAFT = "Draft"
TOLD = "Person Told"
HEARD = "Person Heard"
DECIDED = "Deduction Decided"
NOTHING = "No Deduction"
TAKEN_BACK = "Taken Back"

WRITERS = ("Village Points Clerk", "Points Office")
DECIDERS = ("Village Points Clerk", "Appraisal Group Member", "Points Office")

STATES = (
	(DRAFT, DRAFT, "", WRITERS),
	(TOLD, TOLD, "Warning", DECIDERS),
	(HEARD, HEARD, "Info", DECIDERS),
	(DECIDED, DECIDED, "Success", ("Points Office",)),
	(NOTHING, NOTHING, "Inverse", ("Points Office",)),
	(TAKEN_BACK, TAKEN_BACK, "Inverse", ("Points Office",)),
)
TRANSITIONS = (
	(DRAFT, "Tell The Person", TOLD, WRITERS),
	(TOLD, "Record Hearing", HEARD, WRITERS),
	(TOLD, "Decide Deduction", DECIDED, DECIDERS),
	(HEARD, "Decide Deduction", DECIDED, DECIDERS),
	(TOLD, "Do Not Deduct", NOTHING, DECIDERS),
	(HEARD, "Do Not Deduct", NOTHING, DECIDERS),
	(DRAFT, "Take Back", TAKEN_BACK, WRITERS),
	(TOLD, "Take Back", TAKEN_BACK, WRITERS),
)

DEFINITION = {
	"name": "Points Deduction",
	"document_type": "Points Deduction",
	"required_stages": (DRAFT, TOLD, DECIDED),
	"states": STATES,
	"transitions": TRANSITIONS,
	"fingerprints": ("166d174246a94725",),
}

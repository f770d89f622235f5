"""Points Rules: opinions, assembly, filing with the township, in force; Superseded is the code's own step."""

DRAFT = "Draft"
OPINIONS = "Opinions Sought"
ASSEMBLY = "Assembly Held"
FILED = "Filed With The Township"
IN_EFFECT = "In Effect"
SUPERSEDED = "Superseded"
DROPPED = "Dropped"

WRITERS = ("Village Points Clerk", "Points Office")
OFFICE = ("Points Office",)

STATES = (
	(DRAFT, DRAFT, "", WRITERS),
	(OPINIONS, OPINIONS, "Warning", WRITERS),
	(ASSEMBLY, ASSEMBLY, "Info", WRITERS),
	(FILED, FILED, "Primary", WRITERS),
	(IN_EFFECT, IN_EFFECT, "Success", OFFICE),
	(SUPERSEDED, SUPERSEDED, "Inverse", OFFICE),
	(DROPPED, DROPPED, "Inverse", OFFICE),
)
TRANSITIONS = (
	(DRAFT, "Seek Opinions", OPINIONS, WRITERS),
	(OPINIONS, "Record Assembly", ASSEMBLY, WRITERS),
	(ASSEMBLY, "File With The Township", FILED, OFFICE),
	(FILED, "Bring Into Force", IN_EFFECT, WRITERS),
	(OPINIONS, "Send Back", DRAFT, WRITERS),
	(ASSEMBLY, "Send Back", DRAFT, OFFICE),
	(FILED, "Send Back", DRAFT, OFFICE),
	(DRAFT, "Drop Draft", DROPPED, WRITERS),
)

DEFINITION = {
	"name": "Points Rules",
	"document_type": "Points Rules",
	"required_stages": (DRAFT, FILED, IN_EFFECT, SUPERSEDED),
	"states": STATES,
	"transitions": TRANSITIONS,
	"fingerprints": ("11907178b14202c2",),
}

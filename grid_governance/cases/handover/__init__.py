# What hangs on a case and is opened to the receiver of a handover together with it.
HANGING = (
	"Mediation Session",
	"Mediation Agreement",
	"Term Performance",
	"Judicial Confirmation",
	"Return Visit",
	"Investigation Record",
	"Performance Urging",
	"Case Invitation",
	"Case Clock",
	"Supervision Order",
	"Case File",
)
# Steps of mediation that are records of their own: whoever takes one has signed for the case.
STEPS = ("Mediation Session", "Mediation Agreement", "Term Performance")
ROOM = "grid_governance.cases.handover"
DOC_EVENTS = {
	doctype: {
		"after_insert": [f"{ROOM}.by_step.sign_by_record"] * (doctype in STEPS)
		+ [f"{ROOM}.access.follow_new_record"]
	}
	for doctype in HANGING
}

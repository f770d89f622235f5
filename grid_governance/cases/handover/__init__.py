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
DOC_EVENTS = {
	doctype: {"after_insert": "grid_governance.cases.handover.access.follow_new_record"}
	for doctype in HANGING
}

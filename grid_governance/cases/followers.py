"""The records that hang on a case: they follow its place, body and mediator, and are sealed with its file. Pure."""

FOLLOWERS = (
	"Mediation Session",
	"Mediation Agreement",
	"Term Performance",
	"Case Clock",
	"Supervision Order",
	"Leader In Charge",
	"Case Handover",
	"Case Invitation",
	"Performance Urging",
	"Judicial Confirmation",
	"Return Visit",
	"Investigation Record",
	"Case File",
)

"""The limits that clocks run for, and the states of a clock. Pure."""

SIGN_FOR = "Sign For Handover"
HANDLE = "Handle Handover"
MEDIATION = "Mediation"
ESCALATION_REPORT = "Escalation Report"
REPLY_TO_SENDER = "Reply To Sender"
REPLY_TO_VISITOR = "Reply To Visitor"
SUPERVISION_REPLY = "Supervision Reply"
RETURN_VISIT = "Return Visit"
CONFIRMATION = "Judicial Confirmation"
LIMITS = (
	SIGN_FOR,
	HANDLE,
	MEDIATION,
	ESCALATION_REPORT,
	REPLY_TO_SENDER,
	REPLY_TO_VISITOR,
	SUPERVISION_REPLY,
	RETURN_VISIT,
	CONFIRMATION,
)

RUNNING, PAUSED, MET, WARNED, BREACHED, EXTENDED = (
	"Running",
	"Paused",
	"Met",
	"Warned",
	"Breached",
	"Extended",
)
STATES = (RUNNING, PAUSED, MET, WARNED, BREACHED, EXTENDED)
# Time goes by and the end is ahead.
TICKING = (RUNNING, WARNED, EXTENDED)

NOT_AT_ALL = "Not At All"
WITH_REASON = "With A Reason"
WITH_CONSENT = "With The Parties' Consent"
BY_UNIT_ABOVE = "By The Unit Above"

"""What happens at the warning and at the end of a limit beyond telling people: limit → dotted function(clock: dict).

The function gets the clock's columns, works in the sweep's transaction and may throw: the clock is then tried again
a quarter of an hour later, and the error stands in the Error Log.
"""

WARNED: dict[str, str] = {}
BREACHED: dict[str, str] = {
	"Sign For Handover": "grid_governance.cases.handover.acts.deem_signed",
	"Mediation": "grid_governance.cases.clocks.cases.propose_ending",
}

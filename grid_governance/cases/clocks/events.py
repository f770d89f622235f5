"""What happens at the warning and at the end of a limit beyond telling people: limit → dotted function(clock: dict).

EVERY_BREACH runs for every limit. A function gets the clock's columns (sweep.COLUMNS), works in the sweep's
transaction and may throw: what the clock's functions did is then taken back and tried again a quarter of an hour
later, and the error stands in the Error Log.
"""

from grid_governance.cases.clocks import limits

WARNED: dict[str, str] = {}
BREACHED: dict[str, str] = {
	limits.SIGN_FOR: "grid_governance.cases.handover.acts.deem_signed",
	limits.MEDIATION: "grid_governance.cases.clocks.cases.propose_ending",
}
EVERY_BREACH = ("grid_governance.cases.supervision.by_rule.order",)


def of_warning(limit: str) -> tuple[str, ...]:
	return (WARNED[limit],) if limit in WARNED else ()


def of_breach(limit: str) -> tuple[str, ...]:
	return (*EVERY_BREACH, *([BREACHED[limit]] if limit in BREACHED else []))

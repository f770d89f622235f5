"""The stages of a dispute case, grouped by what they mean for the rules. Pure."""

REGISTERED = "Registered"
SCREENING = "Screening"
TAKEN_ON = "Taken On"
IN_MEDIATION = "In Mediation"
AGREEMENT_REACHED = "Agreement Reached"
IN_PERFORMANCE = "In Performance"
CLOSED = "Case Closed"
FILED = "Filed"
ON_THE_SPOT = "Settled On The Spot"
NOT_TAKEN_ON = "Not Taken On"
TERMINATED = "Terminated"
DIVERTED = "Diverted"
WITHDRAWN = "Application Withdrawn"

# Mediation can be recorded and agreements drawn up.
BEING_MEDIATED = (TAKEN_ON, IN_MEDIATION, AGREEMENT_REACHED, IN_PERFORMANCE)
# Ended without result: the reason is written down and told to the parties.
ENDED_BY_REASON = (NOT_TAKEN_ON, TERMINATED, DIVERTED, WITHDRAWN)
# At an end, may be filed.
ENDED = (CLOSED, ON_THE_SPOT, *ENDED_BY_REASON)
# History: Reorganise leaves these where they were.
OVER = (*ENDED, FILED)

PEOPLES_MEDIATION = "People's Mediation"
ALL_PERFORMED = "All Performed"

"""Grounds on which a case ends without a settlement, with the article that is printed on the notice."""

from grid_governance.cases.intake.endings import OTHER
from grid_governance.seeds import plant as plant_rows

NOT_TAKEN_ON, TERMINATED = "Not Taken On", "Terminated"
DIVERTED, WITHDRAWN = "Diverted", "Application Withdrawn"
LAW_17 = "People's Mediation Law, article 17"
LAW_26 = "People's Mediation Law, article 26"
RULES_22 = "Provisions on the Work of People's Mediation, article 22"

# (ground, ends as, legal basis), in the order in which they are offered
GROUNDS = (
	("A Party Clearly Refuses Mediation", NOT_TAKEN_ON, LAW_17),
	("Reserved To A Special Organ By Law", NOT_TAKEN_ON, RULES_22),
	("Not Allowed To Be Mediated By Law", NOT_TAKEN_ON, RULES_22),
	("Taken Up Or Settled By Court, Police Or An Authority", NOT_TAKEN_ON, RULES_22),
	("Administrative Dispute", NOT_TAKEN_ON, ""),
	("No Dispute Between Citizens Or Organisations", NOT_TAKEN_ON, ""),
	("No Agreement In Mediation", TERMINATED, LAW_26),
	("A Party No Longer Wants Mediation", TERMINATED, LAW_17),
	("Time Limit Over Without Agreement", TERMINATED, LAW_26),
	("A Party Turned To Court Or Arbitration", TERMINATED, ""),
	("A Party Does Not Come Or Cannot Be Reached", TERMINATED, LAW_26),
	("Signs Of An Offence Came Up", TERMINATED, ""),
	("Arbitration Comes First By Law", DIVERTED, ""),
	("An Authority Has To Decide", DIVERTED, ""),
	("A Judgment Is Needed", DIVERTED, ""),
	("Offence Against Public Security", DIVERTED, ""),
	("Parties Made Up Themselves", WITHDRAWN, ""),
	("Applicant Chooses Another Way", WITHDRAWN, ""),
	("Applicant Gives Up The Claim", WITHDRAWN, ""),
	(OTHER, "", ""),
)


def plant() -> None:
	plant_rows(
		"Ending Ground",
		[
			{"ground_name": name, "ends_as": ends_as, "legal_basis": basis, "sort_order": n * 10}
			for n, (name, ends_as, basis) in enumerate(GROUNDS, 1)
		],
		key="ground_name",
	)

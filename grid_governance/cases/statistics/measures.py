"""What the reports of cases count, as data: one DocType, a time field, filters; a sum of a field or a number of rows.

The same filters open the list behind a figure (drill-down). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from grid_governance.cases.statistics.filters import Filter

CASE, SWEEP = "Dispute Case", "Dispute Sweep"
SUCCESS = ("Written Agreement", "Oral Agreement", "Settled On The Spot", "Settled Otherwise")
AGREEMENTS = ("Written Agreement", "Oral Agreement")
BY_INITIATIVE = ("Mediation On Own Initiative", "Found In A Sweep")
BY_REFERRAL = (
	"Handed Over By Police",
	"Delegated By Court",
	"Assigned By Department",
	"Transferred From Petitions",
)
# 人民调解 and what grid workers settled on the spot by word
COUNTED_WAYS = ("People's Mediation", "Settled By A Worker")


@dataclass(frozen=True)
class Measure:
	"""label: English, translated where it is shown. of: the field that is summed up; without it rows are counted."""

	label: str
	time_field: str
	filters: tuple[Filter, ...] = ()
	of: str | None = None
	doctype: str = CASE


def _in(field: str, values: tuple[str, ...]) -> Filter:
	return Filter(field, "in", values)


def _is(field: str, value: object) -> Filter:
	return Filter(field, "=", value)


_RESULT = "mediation_result"
_ENDED = "mediation_ended_on"
_SETTLED = (_in(_RESULT, SUCCESS), Filter("outcome", "!=", "Taken To Court"))
_CRIME, _PETITION = (_is("kept_from_crime", 1),), (_is("kept_from_petition", 1),)

MEASURES: dict[str, Measure] = {
	"sweeps": Measure("Sweeps Held", "swept_on", of="times", doctype=SWEEP),
	"swept": Measure("Disputes Found In Sweeps", "swept_on", of="disputes_found", doctype=SWEEP),
	"prevented": Measure("Disputes Prevented", "swept_on", of="disputes_prevented", doctype=SWEEP),
	"registered": Measure("Cases Registered", "registered_on"),
	"registered_accepted": Measure("Cases Mediated", "registered_on", (Filter("accepted_on", "is", "set"),)),
	"registered_settled": Measure("Cases Succeeded", "registered_on", (_in(_RESULT, SUCCESS),)),
	"accepted": Measure("Cases Accepted", "accepted_on"),
	"by_initiative": Measure("On Own Initiative", "accepted_on", (_in("source", BY_INITIATIVE),)),
	"by_application": Measure("On Application", "accepted_on", (_is("source", "Application By A Party"),)),
	"by_referral": Measure("On Referral", "accepted_on", (_in("source", BY_REFERRAL),)),
	"by_other": Measure("From Elsewhere", "accepted_on", (_is("source", "Other Source"),)),
	"accepted_settled": Measure("Cases Settled", "accepted_on", _SETTLED),
	"accepted_open": Measure(
		"Cases Still Open",
		"accepted_on",
		(Filter(_RESULT, "is", "not set"), Filter("ended_as", "is", "not set")),
	),
	"mediated": Measure("Mediated To An End", _ENDED, (Filter(_RESULT, "is", "set"),)),
	"succeeded": Measure("Mediated With Success", _ENDED, (_in(_RESULT, SUCCESS),)),
	"written": Measure("Written Agreements", _ENDED, (_is(_RESULT, "Written Agreement"),)),
	"oral": Measure("Oral Agreements", _ENDED, (_is(_RESULT, "Oral Agreement"),)),
	"on_the_spot": Measure("Settled On The Spot", _ENDED, (_is(_RESULT, "Settled On The Spot"),)),
	"otherwise": Measure("Settled In Another Way", _ENDED, (_is(_RESULT, "Settled Otherwise"),)),
	"failed": Measure("Without Agreement", _ENDED, (_is(_RESULT, "No Agreement"),)),
	"amount": Measure(
		"Amount Under Agreements (Yuan)", _ENDED, (_in(_RESULT, AGREEMENTS),), of="agreed_amount"
	),
	"due": Measure("Agreements Due", "performance_due_on"),
	"due_performed": Measure(
		"Performed Of Those Due", "performance_due_on", (Filter("performed_on", "is", "set"),)
	),
	"performed": Measure("Agreements Performed", "performed_on"),
	"confirmed": Measure("Confirmed By Court", "confirmed_on"),
	"crime_cases": Measure("Kept From Crime (Cases)", _ENDED, _CRIME),
	"crime_people": Measure("Kept From Crime (People)", _ENDED, _CRIME, of="kept_from_crime_people"),
	"petition_cases": Measure("Kept From Petition (Cases)", _ENDED, _PETITION),
	"petition_people": Measure(
		"Kept From Petition (People)", _ENDED, _PETITION, of="kept_from_petition_people"
	),
}

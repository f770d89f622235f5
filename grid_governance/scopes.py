"""SCOPES: one row per DocType of the app that says where its records are and who is near them.

Everything that judges access is generated from this table: list hooks (children too), the
document hook, link search, report conditions, what Reorganise moves, and the security tests.
A DocType without a row fails the tests. Pure data, no Frappe.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PLACE = "place"  # rows inside the ranges of my posts
INHERITED = "inherited"  # those, and the rows of every unit above mine, to read (catalogues, policies)
PUBLIC = "public"  # reference data: whoever the role permissions let in


@dataclass(frozen=True)
class Scope:
	"""How a DocType is placed.

	kind: PLACE, INHERITED or PUBLIC.
	place: the indexed column that holds a unit code.
	assigned: column → what it names (user, worker, body, organisation, shop), for posts of scope Assigned.
	children: its child tables (their rows are judged by this parent).
	added_by: dotted function(doc, ptype, posts that carry the right): who adds rows that no post reaches.
	kept_from: column with the logins that may not read the row whatever their posts ("|a@b||c@d|").
	living: True when Reorganise moves the rows to the new unit; a string is an SQL condition on the
	table that picks the living ones (open cases); False is history, which keeps the old code.
	"""

	kind: str
	place: str = "grid_unit"
	assigned: dict[str, str] = field(default_factory=dict)
	children: tuple[str, ...] = ()
	living: bool | str = False
	added_by: str | None = None
	kept_from: str | None = None

	@property
	def case_column(self) -> str | None:
		"""The column that names the case whose co-mediators (law art. 19) are as near to the row as its mediator."""
		if "case_mediator" in self.assigned:
			return "dispute_case"
		return "name" if "mediator" in self.assigned else None

	@property
	def judged_by(self) -> list[str]:
		"""Columns that decide who is near a row, besides its owner."""
		return [*dict.fromkeys(filter(None, (self.place, *self.assigned, self.kept_from, self.case_column)))]


CASE_HANDLERS = {"mediator": "worker", "mediation_body": "body", "department": "organisation"}
CASE_RECORD_HANDLERS = {"case_mediator": "worker", "mediation_body": "body"}
ADDED_BY_HANDLER = "grid_governance.cases.handover.handling.may_add"
# Cases that are over stay where they were; what hangs on a case moves with it (cases/stages.py: OVER).
OPEN_CASE = (
	"stage not in ('Case Closed', 'Filed', 'Settled On The Spot', 'Not Taken On', 'Terminated', 'Diverted',"
	" 'Application Withdrawn')"
)
OPEN_HOP = "stage in ('To Be Signed For', 'Signed For', 'Deemed Signed', 'In Hand', 'Handled', 'Fed Back')"
OF_OPEN_CASE = f"dispute_case in (select name from `tabDispute Case` where {OPEN_CASE})"

SCOPES: dict[str, Scope] = {
	"Grid Unit": Scope(PUBLIC, place="name"),
	"Grid Duty": Scope(PUBLIC),
	"Grid Worker": Scope(PLACE, children=("Grid Post",), living=True),
	"Post Handover": Scope(PLACE, children=("Post Handover Item",)),
	"Seed Log": Scope(PUBLIC),
	"Household": Scope(PLACE, living=True),
	"Resident": Scope(PLACE, living=True),
	"Identity Document": Scope(PLACE, place="name"),  # no role reads it: registry/identity.py alone does
	"Life Event": Scope(PLACE, children=("Life Event Person",)),
	"Move-in Request": Scope(PLACE, living="status = 'Move Requested'"),
	"Care Category": Scope(PUBLIC),
	"Care Record": Scope(PLACE, living=True),
	"Local Organisation": Scope(
		PLACE, assigned={"name": "organisation"}, children=("Organisation Member",), living=True
	),
	"Mediation Body": Scope(PLACE, assigned={"name": "body"}, children=("Body Mediator",), living=True),
	"File Number Counter": Scope(PLACE, place="name"),  # no role reads it: registry/numbers.py alone does
	"Visit Log": Scope(PLACE),
	"Portal Proxy": Scope(PLACE, living=True),
	"Grid Governance Settings": Scope(PUBLIC),
	"Points Book": Scope(INHERITED, living=True),
	"Points Category": Scope(PUBLIC),
	"Points Item": Scope(
		INHERITED, children=("Points Item Level", "Points Item Cap", "Points Item Past"), living=True
	),
	"Points Item Set": Scope(INHERITED, children=("Points Item Set Row",), living=True),
	"Points Rules": Scope(
		INHERITED,
		children=("Points Rules Row", "Points Rules Deduction"),
		living="stage not in ('Superseded', 'Dropped')",
	),
	"Points Campaign": Scope(
		INHERITED,
		children=("Points Campaign Item",),
		living="stage not in ('Campaign Stopped', 'Dropped')",
	),
	"Deduction Item": Scope(INHERITED, living=True),
	"Points Deduction": Scope(
		PLACE,
		children=("Points Evidence",),
		living="stage not in ('Deduction Decided', 'No Deduction', 'Taken Back')",
	),
	"Points Account": Scope(PLACE, living=True),
	"Points Entry": Scope(PLACE),
	"Points Standing": Scope(PLACE),
	"Public Standing": Scope(PLACE, living=True),
	"Points Settlement": Scope(PLACE),
	"Points Settlement Row": Scope(PLACE),
	"Honor Rule": Scope(INHERITED, living=True),
	"Honor Award": Scope(PLACE),
	"Points Anchor": Scope(PUBLIC),
	"Points Verification": Scope(PUBLIC),
	"Points Correction": Scope(
		PLACE,
		children=("Points Correction Entry", "Opening Balance Row", "Points Evidence"),
		living="status in ('Draft', 'Decision Pending', 'Posting In Progress')",
	),
	"Points Declaration": Scope(
		PLACE,
		children=("Points Evidence",),
		living="stage not in ('Credited', 'Not Recognised', 'Taken Back')",
	),
	"Points Batch": Scope(
		PLACE,
		children=("Points Batch Person", "Points Round Item", "Points Evidence"),
		living="stage not in ('Credited', 'Not Recognised', 'Taken Back')",
	),
	"Appraisal Meeting": Scope(
		PLACE, children=("Appraisal Meeting Member", "Appraisal Meeting Row", "Points Evidence")
	),
	"Spot Check": Scope(PLACE, children=("Spot Check Row",)),
	"Public Notice": Scope(
		INHERITED,
		children=("Points Evidence",),
		living="stage in ('Notice Draft', 'On Notice', 'Notice Ended')",
	),
	"Notice Row": Scope(PLACE, living="status in ('Notice Draft', 'On Notice', 'Under Objection')"),
	"Notice Objection": Scope(
		PLACE,
		children=("Notice Objection Row", "Points Evidence"),
		living="stage in ('Raised', 'Being Examined')",
		kept_from="kept_from",
	),
	"Notice Remark": Scope(PLACE),
	"Points Shop": Scope(PLACE, assigned={"name": "shop"}, living=True),
	"Reward Item": Scope(INHERITED, living=True),
	"Reward Stock": Scope(PLACE, assigned={"shop": "shop"}, living=True),
	"Reward Stock Entry": Scope(PLACE, assigned={"shop": "shop"}),
	"Points Redemption": Scope(
		PLACE,
		assigned={"shop": "shop"},
		children=("Points Redemption Row",),
		living="stage in ('On Hold', 'Partly Handed Over')",
	),
	"Reward Supplier": Scope(INHERITED, living=True),
	"Points Fund": Scope(PLACE, living=True),
	"Stock Receipt": Scope(
		PLACE,
		assigned={"shop": "shop"},
		children=("Stock Receipt Row",),
		living="status = 'Not Booked Yet'",
	),
	"Stock Count": Scope(
		PLACE,
		assigned={"shop": "shop"},
		children=("Stock Count Row",),
		living="status = 'Awaiting Second Person'",
	),
	"Redemption Sheet": Scope(
		PLACE,
		assigned={"shop": "shop"},
		children=("Redemption Sheet Item", "Redemption Sheet Row"),
		living="status in ('Sheet Printed', 'Sheet Partly Posted')",
	),
	"Redemption Suspension": Scope(PLACE, living="status = 'Suspension In Force'"),
	"Sign-off List": Scope(PLACE, assigned={"shop": "shop"}),
	"Division Import": Scope(PUBLIC),  # divisions are public data
	"Unit Reorganisation": Scope(PLACE, children=("Reorganisation Row",)),
	"Household Import": Scope(PLACE),
	"Governance Centre": Scope(PLACE, living=True),
	"Reception": Scope(PLACE, living="outcome = 'Being Received'"),
	"Case Category": Scope(PUBLIC),
	"Ending Ground": Scope(PUBLIC),
	"Dispute Case": Scope(
		PLACE,
		assigned=CASE_HANDLERS,
		children=("Case Party", "Group Member", "Case Co-Mediator"),
		living=OPEN_CASE,
	),
	"Case Handover": Scope(
		PLACE,
		assigned={
			**CASE_RECORD_HANDLERS,
			"to_department": "organisation",
			"from_department": "organisation",
			"to_worker": "worker",
			"from_holder": "worker",
		},
		living=OPEN_HOP,
	),
	"Duty Roster": Scope(PLACE, assigned={"department": "organisation"}, living=True),
	"Routing Rule": Scope(INHERITED, living=True),
	"Mediation Session": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living=OF_OPEN_CASE
	),
	"Mediation Agreement": Scope(
		PLACE,
		assigned=CASE_RECORD_HANDLERS,
		children=("Agreement Term", "Agreement Signature"),
		added_by=ADDED_BY_HANDLER,
		living=OF_OPEN_CASE,
	),
	"Term Performance": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living=OF_OPEN_CASE
	),
	"Mediation Phrase": Scope(INHERITED, living=True),
	"Case Invitation": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living=OF_OPEN_CASE
	),
	"Performance Urging": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living=OF_OPEN_CASE
	),
	"Confirmation Paper": Scope(PUBLIC),
	"Judicial Confirmation": Scope(
		PLACE,
		assigned=CASE_RECORD_HANDLERS,
		children=("Confirmation Paper Row",),
		added_by=ADDED_BY_HANDLER,
		living=OF_OPEN_CASE,
	),
	"Return Visit": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living="visit_status = 'Visit Due'"
	),
	"Case Rating": Scope(PLACE, assigned=CASE_RECORD_HANDLERS),
	"Investigation Record": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, added_by=ADDED_BY_HANDLER, living=OF_OPEN_CASE
	),
	"Case File": Scope(
		PLACE,
		assigned=CASE_RECORD_HANDLERS,
		children=("Case File Absence", "Case File Volume", "Case File Reopening"),
		added_by=ADDED_BY_HANDLER,
		living=OF_OPEN_CASE,
	),
	"Quarterly Case File": Scope(
		PLACE, assigned={"mediation_body": "body"}, children=("Quarterly Case File Row",)
	),
	"Case Clock": Scope(
		PLACE,
		assigned={**CASE_RECORD_HANDLERS, "organisation": "organisation"},
		children=("Case Clock Change",),
		living=OF_OPEN_CASE,
	),
	"Response Policy": Scope(INHERITED, children=("Response Limit",), living=True),
	"Work Calendar Day": Scope(PUBLIC),
	"Supervision Order": Scope(
		PLACE,
		assigned={**CASE_RECORD_HANDLERS, "to_department": "organisation"},
		children=("Supervision Reply",),
		living=OF_OPEN_CASE,
	),
	"Leader In Charge": Scope(
		PLACE, assigned=CASE_RECORD_HANDLERS, children=("Charge Progress",), living=OF_OPEN_CASE
	),
	"Joint Conference": Scope(
		PLACE,
		children=("Conference Attendee", "Conference Matter", "Conference Conclusion"),
		living="status = 'Conference Draft'",
	),
	"Dispute Sweep": Scope(PLACE),
	"Monthly Return": Scope(PLACE, children=("Monthly Return Row",)),
	"Case Indicator": Scope(INHERITED, living=True),
	"Subsidy Rate": Scope(INHERITED, children=("Subsidy Rate Row",), living=True),
	"Subsidy List": Scope(PLACE, assigned={"mediation_body": "body"}, children=("Subsidy List Row",)),
}

CHILD_PARENTS: dict[str, list[str]] = {}
for _doctype, _scope in SCOPES.items():
	for _child in _scope.children:
		CHILD_PARENTS.setdefault(_child, []).append(_doctype)

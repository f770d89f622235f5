"""Grid Duties: which post carries which platform role (design: a post is an authority)."""

import frappe

from grid_governance.seeds import plant as plant_rows

ROLES = (
	"Grid Head",
	"Grid Officer",
	"Neighbour Head",
	"Village Points Clerk",
	"Points Office",
	"Appraisal Group Member",
	"Shop Keeper",
	"Supervisory Committee",
	"Reception Clerk",
	"Dispatcher",
	"Mediator",
	"Department Liaison",
	"Legal Adviser",
	"Supervisor",
	"Care Officer",
	"Leader",
	"System Operator",
)

# duty, platform role (None: the post is recorded, it opens nothing), default scope
DUTIES = (
	("Grid Head", "Grid Head", "Range"),
	("Grid Officer", "Grid Officer", "Range"),
	("Neighbour Head", "Neighbour Head", "Range"),
	("Village Cadre", None, "Range"),
	("Villagers' Representative", None, "Range"),
	("Party-group Head", None, "Range"),
	("Respected Elder", None, "Range"),
	("Five Elders", None, "Range"),
	("Grid Police", None, "Range"),
	("Household Watch", None, "Range"),
	("Unit Guard", None, "Range"),
	("Volunteer", None, "Range"),
	("Village Points Clerk", "Village Points Clerk", "Range"),
	("Points Office Member", "Points Office", "Range"),
	("Appraisal Group Member", "Appraisal Group Member", "Range"),
	("Shop Keeper", "Shop Keeper", "Assigned"),
	("Supervisory Committee Member", "Supervisory Committee", "Range"),
	("Reception Clerk", "Reception Clerk", "Range"),
	("Dispatcher", "Dispatcher", "Range"),
	("Mediator", "Mediator", "Range"),
	("Professional Mediator", "Mediator", "Assigned"),
	("Department Liaison", "Department Liaison", "Assigned"),
	("Legal Adviser", "Legal Adviser", "Assigned"),
	("Supervisor", "Supervisor", "Range"),
	("Care Officer", "Care Officer", "Range"),
	("Leader", "Leader", "Range"),
	("System Operator", "System Operator", "Range"),
)

# How many a unit needs at least (report Incomplete Teams); a site changes the figures on the duty's form.
TEAMS = {"Grid Head": ("Village", 1), "Grid Officer": ("Grid", 1), "Neighbour Head": ("Micro-grid", 1)}


def plant() -> None:
	for role in ROLES:
		if not frappe.db.exists("Role", role):
			frappe.get_doc(doctype="Role", role_name=role, desk_access=1).insert(ignore_permissions=True)
	plant_rows(
		"Grid Duty",
		[
			{"duty_name": name, "role": role, "default_scope": scope, **_team(name)}
			for name, role, scope in DUTIES
		],
		key="duty_name",
	)


def _team(duty: str) -> dict[str, str | int]:
	level, minimum = TEAMS.get(duty, ("", 0))
	return {"team_level": level, "team_minimum": minimum}

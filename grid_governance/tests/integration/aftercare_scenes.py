"""An agreement in force, from which confirmation by the court and return visits begin."""

import frappe

from grid_governance.cases import steps
from grid_governance.tests.factories import cases


def agreement_in_force(world, as_user):
	"""A case of village A with a written agreement in force since today."""
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		steps.record_session(case.name, "双方同意", rights_told=1)
		agreement = cases.in_force(case)
	return frappe._dict(
		user=user, body=body, case=case.name, agreement=agreement.name, term=agreement.terms[0].name
	)


def status(name):
	return frappe.db.get_value("Judicial Confirmation", name, "status")


def clock(name):
	return frappe.db.get_value("Case Clock", {"reference_name": name}, "clock_state")

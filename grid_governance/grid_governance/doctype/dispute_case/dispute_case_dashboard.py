from frappe import _


def get_data():
	"""What hangs on a case: where it came from and went, mediating, what follows an agreement, the file."""
	return {
		"fieldname": "dispute_case",
		"transactions": [
			{"label": _("Coming And Going"), "items": ["Reception", "Case Handover", "Case Clock"]},
			{
				"label": _("Mediating"),
				"items": [
					"Investigation Record",
					"Case Invitation",
					"Mediation Session",
					"Mediation Agreement",
					"Judicial Confirmation",
				],
			},
			{
				"label": _("Performance And Return Visits"),
				"items": ["Term Performance", "Performance Urging", "Return Visit", "Case Rating"],
			},
			{"label": _("Urging And Supervision"), "items": ["Supervision Order", "Leader In Charge"]},
			{"label": _("Filing The Case"), "items": ["Case File"]},
		],
	}

def get_data():
	"""What hangs on a case, in the order of the file."""
	return {
		"fieldname": "dispute_case",
		"transactions": [
			{"items": ["Case Invitation", "Mediation Session", "Mediation Agreement", "Term Performance"]},
			{"items": ["Performance Urging", "Judicial Confirmation", "Return Visit"]},
			{"items": ["Investigation Record", "Case File"]},
		],
	}

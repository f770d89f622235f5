def get_data():
	"""What hangs on a case, in the order of the file."""
	return {
		"fieldname": "dispute_case",
		"transactions": [{"items": ["Mediation Session", "Mediation Agreement", "Term Performance"]}],
	}

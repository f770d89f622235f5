def get_data():
	"""What was performed on an agreement, urged, and brought to the court."""
	return {
		"fieldname": "agreement",
		"transactions": [{"items": ["Term Performance", "Performance Urging", "Judicial Confirmation"]}],
	}

def get_data():
	"""What the meeting endorsed or refused."""
	return {
		"fieldname": "appraisal_meeting",
		"transactions": [{"items": ["Points Declaration", "Points Batch"]}],
	}

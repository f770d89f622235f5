def get_data():
	"""What was posted to an account, and from what it came."""
	return {
		"fieldname": "account",
		"transactions": [
			{"items": ["Points Entry", "Points Declaration", "Points Redemption", "Points Correction"]}
		],
	}

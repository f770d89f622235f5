def get_data():
	"""What was paid from a fund."""
	return {"fieldname": "fund", "transactions": [{"items": ["Stock Receipt"]}]}

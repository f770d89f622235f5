def get_data():
	"""What was performed on an agreement."""
	return {"fieldname": "agreement", "transactions": [{"items": ["Term Performance"]}]}

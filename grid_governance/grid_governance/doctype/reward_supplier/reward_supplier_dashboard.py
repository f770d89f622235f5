def get_data():
	"""What a supplier delivered."""
	return {"fieldname": "supplier", "transactions": [{"items": ["Stock Receipt"]}]}

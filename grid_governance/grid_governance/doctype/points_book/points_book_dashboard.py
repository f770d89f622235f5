def get_data():
	"""What is kept in a book."""
	return {
		"fieldname": "book",
		"transactions": [{"items": ["Points Account", "Points Declaration", "Points Batch"]}],
	}

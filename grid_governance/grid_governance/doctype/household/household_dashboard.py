from frappe import _


def get_data():
	return {
		"fieldname": "household",
		"transactions": [
			{"label": _("People"), "items": ["Resident", "Life Event", "Move-in Request"]},
			{"label": _("Daily Work"), "items": ["Visit Log"]},
		],
	}

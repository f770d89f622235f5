from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "notice",
		"transactions": [
			{"label": _("Follow-up"), "items": ["Notice Objection", "Notice Remark", "Notice Row"]}
		],
	}

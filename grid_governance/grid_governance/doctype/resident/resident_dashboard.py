from frappe import _


def get_data():
	return {
		"fieldname": "resident",
		"non_standard_fieldnames": {"Points Account": "subject", "Points Declaration": "doer"},
		"dynamic_links": {"subject": ["Resident", "subject_doctype"]},
		"transactions": [{"label": _("Points"), "items": ["Points Account", "Points Declaration"]}],
	}

from frappe.model.document import Document


class AppraisalMeetingRow(Document):
	pass

from frappe.model.document import Document


class AppraisalMeeting(Document):
	pass

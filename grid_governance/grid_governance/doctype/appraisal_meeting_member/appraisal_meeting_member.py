from frappe.model.document import Document


class AppraisalMeetingMember(Document):
	pass

from frappe.model.document import Document


class GroupMember(Document):
	pass

from frappe.model.document import Document


class PointsCampaignItem(Document):
	pass

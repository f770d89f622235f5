from frappe.model.document import Document


class GridGovernanceSettings(Document):
	pass

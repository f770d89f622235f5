from frappe.model.document import Document


class PointsCategory(Document):
	"""A heading of the catalogue of points items."""

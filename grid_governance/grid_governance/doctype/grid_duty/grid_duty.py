import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.posts import NEVER_BY_POST


class GridDuty(Document):
	"""What somebody is for; its platform role says what posts of this duty may do."""

	def validate(self):
		if self.role in NEVER_BY_POST:
			frappe.throw(
				_("Role {0} runs the platform and does not come with a post. Please choose another.").format(
					_(self.role)
				),
				title=_("Role Not Possible"),
			)

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.points import persons, recusal
from grid_governance.registry.following import FollowingDocument


class PortalProxy(FollowingDocument):
	"""A resident without a phone is looked after on the portal by another one, on a signed paper.

	Granted by a worker who reaches both; it ends with its last day and is never deleted.
	"""

	follows = "resident"

	def validate(self):
		super().validate()
		if self.resident == self.proxy:
			frappe.throw(_("Nobody needs a proxy for themselves. Please choose another person."))
		if self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The last day lies before the first. Please correct one of them."))
		if not frappe.db.get_value("Resident", self.proxy, "phone"):
			frappe.throw(_("The proxy has no phone in the registry. Please enter it there first."))
		self._check_granter()

	def _check_granter(self):
		if not frappe.has_permission("Resident", "read", self.proxy):
			frappe.throw(_("You do not reach the proxy person's record."), frappe.PermissionError)
		if self.proxy in persons.person_of(frappe.session.user).residents:
			frappe.throw(
				_("Nobody makes oneself a proxy. Please leave it to another worker."),
				recusal.RecusalError,
				title=_("Recusal"),
			)


def on_doctype_update():
	frappe.db.add_index("Portal Proxy", ["proxy", "from_date"], "proxy_and_first_day")

"""Visit Log (走访日志): one visit to one household, ticked off in seconds."""

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.cases import workers
from grid_governance.registry.following import FollowingDocument, refuse
from grid_governance.registry.problems import Problem


class VisitLog(FollowingDocument):
	follows = "household"
	history = True

	def validate(self):
		super().validate()
		if getdate(self.visit_date) > getdate(nowdate()):
			refuse(
				[
					Problem(
						"visit_date",
						"The visit lies in the future.",
						"Fill in the day on which it took place.",
					)
				],
				self.doctype,
			)
		if not self.visitor:
			self.visitor = workers.own()


def on_doctype_update():
	frappe.db.add_index("Visit Log", ["household", "visit_date"])
	frappe.db.add_index("Visit Log", ["grid_unit", "visit_date"])

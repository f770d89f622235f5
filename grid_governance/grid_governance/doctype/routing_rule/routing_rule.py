"""Routing Rule 分流规则: which cases go to which level, department or body. Judged by cases/handover/routing.py."""

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument

TARGETS = {"Unit Of Level": "level", "Department": "department", "Mediation Body": "mediation_body"}


class RoutingRule(PlacedDocument):
	def validate(self):
		super().validate()
		wanted = TARGETS[self.target]
		if not self.get(wanted):
			frappe.throw(
				_("Enter “{0}”: the rule sends cases there.").format(_(self.meta.get_label(wanted))),
				title=_("Goal Missing"),
			)
		for field in TARGETS.values():
			if field != wanted:
				self.set(field, None)

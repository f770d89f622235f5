"""Case Indicator 统计指标: two filter lists over one record and a time field; no formula, no SQL."""

from frappe.model.document import Document

from grid_governance.cases.statistics import indicators


class CaseIndicator(Document):
	def validate(self):
		indicators.check(self)

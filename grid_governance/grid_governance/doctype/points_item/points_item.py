import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.points import catalogue, rules
from grid_governance.points.messages import refuse


class PointsItem(Document):
	"""A deed that gives points: for whom, how many, how often, from when to when."""

	def before_validate(self):
		"""Before the platform makes 2 out of 2.5."""
		try:
			for field in ("points", "min_points", "max_points"):
				if self.get(field):
					self.set(field, rules.whole(self.get(field)))
			for row in self.levels:
				row.points = rules.whole(row.points)
		except rules.RuleError as error:
			refuse(error)

	def validate(self):
		self._check_points()
		self._check_caps()
		if not any(self.get(field) for field in catalogue.CLASS_FIELDS.values()):
			frappe.throw(_("Please say for whom the item is meant."), title=_("Subject Class Missing"))
		if self.valid_from and self.valid_to and str(self.valid_to) < str(self.valid_from):
			frappe.throw(
				_("The item ends before it begins. Please correct the dates."), title=_("Dates Reversed")
			)

	def _check_points(self):
		if self.counting == rules.BY_LEVEL:
			names = [row.level_name for row in self.levels]
			if not names or len(names) != len(set(names)):
				frappe.throw(_("Please give each level a name of its own."), title=_("Levels Missing"))
		elif self.counting == rules.BETWEEN:
			if not 0 < (self.min_points or 0) <= (self.max_points or 0):
				frappe.throw(
					_("The lowest points must be above 0 and not above the highest."), title=_("Points Rule")
				)
		elif not self.points:
			frappe.throw(_("Please give the points of the item."), title=_("Points Rule"))

	def _check_caps(self):
		periods = [row.period for row in self.caps]
		if len(periods) != len(set(periods)):
			frappe.throw(_("Each period has one cap."), title=_("Cap Twice"))
		for row in self.caps:
			if not (row.times or row.points):
				frappe.throw(_("Row {0}: a cap needs times or points.").format(row.idx), title=_("Cap Empty"))

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("An item is never renamed: the ledger names it. Change the item name instead."))

import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.points.rulebook import rules
from grid_governance.points.rulebook.deduction_rules import forbidden_word
from grid_governance.points.rulebook.messages import refuse

LONGEST_STOP = 730  # days


class DeductionItem(Document):
	"""What may cost points where adopted rules name it. Seeking help, mediation or justice never does."""

	def before_validate(self):
		try:
			for field in ("min_points", "max_points"):
				self.set(field, rules.whole(self.get(field)))
		except rules.RuleError as error:
			refuse(error)

	def validate(self):
		if self.min_points > self.max_points:
			frappe.throw(
				_("The lowest points must be above 0 and not above the highest."), title=_("Points Rule")
			)
		if not 0 <= (self.stop_days or 0) <= LONGEST_STOP:
			frappe.throw(
				_("Days Without Redeeming must lie between 0 and {0}.").format(LONGEST_STOP),
				title=_("Points Rule"),
			)
		word = forbidden_word(self.item_name) or forbidden_word(self.description)
		if word:
			frappe.throw(
				_(
					"Nobody loses points for seeking mediation, justice or help: “{0}” cannot be an item."
				).format(word),
				title=_("Not A Deduction"),
			)

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("An item is never renamed: the ledger names it. Change the item name instead."))

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry import codes

BY_PLACE, BY_POINTS, FROM_BELOW = "First Places", "Points Threshold", "Recommendation From Below"


class HonorRule(PlacedDocument):
	"""Who is proposed for an honor at the end of a points year. A person decides; it gives no points."""

	def validate(self):
		super().validate()
		if self.chosen_by == BY_PLACE and not (self.first_places or 0) > 0:
			frappe.throw(_("Please say how many places are proposed."))
		if self.chosen_by == BY_POINTS and not (self.threshold or 0) > 0:
			frappe.throw(_("Please say from how many points on somebody is proposed."))
		if self.grid_unit and codes.level(self.grid_unit) > codes.LEVELS.index(self.level) + 1:
			frappe.throw(_("The owner unit lies below the awarding level."))
		self._check_target()

	def _check_target(self):
		if not self.recommends_to:
			return
		target = frappe.db.get_value("Honor Rule", self.recommends_to, ["book", "level"], as_dict=True)
		higher = codes.LEVELS.index(target.level) < codes.LEVELS.index(self.level)
		if target.book != self.book or not higher:
			frappe.throw(_("Recommendations go to a rule of the same book on a higher level."))
		if not (self.recommend_at_most or 0) > 0:
			frappe.throw(_("Please say how many each unit may recommend."))


def on_doctype_update():
	frappe.db.add_index("Honor Rule", ["book"], "book")

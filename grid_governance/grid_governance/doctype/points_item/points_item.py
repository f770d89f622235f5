import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points.rulebook import catalogue, notation, rules
from grid_governance.points.rulebook.messages import refuse

FIGURES = ("counting", "points", "min_points", "max_points")


class PointsItem(Document):
	"""A deed that gives points: for whom, how many, how often, from when to when."""

	def before_validate(self):
		"""Before the platform makes 2 out of 2.5."""
		try:
			for field in ("points", "min_points", "max_points", "band_low", "band_high"):
				if self.get(field):
					self.set(field, rules.whole(self.get(field)))
			for row in self.levels:
				row.points = rules.whole(row.points)
		except rules.RuleError as error:
			refuse(error)

	def validate(self):
		self._check_points()
		self._check_band()
		self._check_caps()
		if not any(self.get(field) for field in catalogue.CLASS_FIELDS.values()):
			frappe.throw(_("Please say for whom the item is meant."), title=_("Subject Class Missing"))
		if self.valid_from and self.valid_to and str(self.valid_to) < str(self.valid_from):
			frappe.throw(
				_("The item ends before it begins. Please correct the dates."), title=_("Dates Reversed")
			)
		self._keep_earlier_figures()

	def _check_points(self):
		if self.counting == rules.BY_LEVEL:
			self._check_levels()
		elif self.counting == rules.BETWEEN:
			if not 0 < (self.min_points or 0) <= (self.max_points or 0):
				frappe.throw(
					_("The lowest points must be above 0 and not above the highest."), title=_("Points Rule")
				)
		elif not self.points:
			frappe.throw(_("Please give the points of the item."), title=_("Points Rule"))

	def _check_levels(self):
		names = [row.level_name for row in self.levels]
		if not names or len(names) != len(set(names)):
			frappe.throw(_("Please give each level a name of its own."), title=_("Levels Missing"))
		for name in names:
			if any(sign in name for sign in notation.NOT_IN_LEVELS):
				frappe.throw(
					_(
						"The name of the level “{0}” holds a colon or semicolon. Please write it without."
					).format(name),
					title=_("Points Level"),
				)

	def _check_band(self):
		if self.counting != rules.FIXED:
			self.band_low = self.band_high = 0
		low, high = self.band_low or 0, self.band_high or 0
		if (low or high) and not 0 < low <= self.points <= high:
			frappe.throw(
				_("The band for the rules of villages must hold the {0} points of the item.").format(
					self.points
				),
				title=_("Points Rule"),
			)

	def _check_caps(self):
		periods = [row.period for row in self.caps]
		if len(periods) != len(set(periods)):
			frappe.throw(_("Each period has one cap."), title=_("Cap Twice"))
		for row in self.caps:
			if not (row.times or row.points):
				frappe.throw(_("Row {0}: a cap needs times or points.").format(row.idx), title=_("Cap Empty"))

	def _keep_earlier_figures(self):
		"""A deed keeps the points of its day: figures that stood until yesterday are kept beside the new ones."""
		stored = self.get_doc_before_save()
		self.set("past", [row.as_dict() for row in stored.past] if stored else [])
		yesterday = getdate(add_days(nowdate(), -1))
		if (
			stored is None
			or _figures(stored) == _figures(self)
			or getdate(stored.creation) > yesterday
			or any(getdate(row.until) >= yesterday for row in stored.past)
		):
			return
		levels = {row.level_name: row.points for row in stored.levels}
		self.append(
			"past",
			{
				"until": yesterday,
				**{field: stored.get(field) for field in FIGURES},
				"levels": notation.levels_text(levels),
				"caps": notation.caps_text(catalogue.caps(stored)),
			},
		)

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("An item is never renamed: the ledger names it. Change the item name instead."))


def _figures(doc) -> tuple:
	return (
		*(doc.get(field) or 0 for field in FIGURES),
		{row.level_name: row.points for row in doc.levels},
		frozenset(catalogue.caps(doc)),
	)

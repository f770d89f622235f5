"""Monthly Return 月报表: a unit's month of people's mediation, drawn up, handed in and from then on fixed.

The figures are the code's (cases/statistics/returns.py); what changes in the cases later does not change them. A
mistake is put right by a new version with its reason; the earlier one stays and is marked.
"""

import frappe
from frappe import _
from frappe.utils import get_first_day, getdate, nowdate

from grid_governance.cases import case_records
from grid_governance.cases.statistics import returns
from grid_governance.documents import PlacedDocument


class MonthlyReturn(PlacedDocument):
	def before_validate(self):
		self.month = get_first_day(self.month) if self.month else None
		stored = self.get_doc_before_save()
		for field in ("status", "version", "handed_in_on", "handed_in_by", "replaces"):
			self.set(field, stored.get(field) if stored else self.flags.get(field))
		if not stored:
			self.status = returns.DRAFT
			self.version = self.flags.version or 1

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored and stored.status != returns.DRAFT:
			self.refuse_change(stored)
			return
		if getdate(self.month) > getdate(nowdate()):
			frappe.throw(_("The month has not begun yet."), title=_("Wrong Month"))
		if not stored and not self.replaces:
			self.refuse_second()
		returns.fill(self)

	def refuse_second(self):
		other = frappe.db.get_value(
			"Monthly Return",
			{"grid_unit": self.grid_unit, "month": self.month, "status": ["!=", returns.CORRECTED]},
			["name", "status"],
			as_dict=True,
		)
		if other:
			frappe.throw(
				_(
					"This unit has a return of the month already ({0}). Open it; one handed in is corrected."
				).format(_(other.status)),
				title=_("Return Exists"),
			)

	def refuse_change(self, stored):
		if case_records.changed_labels(self) or _figures(self) != _figures(stored):
			frappe.throw(
				_("The return was handed in and is no longer changed. Use the button “Correct Return”."),
				title=_("Return Handed In"),
			)

	def rows_as_dicts(self) -> list[dict]:
		"""category and the figures of each type, for papers and tables."""
		return [
			{"category": row.category, **{key: row.get(key) or 0 for key in returns.ROW_FIGURES}}
			for row in self.rows
		]

	def on_trash(self):
		if self.status != returns.DRAFT:
			frappe.throw(
				_("A return that was handed in stays. Correct it by a new version."),
				title=_("Return Handed In"),
			)


def _figures(doc) -> list[tuple]:
	return [(row["category"], *map(float, list(row.values())[1:])) for row in doc.rows_as_dicts()]


def on_doctype_update():
	frappe.db.add_unique("Monthly Return", ["grid_unit", "month", "version"], "unit_month_version")

"""Base of the papers that a points shop keeps: they stand in the shop's unit, written by who serves there."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.points.redemption import shop


class ShopPaper(PlacedDocument):
	"""A record with `shop`; its unit is the shop's. FIXED_BY names what only the app's own functions write."""

	FIXED_BY: tuple[str, ...] = ()

	def before_insert(self):
		place = shop.require_work_at(self.shop)
		self.grid_unit = place.grid_unit
		for field in self.FIXED_BY:
			df = self.meta.get_field(field)
			self.set(field, df.default if df.fieldtype == "Select" else None)

	def validate(self):
		super().validate()
		before = self.get_doc_before_save()
		if before:
			self.grid_unit = before.grid_unit
			for field in self.FIXED_BY:
				self.set(field, before.get(field))

	def refuse_when_done(self, done: bool) -> None:
		"""What is booked, posted or confirmed is not edited, whatever the door."""
		if not done or not self._differs():
			return
		frappe.throw(
			_("{0} is finished and stays as it is. A mistake is answered by a new paper.").format(
				_(self.doctype)
			),
			title=_("Paper Is Finished"),
		)

	def _differs(self) -> bool:
		before = self.get_doc_before_save()
		return _content(self) != _content(before)

	def on_trash(self):
		frappe.throw(_("Papers of a shop are kept."), title=_("Paper Is Finished"))


def _content(doc) -> list:
	"""All values that a person may have changed, of the record and its rows."""
	result = []
	for df in doc.meta.fields:
		if df.fieldtype in frappe.model.table_fields:
			result.append([_content(row) for row in doc.get(df.fieldname)])
		elif df.fieldtype not in frappe.model.no_value_fields:
			result.append(_text(df, doc.get(df.fieldname)))
	return result


def _text(df, value) -> str:
	if df.fieldtype in ("Currency", "Float", "Int", "Check"):
		return f"{frappe.utils.flt(value):.4f}"
	return str(value or "")

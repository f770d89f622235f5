import frappe
from frappe import _

from grid_governance.documents import StagedDocument
from grid_governance.points.redemption import collection, holder, redeeming, services, shop
from grid_governance.workflows.redemption import EXPIRED, HANDED_OVER, PARTLY, RETURNED

MAY_CHANGE = frozenset({"proxy_name", "proxy_relation", "reason", "stage", "workflow_state"})


class PointsRedemption(StagedDocument):
	"""Points for goods: the slip, its steps, and what each of them posts (points/redemption/shop.py)."""

	def check_if_latest(self):
		"""A step locks account and stock before this row, in the order everybody keeps."""
		if not self.is_new():
			shop.lock_for_step(self.name)
		super().check_if_latest()

	def before_insert(self):
		redeeming.prepare(self)

	def validate(self):
		super().validate()
		self.validate_unchanged()

	def validate_unchanged(self):
		"""After the slip is written only its stage, the reason and the collector change."""
		before = self.get_doc_before_save()
		if not before:
			return
		for field in self.meta.get_valid_columns():
			if field not in MAY_CHANGE and not self.meta.get_field(field):
				continue
			if field not in MAY_CHANGE and str(self.get(field) or "") != str(before.get(field) or ""):
				self._refuse_change(_(self.meta.get_label(field)))
		if [_fixed(row) for row in self.rows] != [_fixed(row) for row in before.rows]:
			self._refuse_change(_("Goods"))

	def _refuse_change(self, label: str):
		frappe.throw(
			_(
				"{0} of a redemption cannot be changed afterwards. Call it off or take the goods back instead."
			).format(label),
			title=_("Redemption Is Fixed"),
		)

	def check_stage(self, before: str | None, after: str) -> None:
		if after == EXPIRED:
			frappe.throw(_("A hold expires by itself when its days are over."), title=_("Step Not Open"))
		if after == PARTLY and not self.flags.parts:
			frappe.throw(
				_("Use the button Hand Over Some and say how many of each are handed over."),
				title=_("Step Not Open"),
			)
		if after in (HANDED_OVER, PARTLY, RETURNED) and not self.flags.drop_rest:
			holder.refuse_own(self.account)
		if after in (HANDED_OVER, PARTLY) and not self.flags.drop_rest:
			services.refuse_undone(self)
		if after == RETURNED and not (self.reason or "").strip():
			frappe.throw(
				_("Say why the goods come back (field Reason)."),
				frappe.MandatoryError,
				title=_("Reason Missing"),
			)

	def on_stage(self, before: str | None, after: str) -> None:
		if before is None:
			collection.opened(self)
		else:
			collection.step(self, after)

	def on_trash(self):
		frappe.throw(
			_("A redemption is never deleted. Call it off or take the goods back instead."),
			title=_("Redemption Is Fixed"),
		)

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("A redemption is never renamed or merged."), title=_("Redemption Is Fixed"))


def _fixed(row) -> tuple:
	columns = (
		"name",
		"item",
		"item_name",
		"quantity",
		"measure_unit",
		"points_price",
		"points",
		"keep_stock",
	)
	quantities = ("handed_quantity", "dropped_quantity", "returned_quantity")
	return tuple(str(row.get(column) or "") for column in (*columns, *quantities, *services.FIELDS))


def on_doctype_update():
	frappe.db.add_unique("Points Redemption", ["shop", "redemption_no"], "shop_and_number")
	frappe.db.add_index("Points Redemption", ["grid_unit", "redeemed_on"], "unit_and_time")
	frappe.db.add_index("Points Redemption", ["stage", "held_until"], "stage_and_last_day")

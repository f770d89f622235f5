import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.points.year_end import settlement
from grid_governance.registry import codes

FIXED = ("book", "grid_unit", "year")
WRITTEN = (
	"status",
	"phase",
	"prepared_on",
	"account_count",
	"points_left",
	"points_carried",
	"points_expired",
	"run_by",
	"run_on",
	"finished_on",
	"settled_count",
	"left_out_count",
	"undo_reason",
	"undo_asked_by",
	"undo_asked_on",
	"undone_by",
	"undone_on",
)


class PointsSettlement(PlacedDocument):
	"""The end of a points year of a book in a unit. Its steps are points/year_end/settlement.py's alone."""

	def before_validate(self):
		before = self.get_doc_before_save()
		for field in WRITTEN:
			self.set(field, before.get(field) if before else None)
		if before:
			for field in FIXED:
				self.set(field, before.get(field))
		self.status = self.status or settlement.WAITING

	def validate(self):
		super().validate()
		if self.status != settlement.WAITING:
			self._refuse_changes()
			return
		if not 2000 <= (self.year or 0) <= 2099:
			frappe.throw(_("{0} is no year.").format(self.year))
		owner = frappe.db.get_value("Points Book", self.book, "grid_unit")
		if owner and not codes.contains(owner, self.grid_unit):
			frappe.throw(_("The book is not kept in {0}.").format(self.grid_unit))
		settlement.fill_days(self)
		self.settlement_title = self._title()
		for other in settlement.others(self):
			if other.year == self.year:
				settlement.refuse(
					_("There is a settlement of this book for {0} in {1} already.").format(
						other.year, other.grid_unit
					)
				)

	def _title(self) -> str:
		place = frappe.db.get_value("Grid Unit", self.grid_unit, "unit_name")
		book = frappe.db.get_value("Points Book", self.book, "book_name")
		return f"{place} {book} {self.year}"[:140]

	def _refuse_changes(self):
		before = self.get_doc_before_save()
		fields = ("last_redemption_date", "accept_open", "accept_reason")
		if any(str(self.get(f) or "") != str(before.get(f) or "") for f in fields):
			settlement.refuse(_("The settlement is {0}; it cannot be changed.").format(_(self.status)))

	def on_trash(self):
		if self.status != settlement.WAITING:
			settlement.refuse(_("A settlement that was run stays. It can be undone."))
		row = frappe.qb.DocType("Points Settlement Row")
		frappe.qb.from_(row).delete().where(row.settlement == self.name).run()


def on_doctype_update():
	frappe.db.add_index("Points Settlement", ["book", "year"], "book_and_year")

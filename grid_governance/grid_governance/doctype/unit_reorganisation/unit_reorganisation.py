import frappe
from frappe import _
from frappe.utils import getdate, now, nowdate

from grid_governance.documents import PlacedDocument
from grid_governance.registry import codes, reorganise

PREPARED, CARRIED_OUT = "Reorganisation Prepared", "Reorganisation Carried Out"
SAID_BY_CODE = ("status", "carried_out_on", "carried_out_by", "result_log")


class UnitReorganisation(PlacedDocument):
	"""The paper for a merger, split or move of units; carried out once, by registry/reorganise.py."""

	def check_permission(self, permtype="read", permlevel=None):
		self.place()
		super().check_permission(permtype, permlevel)

	def validate(self):
		before = self.get_doc_before_save()
		if before and before.status == CARRIED_OUT:
			frappe.throw(
				_("This reorganisation has been carried out and stays as it is."), title=_("Carried Out")
			)
		for field in SAID_BY_CODE:
			self.set(field, before.get(field) if before else None)
		self.status = PREPARED
		self.place()
		self.plan()

	def place(self):
		"""The lowest unit that holds all units of the rows, whatever was sent."""
		named = [code for row in self.rows for code in (row.from_unit, row.to_code) if code]
		try:
			chains = [[code, *codes.ancestors(code)] for code in map(codes.normalise, named)]
		except codes.CodeError:
			return  # plan() names the row
		shared = set(chains[0]).intersection(*chains) if chains else set()
		shared = {code for code in shared if frappe.db.exists("Grid Unit", code)}
		if not shared and named:
			frappe.throw(_("The units lie in different provinces."), title=_("Cannot Reorganise"))
		self.grid_unit = max(shared, key=len) if shared else None

	def plan(self):
		return reorganise.plan(self.kind, [row.as_dict() for row in self.rows])

	def carry_out(self):
		"""Move everything now, in this transaction; returns DocType → records moved."""
		self.check_permission("write")
		frappe.db.get_value(self.doctype, self.name, "name", for_update=True)
		self.reload()
		if self.status == CARRIED_OUT:
			frappe.throw(
				_("This reorganisation has been carried out and stays as it is."), title=_("Carried Out")
			)
		if getdate(self.effective_date) > getdate(nowdate()):
			frappe.throw(
				_("It is in force from {0}. Please carry it out on that day or later.").format(
					self.effective_date
				),
				title=_("Too Early"),
			)
		plan = self.plan()
		moved = reorganise.carry_out(plan)
		self.db_set(
			{
				"status": CARRIED_OUT,
				"carried_out_on": now(),
				"carried_out_by": frappe.session.user,
				"result_log": "\n".join(f"{_(doctype)}: {number}" for doctype, number in moved.items()),
			}
		)
		return moved

	def on_trash(self):
		if self.status == CARRIED_OUT:
			frappe.throw(
				_("This reorganisation has been carried out and stays as it is."), title=_("Carried Out")
			)

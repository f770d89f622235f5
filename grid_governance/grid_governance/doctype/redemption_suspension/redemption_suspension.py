import frappe
from frappe import _
from frappe.utils import add_days, getdate

from grid_governance.documents import PlacedDocument
from grid_governance.points import ledger, recusal
from grid_governance.points.redemption import suspensions

LONGEST = 366 * 2
LIFTING = ("status", "lifted_on", "lifted_by", "lift_reason")


class RedemptionSuspension(PlacedDocument):
	"""The act of the points office that suspends the right to redeem (points/redemption/suspensions.py)."""

	def before_insert(self):
		columns = ["grid_unit", "subject_name", "subject_doctype", "subject"]
		account = frappe.db.get_value("Points Account", self.account, columns, as_dict=True)
		self.grid_unit, self.holder_name = account.grid_unit, account.subject_name
		self.update({**dict.fromkeys(LIFTING), "status": suspensions.IN_FORCE})
		recusal.refuse_own([recusal.Interest(account.subject_name, account.subject_doctype, account.subject)])

	def validate(self):
		super().validate()
		if not self.is_new():
			self.validate_fixed()
			return
		first, last = getdate(self.from_date), getdate(self.until_date)
		if not (self.basis or "").strip():
			frappe.throw(_("A suspension needs its basis."), frappe.MandatoryError, title=_("Basis Missing"))
		if last < first or last < getdate() or last > getdate(add_days(first, LONGEST)):
			frappe.throw(
				_("The last day must not be past, nor before the first, nor more than two years later."),
				title=_("Date Not Valid"),
			)

	def validate_fixed(self):
		before = self.get_doc_before_save()
		for df in self.meta.fields:
			if df.fieldname != "paper" and str(self.get(df.fieldname) or "") != str(
				before.get(df.fieldname) or ""
			):
				frappe.throw(
					_("A decision is not edited. Lift it and take a new one."), title=_("Paper Is Finished")
				)

	def after_insert(self):
		ledger.lock_accounts([self.account])
		suspensions.take_effect(self.account)

	def on_trash(self):
		frappe.throw(_("A decision is kept. Lift it instead."), title=_("Paper Is Finished"))


def on_doctype_update():
	frappe.db.add_index("Redemption Suspension", ["status", "from_date"], "status_and_first_day")

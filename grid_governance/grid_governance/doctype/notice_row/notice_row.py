import frappe
from frappe import _

from grid_governance.points.ledger.immutable import ImmutableDocument


class NoticeRow(ImmutableDocument):
	"""One deed on a notice; written by points/notice/notice_rows.py and notice_credit.py, by sets."""

	def refuse(self):
		frappe.throw(
			_("Rows of a notice are not written by hand: gather them anew, or decide an objection."),
			title=_("Rows Are Fixed"),
		)


def on_doctype_update():
	frappe.db.add_index("Notice Row", ["notice", "status"], "notice_and_status")
	frappe.db.add_index("Notice Row", ["notice", "position"], "notice_and_position")
	frappe.db.add_index("Notice Row", ["source_name"], "source_name")

"""Quarterly Case File 季度合订卷: the small matters of one body and quarter (cases/case_file/quarterly.py)."""

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.cases import workers
from grid_governance.cases.case_file import quarterly, seal
from grid_governance.documents import PlacedDocument


class QuarterlyCaseFile(PlacedDocument):
	def before_insert(self):
		quarterly.fill(self)
		self.archived_on = nowdate()
		self.archivist = self.archivist or workers.own()

	def after_insert(self):
		quarterly.file_cases(self)

	def on_trash(self):
		if not self.flags.get(seal.OWN_STEP):
			frappe.throw(
				_("{0} belongs to the file of a case and is not deleted.").format(_(self.doctype)),
				title=_("Part Of The File"),
			)

"""Case File 调解卷宗: what people decide about the file of a case; its papers are computed (cases/case_file/)."""

import frappe
from frappe import _

from grid_governance.cases import case_records
from grid_governance.cases.case_file import seal, uploads
from grid_governance.documents import PlacedDocument

# Written by filing, reopening and binding alone, whatever a request sends along.
OWN_TABLES = ("volumes", "reopenings")
OWN_FIELDS = ("draft", "draft_on", "binding_problem")


class CaseFile(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		case = case_records.case_of(self)
		self.volume_number = case.file_number or case.matter_number or case.case_title
		self.volume_title = uploads.default_title(case)
		if not self.flags.get(seal.OWN_STEP):
			self.keep_what_is_not_typed()

	def keep_what_is_not_typed(self):
		stored = self.get_doc_before_save() or frappe.new_doc(self.doctype)
		for table in OWN_TABLES:
			self.set(table, stored.get(table))
		for field in OWN_FIELDS:
			self.set(field, stored.get(field))

	def on_trash(self):
		if self.volumes or self.reopenings:
			frappe.throw(
				_("{0} belongs to the file of a case and is not deleted.").format(_(self.doctype)),
				title=_("Part Of The File"),
			)

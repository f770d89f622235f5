import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.registry import divisions

OUTCOME = ("started_at", "finished_at", "import_log")


class DivisionImport(Document):
	"""One file of the bureau's divisions, which places of it are wanted, and what came of it."""

	def validate(self):
		self.scope_codes = ", ".join(divisions.parse_scope(self.scope_codes))
		before = self.get_doc_before_save()
		counts = [f.fieldname for f in self.meta.fields if f.fieldtype == "Int"]
		for field in (*OUTCOME, *counts, "status"):
			self.set(field, before.get(field) if before else None)
		self.status = self.status or "Import Waiting"

	def on_trash(self):
		if self.status == "Import Running":
			frappe.throw(_("This import is running already."), title=_("Please Wait"))

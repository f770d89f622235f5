import frappe
from frappe import _

from grid_governance.documents import PlacedDocument
from grid_governance.registry import codes
from grid_governance.registry.importing import job

OUTCOME = ("row_count", "result_file", "preview", "import_log", "started_at", "finished_at")


class HouseholdImport(PlacedDocument):
	"""One file of households: where it goes, what to do with wrong rows, and what came of it."""

	def validate(self):
		super().validate()
		if codes.level(self.grid_unit) < 4:
			frappe.throw(
				_("Households are imported into a township, a village or a grid, not into {0}.").format(
					self.grid_unit
				),
				title=_("Unit Too Large"),
			)
		job.check_right(self.grid_unit)
		self._keep_outcome()

	def _keep_outcome(self):
		"""Only the import itself says what came of it; another file or unit starts anew."""
		before = self.get_doc_before_save()
		counts = [f.fieldname for f in self.meta.fields if f.fieldtype == "Int"]
		for field in (*OUTCOME, *counts, "status"):
			self.set(field, before.get(field) if before else None)
		if not before or before.import_file != self.import_file or before.grid_unit != self.grid_unit:
			if before and before.status == job.DONE:
				frappe.throw(
					_("This import is done. Make a new one for another file."), title=_("Import Done")
				)
			self.status = job.WAITING

	def on_trash(self):
		if self.status == job.RUNNING:
			frappe.throw(_("This import is running already."), title=_("Please Wait"))

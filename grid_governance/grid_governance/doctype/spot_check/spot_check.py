import frappe
from frappe import _
from frappe.utils import now

from grid_governance.documents import PlacedDocument
from grid_governance.points.review import sampling, spot_check_outcome, spot_checks

BY_HAND = ("result", "note", "photo")


class SpotCheck(PlacedDocument):
	"""A random sample with its seed; each row is visited once, and what was found has its consequence."""

	def onload(self):
		self.set_onload("by_checker", spot_checks.by_checker(self.rows))

	def before_validate(self):
		stored = self.get_doc_before_save()
		if self.flags.by_code:
			return
		if stored is None:
			frappe.throw(_("A sample is drawn, not typed."), title=_("Rows Are Drawn"))
		for field in self.meta.get_fieldnames_with_value():
			if field not in ("check_name", "due_date", "remarks", "rows"):
				self.set(field, stored.get(field))
		known = {row.name: row for row in stored.rows}
		if set(known) != {row.name for row in self.rows}:
			frappe.throw(_("The sample stays as it was drawn."), title=_("Rows Are Drawn"))
		for row in self.rows:
			before = known[row.name]
			for field in row.meta.get_fieldnames_with_value():
				if field not in BY_HAND or before.result:
					row.set(field, before.get(field))

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		known = {row.name: row.result for row in stored.rows} if stored else {}
		self.flags.visited = [row for row in self.rows if row.result and not known.get(row.name)]
		for row in self.flags.visited:
			self._sign(row)
		self.sample_count = len(self.rows)
		self.visited_count = sum(bool(row.result) for row in self.rows)
		self.failed_count = sum(row.result == spot_checks.FALSE for row in self.rows)
		self.failed_share = sampling.share(self.failed_count, self.visited_count)
		done = self.visited_count == self.sample_count
		self.status = spot_checks.FINISHED if done else spot_checks.UNDER_WAY

	def _sign(self, row):
		spot_checks.refuse_visitor(row)
		if row.result == spot_checks.FALSE and not (row.note or "").strip():
			frappe.throw(
				_("Row {0}: please write what was found at {1}.").format(row.idx, row.subject_name),
				title=_("Reason Missing"),
			)
		row.visitor, row.visited_on = frappe.session.user, now()

	def on_update(self):
		failed = [row for row in self.flags.visited or () if row.result == spot_checks.FALSE]
		for row in failed:
			row.consequence, row.entry = spot_check_outcome.follow(row)
			row.db_set({"consequence": row.consequence, "entry": row.entry})
		if failed:
			self._tell_of_batches(spot_check_outcome.send_back(self))

	def _tell_of_batches(self, names: list[str]):
		if names:
			frappe.msgprint(
				_("{0} batches go back to be checked again: the limit of {1}% is reached.").format(
					len(names), self.limit_share
				),
				indicator="orange",
			)


def on_doctype_update():
	frappe.db.add_index("Spot Check", ["grid_unit", "status"], "unit_and_status")

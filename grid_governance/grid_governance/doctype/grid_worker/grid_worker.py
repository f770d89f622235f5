import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.documents import PlacedDocument
from grid_governance.registry import logins, unit_names

POST_COLUMNS = (
	"duty",
	"grid_unit",
	"scope",
	"from_date",
	"to_date",
	"mediation_body",
	"organisation",
	"points_shop",
)


class GridWorker(PlacedDocument):
	"""A person of the grid team; the posts say what the login may do, and where."""

	def validate(self):
		super().validate()
		self.validate_posts()
		self.validate_authority_over_posts()

	def validate_posts(self):
		for row in self.posts:
			if row.from_date and row.to_date and str(row.to_date) < str(row.from_date):
				frappe.throw(
					_("Row {0}: the post ends before it begins. Please correct the dates.").format(row.idx),
					title=_("Dates Reversed"),
				)
			row.scope = row.scope or frappe.get_cached_value("Grid Duty", row.duty, "default_scope")
			if row.has_value_changed("grid_unit"):
				self._check_unit(row)

	def _check_unit(self, row):
		if frappe.get_cached_value("Grid Unit", row.grid_unit, "status") == "Closed":
			frappe.throw(
				_("Row {0}: unit {1} is closed.").format(row.idx, row.grid_unit), title=_("Unit Closed")
			)

	def validate_authority_over_posts(self):
		"""Who writes posts may add, change or end them only where the own posts reach, and never the own ones.

		Otherwise whoever keeps the list of workers could make himself anything anywhere.
		"""
		user = frappe.session.user
		if user == "Administrator" or self.flags.ignore_permissions:
			return
		touched = self._touched_posts()
		if touched and user in (self.user, (self.get_doc_before_save() or self).user):
			frappe.throw(
				_("Nobody changes the own posts. Please ask the level above."), frappe.PermissionError
			)
		if self.has_value_changed("user") and not self.is_new():
			touched = [*touched, *self.get_doc_before_save().posts, *self.posts]
		for row in touched:
			if not permissions.may("Grid Worker", "write", row.grid_unit):
				frappe.throw(
					_("Your posts do not reach {0}, so you cannot give or take a post there.").format(
						unit_names.full(row.grid_unit)
					),
					frappe.PermissionError,
				)

	def _touched_posts(self) -> list:
		before = {row.name: row for row in (self.get_doc_before_save() or frappe._dict(posts=[])).posts}
		now = {row.name: row for row in self.posts}
		changed = [
			row
			for name, row in now.items()
			if name not in before
			or any(str(row.get(c) or "") != str(before[name].get(c) or "") for c in POST_COLUMNS)
		]
		return (
			changed
			+ [before[row.name] for row in changed if row.name in before]
			+ [row for name, row in before.items() if name not in now]
		)

	def on_update(self):
		before = self.get_doc_before_save()
		for user in {self.user, before.user if before else None} - {None, ""}:
			permissions.refresh_roles(user)
		if before and before.enabled and not self.enabled:
			logins.close_login(self.user)

	def after_delete(self):
		permissions.refresh_roles(self.user)

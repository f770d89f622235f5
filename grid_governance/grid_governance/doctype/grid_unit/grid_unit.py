import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance import permissions, reach
from grid_governance.registry import codes


class GridUnit(Document):
	"""One place in the one tree; its name is its code and never changes (design: the code is the address).

	A plain Document with `is_tree`: lft and rgt are digits computed from the code, so an insert shifts
	and locks nothing, and the platform's "descendants of" still answers rightly.
	"""

	def autoname(self):
		if not self.code:
			self.code = self._next_code()
		try:
			self.code = codes.normalise(self.code)
		except codes.CodeError as error:
			frappe.throw(
				_("Code {0} is not a unit code: {1}. Please compare it with the bureau's list.").format(
					self.code, _(error.args[0])
				),
				title=_("Malformed Code"),
			)
		self.name = self.code

	def _next_code(self) -> str:
		if not self.parent_grid_unit:
			frappe.throw(_("Give a code, or the unit that this one belongs to."), title=_("Code Missing"))
		provisional = codes.level(self.parent_grid_unit) < codes.LEVELS.index("Village") + 1
		taken = frappe.get_all("Grid Unit", {"parent_grid_unit": self.parent_grid_unit}, pluck="name")
		try:
			code = codes.next_child(self.parent_grid_unit, taken, provisional=provisional)
		except codes.CodeError as error:
			frappe.throw(
				_("No code can be given below {0}: {1}.").format(self.parent_grid_unit, _(error.args[0])),
				title=_("Code Missing"),
			)
		return code

	def validate(self):
		if self.has_value_changed("code") and not self.is_new():
			frappe.throw(_("A unit keeps its code. Use Reorganise."), title=_("Code Fixed"))
		self._keep_status()
		self._place_in_tree()
		self._check_authority()
		self._check_sibling_names()

	def _keep_status(self):
		"""Closing a unit and naming its successor is Reorganise's alone (it moves the records along)."""
		before = self.get_doc_before_save()
		if before and (self.status, self.successor or None) != (before.status, before.successor or None):
			frappe.throw(_("A unit is closed or succeeded by Reorganise only."), title=_("Code Fixed"))
		if not before:
			self.status = "Provisional" if codes.is_provisional(self.code) else "In Use"
			self.successor = None

	def _place_in_tree(self):
		above = codes.parent(self.code)
		if self.parent_grid_unit and self.parent_grid_unit != above:
			frappe.throw(
				_("Code {0} does not lie inside {1}; by its digits it belongs to {2}.").format(
					self.code, self.parent_grid_unit, above or "–"
				),
				title=_("Code Outside Its Parent"),
			)
		if above and not frappe.db.exists("Grid Unit", above):
			frappe.throw(
				_(
					"{0} belongs to {1}, which is not there yet. Please create or import that one first."
				).format(self.code, above),
				title=_("Parent Missing"),
			)
		self.parent_grid_unit = above
		self.level = codes.level_name(self.code)
		self.lft, self.rgt = codes.tree_bounds(self.code)
		self.is_group = int(codes.level(self.code) < len(codes.LENGTHS))

	def _check_authority(self):
		"""Units are readable by all; they are written where one has a post that may, or by the site's admin."""
		if "System Manager" in frappe.get_roles() or permissions.may("Grid Unit", "write", self.code):
			return
		reach.refuse(self.code)

	def _check_sibling_names(self):
		twin = frappe.db.get_value(
			"Grid Unit",
			{
				"parent_grid_unit": self.parent_grid_unit or ["is", "not set"],
				"unit_name": self.unit_name,
				"status": ["!=", "Closed"],
				"name": ["!=", self.name],
			},
		)
		if twin and self.status != "Closed":
			frappe.throw(
				_("{0} is already the name of {1} beside it. Please choose another.").format(
					self.unit_name, twin
				),
				title=_("Name Taken"),
			)

	def before_rename(self, old: str, new: str, merge: bool = False):
		frappe.throw(_("A unit is never renamed. Use Reorganise."), title=_("Code Fixed"))

	def on_trash(self):
		if frappe.db.exists("Grid Unit", {"parent_grid_unit": self.name}):
			frappe.throw(
				_("{0} still has units inside it. Remove or move those first.").format(self.name),
				title=_("Unit In Use"),
			)


def on_doctype_update():
	frappe.db.add_index("Grid Unit", ["parent_grid_unit", "unit_name"], "parent_and_name")

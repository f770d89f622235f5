import frappe
from frappe import _
from frappe.utils import add_days, getdate, nowdate

from grid_governance import reach
from grid_governance.documents import PlacedDocument
from grid_governance.registry import handover


class PostHandover(PlacedDocument):
	"""The posts of one worker in a unit, and all that is open there, pass to another; printed and signed.

	Saving it carries it out; it is a record of what happened and cannot be changed afterwards.
	"""

	def validate(self):
		super().validate()
		if not self.is_new():
			frappe.throw(_("A handover that has taken place is not changed. Hand over anew."))
		if self.handed_over_by == self.taken_over_by:
			frappe.throw(_("A post is not handed over to oneself."), title=_("Same Person"))
		if getdate(self.handover_date) > getdate(nowdate()):
			frappe.throw(_("The date lies in the future. Hand over on the day itself."))
		name, enabled = frappe.db.get_value("Grid Worker", self.taken_over_by, ["worker_name", "enabled"])
		if not enabled:
			frappe.throw(_("{0} is disabled and cannot take over.").format(name))
		self.check_authority()
		self.flags.matters = handover.open_matters(self.handed_over_by, self.grid_unit)
		self.set("items", [])
		listed = handover.listed(self.flags.matters)
		titles = handover.titles(listed)
		for matter in listed:
			label = frappe.get_meta(matter.doctype).get_label(matter.column)
			self.append(
				"items",
				{
					"item_doctype": matter.doctype,
					"matter": titles[matter.doctype, matter.name],
					"held_as": _(label),
					"item_name": matter.name,
					"column_name": matter.column,
				},
			)

	def check_authority(self):
		"""Giving a post needs the same reach as writing one on the worker's own form."""
		reach.require("Grid Worker", "write", self.grid_unit)

	def after_insert(self):
		handover.hand_over(self.flags.matters, self.taken_over_by)
		self._move_posts()

	def _move_posts(self):
		old = frappe.get_doc("Grid Worker", self.handed_over_by)
		new = frappe.get_doc("Grid Worker", self.taken_over_by)
		last_day = add_days(self.handover_date, -1)
		for row in old.posts:
			inside = row.grid_unit.startswith(self.grid_unit)
			if not inside or (row.to_date and getdate(row.to_date) <= getdate(last_day)):
				continue
			new.append(
				"posts",
				{
					column: row.get(column)
					for column in (
						"duty",
						"grid_unit",
						"scope",
						"mediation_body",
						"organisation",
						"points_shop",
					)
				}
				| {"from_date": self.handover_date, "to_date": row.to_date},
			)
			row.to_date = last_day
			row.from_date = min(getdate(row.from_date or last_day), getdate(last_day))
		new.save()
		old.save()

	def on_trash(self):
		frappe.throw(_("A handover that has taken place is kept."))

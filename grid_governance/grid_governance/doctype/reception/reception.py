import frappe
from frappe import _

from grid_governance import plain
from grid_governance.cases.intake import reception
from grid_governance.documents import PlacedDocument
from grid_governance.registry import codes, papers, unit_names
from grid_governance.registry.following import refuse

# what the window writes down; everything else is the code's
STATED = ("visitor_name", "visitor_phone", "people_count", "way", "matter", "event_unit", "resident")
# what comes of it is written when it is dealt with, never together with the visit
LATER = ("dealt_on", "dealt_by", "directed_to", "answer", "came_of_it", "told_way", "told_at")


class Reception(PlacedDocument):
	"""One visit to the window (来访登记): five fields, a number, and how it was dealt with."""

	def before_validate(self):
		for text in ("visitor_name", "matter"):
			self.set(text, plain.as_plain(self.get(text)))
		self.grid_unit = frappe.db.get_value("Governance Centre", self.centre, "grid_unit")
		stored = self.get_doc_before_save()
		if stored is None:
			self.matter_number = None
			return
		for df in self.meta.fields:
			if df.fieldname not in STATED and df.fieldtype not in ("Section Break", "Column Break"):
				self.set(df.fieldname, stored.get(df.fieldname))

	def before_insert(self):
		self.before_validate()
		self.update(dict.fromkeys(LATER))
		self.event_unit = self.event_unit or self.grid_unit
		reception.prepare(self)

	def validate(self):
		super().validate()
		refuse(papers.check_phone(self.visitor_phone, "visitor_phone"), self.doctype)
		if (self.people_count or 0) < 1:
			frappe.throw(_("At least one visitor has come."), title=_("Number Of Visitors"))
		centre = frappe.get_cached_value("Governance Centre", self.centre, ["grid_unit", "status"])
		if self.is_new() and centre[1] != "Centre Open":
			frappe.throw(_("This centre is closed. Please choose another one."), title=_("Centre Closed"))
		if not codes.contains(centre[0], self.event_unit):
			frappe.throw(
				_(
					"{0} does not belong to this centre's area. Please guide the visitor to its own centre."
				).format(unit_names.full(self.event_unit)),
				title=_("Not This Centre"),
			)
		stored = self.get_doc_before_save()
		if stored and stored.outcome != reception.OPEN:
			frappe.throw(_("What was dealt with is not rewritten."), title=_("Dealt With Already"))
		if self.is_new():
			self.matter_number = reception.next_number(self.centre)  # last: what is refused takes none

	def on_trash(self):
		frappe.throw(_("A reception keeps its number; it is never deleted."))


def on_doctype_update():
	frappe.db.add_unique("Reception", ["centre", "matter_number"], "centre_and_number")
	frappe.db.add_index("Reception", ["visitor_phone"])
	frappe.db.add_index("Reception", ["resident"])
	frappe.db.add_index("Reception", ["visitor_name"])
	frappe.db.add_index("Reception", ["grid_unit", "received_on"], "unit_and_time")

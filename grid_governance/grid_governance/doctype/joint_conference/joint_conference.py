"""Joint Conference 联席会议: who came, what was discussed, what was concluded (cases/supervision/conferences.py)."""

import frappe
from frappe import _
from frappe.utils import get_datetime

from grid_governance.cases.supervision import words
from grid_governance.documents import PlacedDocument


class JointConference(PlacedDocument):
	def before_insert(self):
		self.update({"status": words.DRAFT, "concluded_on": None, "concluded_by": None})
		for row in self.conclusions:
			row.update({"handover": None, "supervision_order": None})

	def before_validate(self):
		self.held_at = get_datetime(self.held_at).replace(microsecond=0)

	def validate(self):
		super().validate()
		for row in (*self.matters, *self.conclusions):
			if row.dispute_case:
				frappe.get_doc("Dispute Case", row.dispute_case).check_permission("read")
		self._keep_concluded()

	def _keep_concluded(self):
		before = self.get_doc_before_save()
		if not before or self.flags.by_supervision:
			return
		self.concluded_on, self.concluded_by = before.concluded_on, before.concluded_by
		if self.status != before.status:
			frappe.throw(_("Use the button “Conclude Conference”."), title=_("Not By Hand"))
		if before.status == words.CONCLUDED and _plain(before) != _plain(self):
			frappe.throw(
				_("The minutes stand: only the photo of the signed sheet may still be added."),
				title=_("Conference Concluded"),
			)

	def on_trash(self):
		if self.status == words.CONCLUDED:
			frappe.throw(_("The minutes of a conference stay on record."), title=_("Stays On Record"))


def _plain(doc) -> dict:
	"""Everything that the minutes say."""
	return {
		**{f: str(doc.get(f) or "") for f in _FIELDS},
		**{
			table: [[str(row.get(f) or "") for f in fields] for row in doc.get(table)]
			for table, fields in _TABLES.items()
		},
	}


_FIELDS = ("conference_title", "grid_unit", "held_at", "venue", "chaired_by", "recorder")
_TABLES = {
	"attendees": ("attendee_name", "unit_name", "office_held"),
	"matters": ("dispute_case", "discussion"),
	"conclusions": ("conclusion", "dispute_case", "to_unit", "to_department", "due"),
}

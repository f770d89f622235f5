import frappe
from frappe import _
from frappe.utils import now

from grid_governance.documents import PlacedDocument
from grid_governance.points.notice import notices, objections

# what the objector said; examining adds findings, deciding the answer
SAID = (
	"notice",
	"grid_unit",
	"way",
	"objector_name",
	"objector",
	"phone",
	"for_another",
	"agent_name",
	"agent_authority",
	"facts",
	"raised_on",
	"notice_title",
)
OF_THE_CODE = ("stage", "handler", "examined_on", "decided_by", "decided_on", "answer", "kept_from")


class NoticeObjection(PlacedDocument):
	"""Somebody says that a row is wrong. Only handlers without a part in it read who."""

	def before_validate(self):
		stored = self.get_doc_before_save()
		for field in OF_THE_CODE:
			self.set(field, stored.get(field) if stored else None)
		if stored is None:
			self.stage, self.raised_on = objections.RAISED, now()
			self.way = "By Portal" if self.flags.by_portal else "On Paper"
			place, title = frappe.db.get_value(notices.DOCTYPE, self.notice, ["grid_unit", "title"]) or (
				None,
				None,
			)
			self.grid_unit, self.notice_title = place, title

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored is None:
			self._check_new()
			return
		same = all(str(self.get(field) or "") == str(stored.get(field) or "") for field in SAID)
		if not same or _rows(self) != _rows(stored) or _files(self) != _files(stored):
			frappe.throw(
				_("What the objector said stays as it was raised."),
				objections.ObjectionError,
				title=_("Facts Are Fixed"),
			)
		if stored.stage not in objections.OPEN_STAGES and (self.findings or "") != (stored.findings or ""):
			frappe.throw(_("The objection is decided and stays so."), objections.ObjectionError)

	def _check_new(self):
		notice = notices.locked(self.notice)
		objections.check_time(notice)
		rows = objections.check_rows(self.notice, [row.notice_row for row in self.rows])
		if not (self.facts or "").strip():
			frappe.throw(
				_("Please say what is wrong and why."), objections.ObjectionError, title=_("Facts Missing")
			)
		self._check_agent()
		self.kept_from = "".join(f"|{login}|" for login in objections.kept_from(notice, rows))
		for row in self.rows:
			row.decision, row.new_points = None, 0
		self._held = rows

	def _check_agent(self):
		if bool(self.for_another) != bool((self.agent_name or "").strip()):
			frappe.throw(
				_(
					"Who objects for another says so: name the agent and tick that the objection is raised for another."
				),
				objections.AgentMissing,
				title=_("Agent Missing"),
			)
		if self.for_another and not (self.agent_authority or "").strip():
			frappe.throw(
				_("Please write by what authority {0} acts for {1}.").format(
					self.agent_name, self.objector_name
				),
				objections.AgentMissing,
				title=_("Authority Missing"),
			)

	def after_insert(self):
		objections.hold(self.notice, self._held)
		objections.tell_handlers(self)

	def on_trash(self):
		frappe.throw(_("An objection is decided, not deleted."), objections.ObjectionError)


def _rows(doc) -> list[tuple]:
	return [(row.notice_row, row.decision or "", row.new_points or 0) for row in doc.rows]


def _files(doc) -> list[str]:
	return [row.file for row in doc.attachments]


def on_doctype_update():
	frappe.db.add_index("Notice Objection", ["notice", "stage"], "notice_and_stage")
	frappe.db.add_index("Notice Objection", ["grid_unit", "stage"], "unit_and_stage")

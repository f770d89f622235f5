import frappe
from frappe import _
from frappe.utils import get_fullname, now

from grid_governance import permissions, telling
from grid_governance.documents import PlacedDocument
from grid_governance.points.notice import notices
from grid_governance.registry import codes


class NoticeRemark(PlacedDocument):
	"""一晒一督: a level above remarks on a notice, the place that published it answers."""

	def before_validate(self):
		stored = self.get_doc_before_save()
		if stored is None:
			self.grid_unit = frappe.db.get_value(notices.DOCTYPE, self.notice, "grid_unit")
			self.remarked_by, self.remarked_on = frappe.session.user, now()
			self.answer = self.answered_by = self.answered_on = None
			return
		for field in ("remarked_by", "remarked_on", "answered_by", "answered_on"):
			self.set(field, stored.get(field))
		if (self.answer or "").strip() and self.answer != stored.answer:
			self.answered_by, self.answered_on = frappe.session.user, now()

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored is None:
			self._check_above()
		elif self.remark != stored.remark:
			frappe.throw(
				_("A remark stays as it was written. Please add another one."), title=_("Remark Is Fixed")
			)
		elif stored.answer and self.answer != stored.answer and frappe.session.user != stored.answered_by:
			frappe.throw(
				_("Only {0} corrects this answer.").format(get_fullname(stored.answered_by)),
				frappe.PermissionError,
			)
		elif self.answered_by == stored.remarked_by and self.answer != stored.answer:
			frappe.throw(_("Who remarked does not answer. The village answers."), frappe.PermissionError)

	def after_insert(self):
		publisher = frappe.db.get_value(notices.DOCTYPE, self.notice, "published_by")
		self._tell(publisher, _("A remark on the notice “{0}” waits for your answer."))

	def on_update(self):
		stored = self.get_doc_before_save()
		if stored and self.answered_by and not stored.answered_by:
			self._tell(self.remarked_by, _("Your remark on the notice “{0}” is answered."))

	def _tell(self, user: str | None, subject: str) -> None:
		title = frappe.db.get_value(notices.DOCTYPE, self.notice, "title")
		telling.tell([user], subject.format(frappe.utils.escape_html(title)), self.doctype, self.name)

	def _check_above(self):
		if frappe.db.get_value(notices.DOCTYPE, self.notice, "stage") == notices.DRAFT:
			frappe.throw(_("The notice is not published yet."), title=_("Not In This Stage"))
		above = codes.parent(self.grid_unit)
		if not (above and permissions.may(self.doctype, "create", above)):
			frappe.throw(
				_("Remarks are made by the levels above {0}.").format(self.grid_unit),
				frappe.PermissionError,
				title=_("Level Above Only"),
			)


def on_doctype_update():
	frappe.db.add_index("Notice Remark", ["notice"], "notice")

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance import work_calendar
from grid_governance.documents import PlacedDocument
from grid_governance.points.notice import notice_rows, notices

USUAL_DAYS = 5
OF_THE_CODE = (
	"stage",
	"starts_on",
	"last_day",
	"published_by",
	"published_on",
	"closing_by",
	"closing_on",
	"credited_on",
	"stop_reason",
	"row_count",
	"total_points",
	"credited_count",
	"refused_count",
	"objected_count",
	"taken_out_count",
	"outcome",
	"public_code",
)
# what the sheet on the board says
PRINTED = (
	"title",
	"grid_unit",
	"book",
	"days",
	"planned_start",
	"content",
	"object_to",
	"object_phone",
	"object_place",
)


class PublicNotice(PlacedDocument):
	"""What a village hangs on its board, with its days. Stages are moved by points/notice/notices.py alone."""

	def before_insert(self):
		self.public_code = frappe.generate_hash(length=20)
		self.stage = notices.DRAFT
		self.object_to = self.object_to or self._last_time("object_to") or _("Supervisory Committee")
		self.object_phone = self.object_phone or self._last_time("object_phone")
		self.object_place = self.object_place or self._last_time("object_place")

	def before_validate(self):
		stored = self.get_doc_before_save()
		for field in OF_THE_CODE:
			if stored is not None:
				self.set(field, stored.get(field))
			elif field not in ("stage", "public_code"):
				self.set(field, None)
		self._keep_photos(stored)
		if self.kind != notices.POINTS:
			self.book = None
		self.title = (self.title or "").strip() or self._usual_title()

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored and stored.stage != notices.DRAFT:
			changed = [field for field in PRINTED if _plain(self.get(field)) != _plain(stored.get(field))]
			if changed or _files(self.attachments) != _files(stored.attachments):
				frappe.throw(
					_(
						"What was published stays as it hangs on the board. Stop the notice and make a new one."
					),
					notices.NoticeError,
					title=_("Notice Is Published"),
				)

	def on_update(self):
		"""A draft shows at once what it would publish."""
		stored = self.get_doc_before_save()
		if self.stage != notices.DRAFT:
			return
		if self.kind == notices.POINTS and (
			stored is None or (self.grid_unit, self.book) != (stored.grid_unit, stored.book)
		):
			notice_rows.gather(self)
			notices.refresh_counts(self.name)
			self.update(
				frappe.db.get_value(self.doctype, self.name, ["row_count", "total_points"], as_dict=True)
			)
		self.days = self.days or (notices.wanted_days(self.name) if self.row_count else USUAL_DAYS)
		self.last_day = work_calendar.current().last_day(getdate(self.planned_start or nowdate()), self.days)
		values = {"days": self.days, "last_day": self.last_day}
		frappe.db.set_value(self.doctype, self.name, values, update_modified=False)

	def on_trash(self):
		if self.stage != notices.DRAFT:
			frappe.throw(_("A published notice is stopped, not deleted."), notices.NoticeError)
		frappe.db.delete(notice_rows.DOCTYPE, {"notice": self.name})

	def _keep_photos(self, stored):
		"""Photos come in by the button alone: the first of them starts the days."""
		kept = {row.name: row for row in stored.photos} if stored else {}
		self.photos = list(kept.values())

	def _last_time(self, field: str) -> str | None:
		filters = {"grid_unit": self.grid_unit, "name": ["!=", self.name or ""]}
		return frappe.db.get_value(self.doctype, filters, field, order_by="creation desc")

	def _usual_title(self) -> str:
		day = getdate(self.planned_start or nowdate())
		unit = frappe.get_cached_value("Grid Unit", self.grid_unit, "unit_name") or ""
		pattern = {
			"Points": _("Points Notice Of {0}, {1}-{2}"),
			"Village Affairs": _("Village Affairs Notice Of {0}, {1}-{2}"),
			"Finance": _("Finance Notice Of {0}, {1}-{2}"),
			"Party Affairs": _("Party Affairs Notice Of {0}, {1}-{2}"),
		}[self.kind]
		return pattern.format(unit, day.year, day.month)


def _plain(value) -> str:
	return "" if value in (None, 0, "0") else str(value).strip()


def _files(rows) -> list[str]:
	return [row.file for row in rows]


def on_doctype_update():
	frappe.db.add_index("Public Notice", ["stage", "last_day"], "stage_and_last_day")
	frappe.db.add_index("Public Notice", ["grid_unit", "stage"], "unit_and_stage")

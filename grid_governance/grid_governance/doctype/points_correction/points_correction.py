import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.documents import PlacedDocument
from grid_governance.points.correcting import correction_facts, corrections, openings
from grid_governance.points.correcting.refusal import refuse
from grid_governance.registry import bulk

FACTS = (
	"kind",
	"account",
	"to_account",
	"points",
	"close_after",
	"book",
	"as_of",
	"sheet",
	"reason",
	"basis",
	"grid_unit",
)
TABLES = {"entries": ("entry",), "rows": ("subject", "points"), "evidence": ("file", "note")}
SIGNED = (
	"status",
	"subject_name",
	"account_balance",
	"asked_by",
	"asked_on",
	"decided_by",
	"decided_on",
	"decision_reason",
	"outcome",
	"row_count",
	"total_points",
	"wrong_count",
)


class PointsCorrection(PlacedDocument):
	"""What must be put right in the ledger: asked by one person, decided by a second (correcting/corrections.py).

	A draft is its writer's. What follows is written by the code alone, past this form.
	"""

	def check_permission(self, permtype="read", permlevel=None):
		self._follow_account()
		super().check_permission(permtype, permlevel)

	def validate(self):
		stored = self.get_doc_before_save()
		for field in SIGNED:
			self.set(field, stored.get(field) if stored else None)
		if stored is None:
			self.status = corrections.DRAFT
			self._forget_outcomes()
		elif stored.status != corrections.DRAFT or frappe.session.user != stored.owner:
			self._check_unchanged(stored)
			return
		self._follow_account()
		super().validate()
		if self.kind == correction_facts.OPENING:
			self.account = self.to_account = None
			self.set("entries", [])
			self._judge_rows()
		else:
			self.book = self.as_of = self.sheet = None
			self.set("rows", [])
			self.subject_name = correction_facts.account_row(self.account).subject_name
			if self.kind == correction_facts.REVERSE and self.entries:
				correction_facts.check(self)

	def _follow_account(self):
		"""Where the account stands is where its correction stands, whatever was sent along."""
		if self.kind == correction_facts.OPENING:
			return
		stored = (
			None if self.is_new() else frappe.db.get_value(self.doctype, self.name, ["status", "grid_unit"])
		)
		if stored and stored[0] != corrections.DRAFT:
			self.grid_unit = stored[1]
		else:
			self.grid_unit = (
				frappe.db.get_value("Points Account", self.account, "grid_unit") if self.account else None
			)

	def _judge_rows(self):
		if not permissions.reads("Points Book", self.book):
			frappe.throw(_("Your posts do not reach {0}.").format(_("Points Book")), frappe.PermissionError)
		for row in self.rows:
			row.subject_name = None if row.subject else row.subject_name
			row.problem = row.problem if not row.subject or not row.points else None  # how the cell was wrong
			row.account = row.entry = None
		openings.judge(self)
		one = self.rows[0].subject_name if len(self.rows) == 1 else None
		self.subject_name = one or _("{0} accounts").format(len(self.rows))

	def _forget_outcomes(self):
		for row in self.entries:
			row.reversal = None

	def _check_unchanged(self, stored):
		same = all(_plain(self.get(field)) == _plain(stored.get(field)) for field in FACTS)
		for table, columns in TABLES.items():
			same = same and _rows(self, table, columns) == _rows(stored, table, columns)
		if not same:
			refuse(
				_(
					"A correction is changed by who wrote it, as long as it is a draft. This one is {0}."
				).format(_(stored.status)),
				_("Facts Are Fixed"),
			)

	def update_child_table(self, fieldname: str, df=None):
		if fieldname == "rows":  # a village's sheet of openings has thousands
			return bulk.write_children(self, fieldname)
		return super().update_child_table(fieldname, df)

	def on_trash(self):
		if self.status != corrections.DRAFT:
			refuse(_("A correction that was asked for stays on file."))


def _plain(value) -> str:
	return "" if value in (None, 0, "0") else str(value)


def _rows(doc, table: str, columns: tuple[str, ...]) -> list[tuple]:
	return [tuple(_plain(row.get(column)) for column in columns) for row in doc.get(table)]


def on_doctype_update():
	frappe.db.add_index("Points Correction", ["grid_unit", "status"], "unit_and_status")

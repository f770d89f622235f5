import frappe
from frappe import _
from frappe.utils import getdate, now

from grid_governance.points.declaring import deeds, evidence
from grid_governance.points.declaring.capped import LocksCappedAccounts
from grid_governance.points.declaring.crediting import Endorsed, credit
from grid_governance.points.declaring.deed_document import OPEN_TO_ITS_WRITER, DeedDocument, was_declared
from grid_governance.points.ledger import accounts
from grid_governance.points.recusal import Interest
from grid_governance.points.rulebook import catalogue, rules
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.workflows.move import move


class PointsDeclaration(LocksCappedAccounts, DeedDocument):
	"""One deed of one household, resident, worker or organisation on its way into the ledger."""

	FACTS = (
		"book",
		"subject",
		"doer",
		"declared_by",
		"item",
		"level",
		"deed_date",
		"points",
		"occasion",
		"description",
	)
	DERIVED = ("account", "entry", "subject_name", "grid_unit", "deed_key")

	def name_subject_kind(self, kind: str) -> None:
		self.subject_doctype = kind

	def before_validate(self):
		super().before_validate()
		evidence.read_photos(self)

	def on_update(self):
		evidence.attach_files(self)
		super().on_update()

	def deeds_written(self):
		return [(self.subject, self.item)]

	def check_facts(self):
		stored = self.get_doc_before_save()
		handed_on = self.stage not in OPEN_TO_ITS_WRITER
		row = deeds.Row(
			None,
			self.subject,
			self.item,
			self.level,
			self.doer,
			self._given(stored),
			int(self.occasion or 1),
		)
		deeds.check(
			self.book,
			self.deed_date,
			[row],
			(self.doctype, self.name),
			states=self.flags.account_states if handed_on else None,
			declared_before=was_declared(self, stored),
		)
		item = catalogue.item(self.item, getdate(self.deed_date))
		if item.evidence_required and handed_on and not self.evidence:
			raise rules.RowError(rules.RuleError("no_evidence", item=item.label), None)
		if item.counting != rules.BY_LEVEL:
			self.level = None
		self.points, self.doer, self.subject_name, self.deed_key = (
			row.points,
			row.doer,
			row.subject_name,
			row.key,
		)
		self.base_points, self.multiplier, self.campaign = row.base, row.multiplier, row.campaign
		self._place(row.unit)

	def _given(self, stored):
		"""The points that hands gave; those that the code had set are reckoned anew."""
		if stored and self.points == stored.points:
			same = (self.item, self.level) == (stored.item, stored.level)
			item = catalogue.item(self.item, getdate(self.deed_date))
			return stored.base_points or self.points if same and item.counting == rules.BETWEEN else None
		return self.points

	def _place(self, unit: str):
		"""The deed stands where its subject lives; a place sent along opens no other village."""
		if self.grid_unit == unit:
			return
		self.grid_unit = unit
		if not self.flags.ignore_permissions:
			self.check_permission("create" if self.is_new() else "write")

	def release_deeds(self):
		self.deed_key = None

	def interests(self) -> list[Interest]:
		stored = self.get_doc_before_save()
		return [
			Interest(
				doc.subject_name or doc.subject, doc.subject_doctype, doc.subject, (doc.doer, doc.declared_by)
			)
			for doc in ([self, stored] if stored else [self])
		]

	def credit(self):
		"""Post the deed and reach Credited, in this transaction. Raises RuleBroken when it may not be counted."""
		account = accounts.account_for(self.book, self.subject_doctype, self.subject)
		outcome = credit(
			[
				Endorsed(
					row=self.name,
					account=account,
					subject=self.subject,
					doer=self.doer,
					book=self.book,
					item=self.item,
					day=getdate(self.deed_date),
					occasion=self.occasion or 1,
					points=self.points,
					source_doctype=self.doctype,
					source_name=self.name,
				)
			]
		)[self.name]
		if not outcome.entry:
			frappe.throw(outcome.reason, RuleBroken, title=_("Points Rule"))
		self.flags.crediting = True
		move(self, "Credited", account=account, entry=outcome.entry, credited_on=now(), deed_key=None)


def on_doctype_update():
	frappe.db.add_unique("Points Declaration", ["deed_key"], "deed_once")
	frappe.db.add_index("Points Declaration", ["subject", "item", "deed_date"], "subject_item_deed")
	frappe.db.add_index("Points Declaration", ["grid_unit", "stage"], "unit_and_stage")

import frappe
from frappe import _

from grid_governance.points import batches, catalogue, deeds
from grid_governance.points.deed_document import FINAL, OPEN_TO_ITS_WRITER, DeedDocument
from grid_governance.points.recusal import Interest
from grid_governance.points.rules import RuleError

OPEN, TAKEN_OUT = "To Be Counted", "Taken Out"
MOST_PEOPLE = 5000


class PointsBatch(DeedDocument):
	"""One activity, many people, evidence once: checked, endorsed and credited as a whole."""

	FACTS = ("activity", "book", "item", "level", "points", "deed_date", "grid_unit", "place", "description")
	DERIVED = ("people_count", "counted_count", "refused_count", "outcome")

	def before_validate(self):
		super().before_validate()
		stored = self.get_doc_before_save()
		known = {row.name: row for row in stored.people} if stored else {}
		for row in self.people:
			before = known.get(row.name)
			row.account, row.entry, row.deed_key = (
				(before.account, before.entry, before.deed_key) if before else (None, None, None)
			)
			row.subject_name = before.subject_name if before else None
			allowed = (
				(OPEN, TAKEN_OUT) if not before or before.status in (OPEN, TAKEN_OUT) else (before.status,)
			)
			if row.status not in allowed:
				row.status = before.status if before else OPEN
		self.people_count = sum(row.status == OPEN for row in self.people)

	def validate(self):
		self._check_taken_out()
		super().validate()

	def facts_changed(self, stored) -> bool:
		"""People may be taken out while others handle the batch; added or changed they may not."""
		if super().facts_changed(stored):
			return True
		return [_facts(row) for row in self.people] != [_facts(row) for row in stored.people] or any(
			row.status == OPEN and before.status == TAKEN_OUT
			for row, before in zip(self.people, stored.people, strict=True)
		)

	def _check_taken_out(self):
		stored = self.get_doc_before_save()
		before = {row.name: row.status for row in stored.people} if stored else {}
		for row in self.people:
			if row.status != TAKEN_OUT:
				continue
			if not (row.reason or "").strip():
				frappe.throw(
					_("Row {0}: please say why {1} is taken out.").format(
						row.idx, row.subject_name or row.subject
					),
					title=_("Reason Missing"),
				)
			if before.get(row.name) != TAKEN_OUT and stored and stored.stage in (*FINAL, "Endorsed"):
				frappe.throw(
					_("Row {0}: the batch is {1}; nobody can be taken out any more.").format(
						row.idx, _(stored.stage)
					),
					title=_("Record Is Closed"),
				)
			row.deed_key = None

	def check_facts(self):
		rows = [row for row in self.people if row.status == OPEN]
		if len(self.people) > MOST_PEOPLE:
			frappe.throw(
				_("A batch holds at most {0} people. Please make several.").format(MOST_PEOPLE),
				title=_("Too Many People"),
			)
		if not rows and self.stage not in OPEN_TO_ITS_WRITER:
			frappe.throw(_("Please add the people who took part."), title=_("People Missing"))
		people = [
			deeds.Row(_("Row {0}").format(row.idx), row.subject, row.doer, self._given(row)) for row in rows
		]
		deeds.check(self.book, self.item, self.deed_date, self.level, people, (self.doctype, self.name))
		item = catalogue.item(self.item)
		if item.evidence_required and self.stage != "Draft" and not self.evidence:
			raise deeds.RowError(RuleError("no_evidence", item=item.label), None)
		for row, person in zip(rows, people, strict=True):
			if not person.unit.startswith(self.grid_unit):
				frappe.throw(
					_("{0}: {1} does not live in {2}. Please make a batch of that unit.").format(
						person.where, person.subject_name, self.grid_unit
					),
					title=_("Another Unit"),
				)
			row.subject_name, row.doer = person.subject_name, person.doer
			row.points, row.deed_key = person.points, person.key

	def _given(self, row):
		"""A row's own points, else those of the whole batch."""
		stored = self.get_doc_before_save()
		changed = stored and any(self.get(f) != stored.get(f) for f in ("item", "level", "points"))
		return self.points if changed or not row.points else row.points

	def name_subject_kind(self, kind: str) -> None:
		for row in self.people:
			row.subject_doctype = kind

	def release_deeds(self):
		for row in self.people:
			row.deed_key = None

	def interests(self) -> list[Interest]:
		return [
			Interest(row.subject_name or row.subject, row.subject_doctype, row.subject, (row.doer,))
			for row in self.people
			if row.status == OPEN
		]

	def credit(self):
		batches.start(self)
		columns = ["name", "status", "account", "entry", "reason", "deed_key"]
		outcomes = frappe.get_all(
			"Points Batch Person", {"parent": self.name}, columns, parent_doctype=self.doctype
		)
		by_name = {outcome.name: outcome for outcome in outcomes}
		for row in self.people:
			row.update(by_name[row.name])


def _facts(row) -> tuple:
	return (row.subject, row.doer or None, row.points or 0)


def on_doctype_update():
	frappe.db.add_index("Points Batch", ["grid_unit", "stage"], "unit_and_stage")

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.points.declaring import batch_rows, batches, deeds, evidence, round_sheet, rounds
from grid_governance.points.declaring.capped import LocksCappedAccounts
from grid_governance.points.declaring.deed_document import (
	FINAL,
	NOTICED,
	OPEN_TO_ITS_WRITER,
	DeedDocument,
	was_declared,
)
from grid_governance.points.recusal import Interest
from grid_governance.points.rulebook import catalogue, rules

OPEN, TAKEN_OUT = "To Be Counted", "Taken Out"
ROUND = rounds.KIND
# columns of a row that hands never write
BY_CODE = (
	"account",
	"entry",
	"deed_key",
	"subject_name",
	"address",
	"base_points",
	"multiplier",
	"campaign",
)
MOST_ROWS = {"Activity": 5000, ROUND: rounds.MOST_ROWS}


class PointsBatch(LocksCappedAccounts, DeedDocument):
	"""An activity (one item, many people) or an appraisal round (households and items, a row per cell with
	points): evidence once, checked, endorsed and credited as a whole.
	"""

	FACTS = (
		"activity",
		"kind",
		"book",
		"item",
		"level",
		"points",
		"deed_date",
		"grid_unit",
		"place",
		"description",
	)
	DERIVED = ("people_count", "points_total", "counted_count", "refused_count", "outcome")

	def get_all_children(self, parenttype=None):
		"""Without rows that are as they are stored: the platform looks at each of 20,000 for half a minute."""
		known = self.flags.rows_as_stored or ()
		return [
			row
			for row in super().get_all_children(parenttype)
			if row.parentfield != "people" or row.name not in known
		]

	def check_if_latest(self):
		super().check_if_latest()
		before = self.get_doc_before_save()
		stored = {row.name: batch_rows.values(row) for row in before.people} if before else {}
		self.flags.rows_as_stored = {
			row.name
			for row in self.people
			if row.name in stored and batch_rows.values(row) == stored[row.name]
		}

	def onload(self):
		"""The form of a round has no grid of its cells: the page of rounds shows them."""
		if self.kind == ROUND:
			self.set("people", [])
			self.set_onload("round", round_sheet.summary(self.name))

	def before_validate(self):
		super().before_validate()
		stored = self.get_doc_before_save()
		if stored and stored.kind == ROUND and not self.people:
			self.set("people", [row.as_dict() for row in stored.people])  # the form did not send them
		known = {row.name: row for row in stored.people} if stored else {}
		for row in self.people:
			before = known.get(row.name)
			for field in BY_CODE:
				row.set(field, before.get(field) if before else None)
			allowed = (
				(OPEN, TAKEN_OUT) if not before or before.status in (OPEN, TAKEN_OUT) else (before.status,)
			)
			if row.status not in allowed:
				row.status = before.status if before else OPEN
			if self.kind != ROUND:
				row.item, row.level = self.item, self.level
		evidence.read_photos(self)

	def _count(self):
		"""People of an activity are rows; a household of a round has several."""
		counted = [row for row in self.people if row.status == OPEN]
		self.people_count = len({row.subject for row in counted} if self.kind == ROUND else counted)
		self.points_total = sum(int(row.points or 0) for row in counted)

	def validate(self):
		self._check_kind()
		self._check_taken_out()
		super().validate()
		self._count()

	def _check_kind(self):
		if self.kind != ROUND:
			self.round_items = []
			if not self.item:
				frappe.throw(_("Please choose the points item of the activity."), title=_("Item Missing"))
			return
		self.item = self.level = None
		self.points = 0
		items = list(dict.fromkeys(row.item for row in self.round_items))
		items += [item for item in dict.fromkeys(row.item for row in self.people) if item not in items]
		self.set("round_items", [{"item": item} for item in items if item])

	def facts_changed(self, stored) -> bool:
		"""People may be taken out while others handle the batch; added or changed they may not."""
		if super().facts_changed(stored):
			return True
		if [row.item for row in self.round_items] != [row.item for row in stored.round_items]:
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
			if (
				before.get(row.name) != TAKEN_OUT
				and stored
				and stored.stage in (*FINAL, *NOTICED, "Endorsed")
			):
				frappe.throw(
					_("Row {0}: the batch is {1}; nobody can be taken out any more.").format(
						row.idx, _(stored.stage)
					),
					title=_("Record Is Closed"),
				)
			row.deed_key = None

	def check_facts(self):
		rows = [row for row in self.people if row.status == OPEN]
		if len(self.people) > MOST_ROWS[self.kind]:
			frappe.throw(
				_("A batch holds at most {0} rows. Please make several.").format(MOST_ROWS[self.kind]),
				title=_("Too Many Rows"),
			)
		handed_on = self.stage not in OPEN_TO_ITS_WRITER
		if not rows and handed_on:
			frappe.throw(_("Please add the people who took part."), title=_("People Missing"))
		stored = self.get_doc_before_save()
		deeds.check(
			self.book,
			self.deed_date,
			people := self._deeds(rows, stored),
			(self.doctype, self.name),
			states=self.flags.account_states if handed_on else None,
			declared_before=was_declared(self, stored),
		)
		if handed_on and not self.evidence:
			self._check_evidence({row.item for row in rows})
		for row, person in zip(rows, people, strict=True):
			if not person.unit.startswith(self.grid_unit):
				frappe.throw(
					_("{0}: {1} does not live in {2}. Please make a batch of that unit.").format(
						person.where, person.subject_name, self.grid_unit
					),
					title=_("Another Unit"),
				)
			row.subject_name, row.address, row.doer = person.subject_name, person.address, person.doer
			row.points, row.deed_key = person.points, person.key
			row.base_points, row.multiplier, row.campaign = person.base, person.multiplier, person.campaign

	def _deeds(self, rows, stored) -> list[deeds.Row]:
		known = {row.name: row for row in stored.people} if stored else {}
		changed = stored and any(self.get(f) != stored.get(f) for f in ("item", "level", "points"))
		return [
			deeds.Row(
				_("Row {0}").format(row.idx),
				row.subject,
				row.item,
				row.level,
				row.doer,
				self._given(row, known.get(row.name), changed),
			)
			for row in rows
		]

	def _given(self, row, before, changed):
		"""A row's own points, else those of the whole batch; what the code had set is reckoned anew."""
		if self.kind != ROUND:
			if before and row.points == before.points and not changed:
				return before.base_points or row.points
			return self.points if changed or not row.points else row.points
		if before and (row.points, row.level, row.item) == (before.points, before.level, before.item):
			item = catalogue.item(row.item, getdate(self.deed_date))
			return before.base_points or row.points if item.counting == rules.BETWEEN else None
		return row.points

	def _check_evidence(self, items: set[str]):
		for name in items:
			item = catalogue.item(name, getdate(self.deed_date))
			if item.evidence_required:
				raise rules.RowError(rules.RuleError("no_evidence", item=item.label), None)

	def deeds_written(self):
		for row in self.people:
			yield row.subject, row.item or self.item

	def name_subject_kind(self, kind: str) -> None:
		for row in self.people:
			row.subject_doctype = kind

	def release_deeds(self):
		for row in self.people:
			row.deed_key = None

	def interests(self) -> list[Interest]:
		found = {(row.subject, row.doer): row for row in self.people if row.status == OPEN}
		return [
			Interest(row.subject_name or row.subject, row.subject_doctype, row.subject, (row.doer,))
			for row in found.values()
		]

	def on_update(self):
		evidence.attach_files(self)
		super().on_update()

	def update_child_table(self, fieldname: str, df=None):
		if fieldname != "people":
			return super().update_child_table(fieldname, df)
		batch_rows.write_changes(self.name, self.people, self.get_doc_before_save().people)

	def credit(self):
		if not batches.start(self):
			return
		columns = ["name", "status", "account", "entry", "reason", "deed_key"]
		outcomes = frappe.get_all(
			"Points Batch Person", {"parent": self.name}, columns, parent_doctype=self.doctype
		)
		by_name = {outcome.name: outcome for outcome in outcomes}
		for row in self.people:
			row.update(by_name[row.name])


def _facts(row) -> tuple:
	return (row.subject, row.doer or None, row.item or None, row.level or None, row.points or 0)


def on_doctype_update():
	frappe.db.add_index("Points Batch", ["grid_unit", "stage"], "unit_and_stage")

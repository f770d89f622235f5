import frappe
from frappe import _
from frappe.utils import add_days, date_diff, getdate, now, nowdate

from grid_governance.points.recusal import RecusalError, acts_in_township, are_one
from grid_governance.points.rulebook import catalogue, drives
from grid_governance.points.rulebook.holding import WERE_APPROVED
from grid_governance.points.rulebook.messages import refuse
from grid_governance.points.rulebook.rules import RuleError
from grid_governance.points.signing import SignedDocument

LONGEST = 366  # days: what lasts longer belongs into the rules


class PointsCampaign(SignedDocument):
	"""A dated drive in a unit: items that count besides, or count more. Drafted by one, approved by another."""

	DERIVED = ("approved_by", "approved_on")
	FACTS = ("campaign_name", "grid_unit", "book", "from_date", "to_date")
	FACT_TABLES = ("items",)

	def validate(self):
		stored = self.get_doc_before_save()
		if stored and stored.stage == "Campaign Approved" and self.stage == "Campaign Stopped":
			self.from_date, self.to_date = stored.from_date, stored.to_date
		if self.stage == "Draft" or not stored:
			self._check_dates()
			self._check_items()
		super().validate()
		if self.stage == "Campaign Approved" and not self.approved_by:
			self.approved_by, self.approved_on = frappe.session.user, now()
		if self.stage == "Campaign Stopped" and stored and stored.stage == "Campaign Approved":
			self.to_date = min(getdate(self.to_date), _last_day(self.from_date))

	def _check_dates(self):
		days = date_diff(self.to_date, self.from_date)
		if days < 0:
			frappe.throw(_("The last day lies before the first."), title=_("Dates Reversed"))
		if days > LONGEST:
			frappe.throw(
				_("A campaign lasts at most a year. What lasts longer belongs into the points rules."),
				title=_("Too Long"),
			)

	def _check_items(self):
		seen = set()
		for row in self.items:
			where = _("Row {0}").format(row.idx)
			if row.item in seen:
				frappe.throw(f"{where}: {_('The item stands in the list twice.')}", title=_("Item Twice"))
			seen.add(row.item)
			item = catalogue.item(row.item)
			try:
				row.multiplier = float(drives.multiplier(row.multiplier))
				if not item.in_use:
					raise RuleError("item_stopped", item=item.label)
				if item.unit and not self.grid_unit.startswith(item.unit):
					raise RuleError("wrong_place", item=item.label, owner=item.unit, unit=self.grid_unit)
			except RuleError as error:
				refuse(error, where)

	def check_stage(self, before: str | None, after: str) -> None:
		if before is None and after != "Draft":
			frappe.throw(_("A new record begins as a draft."))
		if before == "Awaiting Approval" and after == "Draft" and not (self.decision_reason or "").strip():
			frappe.throw(
				_("Please write the reason first, then {0}.").format(_("Send Back")),
				title=_("Reason Missing"),
			)
		if after == "Campaign Approved":
			self._check_approval()

	def _check_approval(self):
		if are_one(frappe.session.user, self.entered_by):
			frappe.throw(
				_("Who drafted the campaign does not approve it. Please leave it to another person."),
				RecusalError,
				title=_("Recusal"),
			)
		if not acts_in_township(self.doctype, self.grid_unit, frappe.session.user):
			frappe.throw(
				_("Campaigns are approved by the township or the county."), RecusalError, title=_("Approval")
			)
		if getdate(self.from_date) < getdate(nowdate()):
			frappe.throw(
				_("A campaign does not reach back: its first day is today ({0}) or later.").format(nowdate()),
				title=_("From Date"),
			)

	def onload(self):
		self.set_onload("overlaps", self.overlaps())

	def overlaps(self) -> list[dict]:
		"""Approved campaigns that fit the same deeds: {name, campaign_name, item_name, multiplier} of each."""
		if not (self.grid_unit and self.from_date and self.to_date and self.items):
			return []
		head, row = frappe.qb.DocType("Points Campaign"), frappe.qb.DocType("Points Campaign Item")
		item = frappe.qb.DocType("Points Item")
		query = (
			frappe.qb.from_(head)
			.join(row)
			.on((row.parent == head.name) & (row.parenttype == self.doctype))
			.join(item)
			.on(item.name == row.item)
			.select(head.name, head.campaign_name, head.grid_unit, head.book, item.item_name, row.multiplier)
			.where(head.stage.isin(WERE_APPROVED) & (head.name != (self.name or "")))
			.where((head.from_date <= self.to_date) & (head.to_date >= self.from_date))
			.where(row.item.isin([own.item for own in self.items]))
		)
		return [
			found
			for found in query.run(as_dict=True)
			if (self.grid_unit.startswith(found.grid_unit) or found.grid_unit.startswith(self.grid_unit))
			and (not self.book or not found.book or self.book == found.book)
		]

	def on_trash(self):
		if self.stage not in ("Draft", "Dropped"):
			frappe.throw(_("A campaign that was put forward is kept."), title=_("Record Is Closed"))


def _last_day(first):
	"""Stopped today: today still counts; stopped before it began: no day does."""
	today = getdate(nowdate())
	return today if getdate(first) <= today else getdate(add_days(first, -1))


def on_doctype_update():
	frappe.db.add_index("Points Campaign", ["grid_unit", "stage"], "unit_and_stage")

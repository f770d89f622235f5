"""What a declaration and a batch share: who wrote it, who decided, what may change when."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate, now

from grid_governance.documents import StagedDocument
from grid_governance.points import recusal
from grid_governance.points.declaring import deeds
from grid_governance.points.rulebook import catalogue
from grid_governance.points.rulebook.messages import refuse
from grid_governance.points.rulebook.rules import RowError

OPEN_TO_ITS_WRITER = ("Draft", "Sent Back")
SIGNED = (
	"entered_by",
	"checked_by",
	"checked_on",
	"endorsed_by",
	"endorsed_on",
	"appraisal_meeting",
	"credited_on",
)
ENDED = ("Not Recognised", "Taken Back")
FINAL = ("Credited", *ENDED)
NOTICED = ("On Notice", "Under Objection")
# whatever a workflow offers: what hangs on the board was endorsed before
COMES_FROM = {
	"On Notice": ("Endorsed", "Under Objection"),
	"Under Objection": ("On Notice",),
	"Credited": ("Endorsed", "On Notice", "Under Objection"),
}


class HandledBySomeoneElse(frappe.ValidationError):
	"""The record is not open to this person or not in this stage."""


def check_writer(stored) -> None:
	"""Facts stay as they were entered: otherwise one person could write a deed and check it.

	stored: stage and entered_by as they are in the database.
	"""
	if stored.stage not in OPEN_TO_ITS_WRITER:
		frappe.throw(
			_("The facts are fixed while the record is {0}. Please send it back first.").format(
				_(stored.stage)
			),
			HandledBySomeoneElse,
			title=_("Facts Are Fixed"),
		)
	if frappe.session.user != stored.entered_by:
		frappe.throw(
			_("Only {0}, who entered it, changes the facts.").format(get_fullname(stored.entered_by)),
			HandledBySomeoneElse,
			title=_("Facts Are Fixed"),
		)


class DeedDocument(StagedDocument):
	"""A StagedDocument whose facts belong to who entered it and whose steps are signed by the code.

	Subclasses give FACTS (columns), DERIVED (columns that hands never write) and: name_subject_kind(),
	check_facts(), release_deeds(), interests(), credit().
	"""

	FACTS: tuple[str, ...] = ()
	DERIVED: tuple[str, ...] = ()

	def before_insert(self):
		self.entered_by = frappe.session.user

	def _validate_links(self):
		"""The platform asks for a dynamic link's DocType before any hook of ours: it follows from the book."""
		if self.book:
			self.name_subject_kind(deeds.subject_doctype(self.book))
		super()._validate_links()

	def before_validate(self):
		stored = self.get_doc_before_save()
		for field in (*SIGNED, *self.DERIVED):
			if stored is not None:
				self.set(field, stored.get(field))
			elif field not in ("entered_by", "grid_unit"):
				self.set(field, None)
		super().before_validate()

	def validate(self):
		stored = self.get_doc_before_save()
		if stored is None or self.facts_changed(stored):
			if stored is not None:
				check_writer(stored)
			self._check_facts()
		elif stored.stage in OPEN_TO_ITS_WRITER and self.stage not in (*OPEN_TO_ITS_WRITER, *ENDED):
			self._check_facts()  # the day may have come when a cap is reached or the item has ended
		super().validate()
		if stored is None or self.stage != stored.stage:
			self._sign(stored.stage if stored else None)

	def _check_facts(self):
		try:
			self.check_facts()
		except RowError as error:
			refuse(error, error.where)

	# ---------------------------------------------------------------- steps

	def check_stage(self, before: str | None, after: str) -> None:
		if before is None and after != "Draft":
			frappe.throw(_("A new record begins as a draft."), HandledBySomeoneElse)
		if before in FINAL:
			frappe.throw(
				_("The record is {0} and stays so. A mistake is answered by a reversal.").format(_(before)),
				HandledBySomeoneElse,
				title=_("Record Is Closed"),
			)
		if after == "Credited" and not self.flags.crediting:
			frappe.throw(
				_("Points are credited by the ledger, not by hand. Please endorse the record."),
				HandledBySomeoneElse,
			)
		if {before, after} & set(NOTICED) and not (self.flags.crediting or self.flags.by_notice):
			frappe.throw(
				_("What is on public notice is moved by the notice and its objections, not by hand."),
				HandledBySomeoneElse,
				title=_("On Public Notice"),
			)
		if before not in COMES_FROM.get(after, (before,)):
			frappe.throw(
				_("A record that is {0} does not become {1}.").format(_(before), _(after)),
				HandledBySomeoneElse,
			)
		if after in ("Checked", "Endorsed") and before not in COMES_FROM["Credited"]:
			self._check_persons(after)
		if after in ("Sent Back", "Not Recognised") and not (self.decision_reason or "").strip():
			frappe.throw(
				_("Please write the reason first, then {0}.").format(_(after)), title=_("Reason Missing")
			)

	def _check_persons(self, after: str) -> None:
		"""On persons, whatever the workflow allows. flags.by_meeting: appraisal.py concludes a meeting."""
		user, interests = frappe.session.user, self.interests()
		if not self.flags.by_meeting:
			recusal.refuse_writer(self.entered_by, user)
		recusal.refuse_own(interests, user)
		if after == "Endorsed":
			recusal.refuse_staff(interests, self.grid_unit, self.doctype, user)
			self._check_body(interests, user)

	def _check_body(self, interests: list[recusal.Interest], user: str) -> None:
		"""Who endorses is the book's rule: a person, the appraisal meeting, or the township."""
		book = catalogue.book(self.book)
		if book.approving_body == "Township" and not recusal.acts_in_township(
			self.doctype, self.grid_unit, user
		):
			frappe.throw(
				_("Deeds of the book {0} are endorsed by the township.").format(book.label),
				HandledBySomeoneElse,
				title=_("Not Yours To Endorse"),
			)
		if book.approving_body != "Appraisal Meeting" or self.flags.by_meeting:
			return
		if len(recusal.staff_rows(interests)) < len(interests):  # rows of village staff are the township's
			frappe.throw(
				_("Deeds of the book {0} are endorsed by the appraisal meeting, not by one person.").format(
					book.label
				),
				HandledBySomeoneElse,
				title=_("Not Yours To Endorse"),
			)

	def _sign(self, before: str | None) -> None:
		user, at = frappe.session.user, now()
		if self.stage in ("Checked", "Endorsed") and not self.checked_by:
			self.checked_by, self.checked_on = user, at
		if self.stage == "Endorsed":
			self.endorsed_by, self.endorsed_on = user, at
		if self.stage in OPEN_TO_ITS_WRITER:
			self.checked_by = self.checked_on = self.endorsed_by = self.endorsed_on = (
				self.appraisal_meeting
			) = None
		if self.stage in ENDED:
			self.release_deeds()

	def on_stage(self, before: str | None, after: str) -> None:
		if after == "Endorsed" and not catalogue.book(self.book).notice_days:
			self.credit()

	# ---------------------------------------------------------------- for subclasses

	def facts_changed(self, stored) -> bool:
		"""Whether a column of FACTS or the evidence differs from what is stored."""
		if any(_plain(self.get(field)) != _plain(stored.get(field)) for field in self.FACTS):
			return True
		return [row.file for row in self.evidence] != [row.file for row in stored.evidence]

	def name_subject_kind(self, kind: str) -> None:
		raise NotImplementedError

	def release_deeds(self) -> None:
		"""The deed may be declared anew: give its key free."""
		raise NotImplementedError

	def check_facts(self) -> None:
		raise NotImplementedError

	def interests(self) -> list[recusal.Interest]:
		raise NotImplementedError

	def credit(self) -> None:
		raise NotImplementedError


def was_declared(doc, stored) -> bool:
	"""Declared in time once; sent back to be mended, with the same date."""
	return bool(
		stored and stored.stage == "Sent Back" and getdate(stored.deed_date) == getdate(doc.deed_date)
	)


def _plain(value) -> str:
	return "" if value in (None, 0, "0") else str(value)

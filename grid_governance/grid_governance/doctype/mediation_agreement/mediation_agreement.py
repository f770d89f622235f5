"""Mediation Agreement 调解协议: drawn up, put into effect, replaced; never changed once it binds."""

import frappe
from frappe import _
from frappe.utils import flt, getdate, nowdate

from grid_governance import work_calendar
from grid_governance.cases import case_records, stages
from grid_governance.cases.intake import mediators, persons
from grid_governance.cases.mediation import (
	agreement,
	confirmation,
	confirmations,
	invitations,
	phrases,
	term_rows,
)
from grid_governance.documents import PlacedDocument
from grid_governance.registry.following import refuse
from grid_governance.workflows.move import move

DRAFT, IN_FORCE, REPLACED = agreement.DRAFT, agreement.IN_FORCE, agreement.REPLACED
# The scan of the signed paper, and where the case has gone to.
MAY_STILL_COME = ("signed_scan", "grid_unit", "mediation_body", "case_mediator")


class MediationAgreement(PlacedDocument):
	def onload(self):
		"""What stands before the court or is confirmed is neither replaced nor brought there again."""
		self.set_onload("confirmation", confirmations.standing(self.name))

	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		case = case_records.case_of(self)
		if self.is_new():
			self.status, self.effective_date, self.confirmation_last_day = DRAFT, None, None
			self.mediator = self.mediator or case.mediator
			self.facts = self.facts or case.facts
			if self.agreement_form == agreement.WRITTEN and not self.signatures:
				self.add_signature_lines(case)
		if self.status == DRAFT:
			for row in self.terms:
				phrases.fill_term(row)
				row.method = agreement.method_of(flt(row.amount), row.method)
		self.agreement_title = case_records.title(case, self.reached_on or self.creation or nowdate())

	def add_signature_lines(self, case) -> None:
		"""One line per party (agent, representative or guardian signs for the one represented) and per mediator."""
		agents = {(row.side, row.acts_for): row.party_name for row in case.parties if row.kind == "Agent"}
		for row in case.parties:
			if row.kind != "Agent":
				signer = agents.get((row.side, row.party_name)) or row.representative or row.guardian
				self.append(
					"signatures",
					{
						"signer": f"{row.party_name}({signer})" if signer else row.party_name,
						"signs_as": row.side,
						"signed_by": "Seal" if row.kind == "Organisation" else "Signature And Fingerprint",
					},
				)
		for name in mediators.names(case, self.mediator):
			self.append(
				"signatures", {"signer": name, "signs_as": agreement.MEDIATOR, "signed_by": "Signature"}
			)

	def validate(self):
		super().validate()
		before = self.get_doc_before_save()
		if before and before.status != DRAFT:
			return self.refuse_change(before)
		case_records.require_being_mediated(self)
		if self.mediator and (self.is_new() or self.has_value_changed("mediator")):
			mediators.check_one(case_records.case_of(self), self.mediator)
		self.check_days()
		if self.replaces:
			confirmations.require_not_at_court(self.replaces)
		refuse(
			agreement.term_problems(
				self.plain_terms(),
				term_rows.money(case_records.case_of(self).amount),
				self.beyond_reason or "",
				getdate(self.reached_on) if self.reached_on else None,
			),
			self.doctype,
			_("Terms Not In Order"),
		)
		self.check_status(before)

	def check_days(self):
		days = [self.reached_on, self.sealed_on, *(row.signed_on for row in self.signatures)]
		if any(day and getdate(day) > getdate(nowdate()) for day in days):
			frappe.throw(
				_("Signature, seal and agreement cannot lie in the future. Correct the date."),
				title=_("Wrong Date"),
			)

	def check_status(self, before):
		"""The one step of an agreement, by whatever door: it is in force when all that law asks for is there."""
		if self.status == DRAFT:
			return
		if self.status != IN_FORCE or not before:
			frappe.throw(
				_("An agreement is put into effect or replaced by its own step."), title=_("Wrong Status")
			)
		form, signatures = self.agreement_form, self.plain_signatures()
		reached = getdate(self.reached_on) if self.reached_on else None
		sealed = getdate(self.sealed_on) if self.sealed_on else None
		refuse(
			[
				*agreement.signing_problems(form, reached, signatures, sealed),
				*agreement.dating_problems(form, reached, signatures, sealed),
				*self.parties_without_line(form, signatures),
			],
			self.doctype,
			_("The Agreement Cannot Take Effect Yet"),
		)
		self.effective_date = agreement.effective_date(form, reached, signatures, sealed)
		self.reached_on = self.reached_on or self.effective_date
		if form == agreement.WRITTEN:
			self.confirmation_last_day = confirmation.last_day(self.effective_date, work_calendar.current())
		self.check_predecessor()

	def parties_without_line(self, form, signatures) -> list:
		"""Art. 29: every party signs, so each has its line, whoever signs for it."""
		if form == agreement.ORAL:
			return []
		parties = [
			(row.side, row.party_name)
			for row in case_records.case_of(self).parties
			if row.kind != persons.AGENT
		]
		return agreement.unsigned_parties(parties, signatures)

	def check_predecessor(self):
		standing = frappe.db.get_value(
			"Mediation Agreement",
			{"dispute_case": self.dispute_case, "status": IN_FORCE, "name": ["!=", self.name]},
			"name",
			for_update=True,
		)
		if standing and standing != self.replaces:
			frappe.throw(
				_("An agreement is in force already. Name it under “Replaces Agreement”, with the reason."),
				title=_("Agreement In Force"),
			)
		if self.replaces and self.replaces != standing:
			frappe.throw(
				_("The agreement to be replaced is not in force in this case."), title=_("Wrong Agreement")
			)

	def refuse_change(self, before):
		changed = case_records.changed_labels(self, MAY_STILL_COME)
		if self.plain_terms() != before.plain_terms() or self.plain_signatures() != before.plain_signatures():
			changed.append("Terms")
		if changed:
			frappe.throw(
				_(
					"The agreement binds since {0}; {1} is no longer changed. Draw up one that replaces it."
				).format(before.effective_date, "、".join(_(label) for label in changed)),
				title=_("Agreement In Force"),
			)

	def after_insert(self):
		invitations.open_record(self)

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.status == DRAFT and self.status == IN_FORCE:
			self.follow_effect()

	def follow_effect(self):
		if self.replaces:
			frappe.db.set_value("Mediation Agreement", self.replaces, "status", REPLACED)
			term_rows.replace_open(self.replaces)
			confirmations.give_up(self.replaces)
		term_rows.refresh(self.name)
		case = case_records.case_of(self)
		if case.stage in (stages.TAKEN_ON, stages.IN_MEDIATION):
			move(case, stages.AGREEMENT_REACHED)

	def on_trash(self):
		case_records.refuse_deletion(self)

	def plain_terms(self) -> list[agreement.Term]:
		return [
			agreement.Term(
				row.content or "",
				term_rows.money(row.amount),
				getdate(row.due_date) if row.due_date else None,
			)
			for row in self.terms
		]

	def plain_signatures(self) -> list[agreement.Signature]:
		return [
			agreement.Signature(row.signer, row.signs_as, getdate(row.signed_on) if row.signed_on else None)
			for row in self.signatures
		]


def on_doctype_update():
	frappe.db.add_index("Mediation Agreement", ["dispute_case", "status"], "case_agreements")

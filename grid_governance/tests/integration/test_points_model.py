"""The ledger against a naive model: whatever is done to three accounts, in whatever order, both agree to the point.

The model keeps a list of movements per account and adds them up anew each time; it knows nothing of sequences,
seals or sums that are carried on.
"""

from __future__ import annotations

import frappe
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from grid_governance.points import ledger
from grid_governance.points.correcting import corrections
from grid_governance.points.ledger import accounts, verify
from grid_governance.tests.factories import points

ACCOUNTS = st.integers(0, 2)
POINTS = st.integers(1, 60)
KEYS = st.integers(0, 9)
REFUSED = (ledger.LedgerError,)


class Model:
	"""movements: (kind, points, what it reverses) per account; status per account."""

	def __init__(self, count: int):
		self.movements: list[list[tuple]] = [[] for _ in range(count)]
		self.status = ["Normal"] * count

	def balance(self, which: int) -> int:
		return sum(points for _kind, points, _of in self.movements[which])

	def of_kinds(self, which: int, *kinds: str) -> int:
		rows = self.movements[which]
		return sum(p for kind, p, of in rows if (rows[of][0] if kind == "Reversal" else kind) in kinds)

	def reversible(self, which: int) -> list[int]:
		done = {of for kind, _p, of in self.movements[which] if kind == "Reversal"}
		return [
			n
			for n, (kind, _p, _of) in enumerate(self.movements[which])
			if kind != "Reversal" and n not in done
		]


class Ledger(RuleBasedStateMachine):
	@initialize()
	def open_accounts(self):
		frappe.db.savepoint("model")
		book = points.make_book()
		self.names = [points.make_account(book) for _ in range(3)]
		self.model = Model(3)
		self.keys: dict[str, str] = {}

	def teardown(self):
		frappe.db.rollback(save_point="model")

	def attempt(self, allowed: bool, act) -> object:
		"""Ledger and model must agree on whether it may be done; a refusal changes nothing."""
		frappe.db.savepoint("step")
		try:
			result = act()
		except REFUSED:
			frappe.db.rollback(save_point="step")
			assert not allowed
			return None
		assert allowed
		return result

	def entry(self, which: int, index: int) -> str:
		return f"{self.names[which]}-{index + 1:06d}"

	@rule(
		which=ACCOUNTS,
		value=POINTS,
		kind=st.sampled_from(["Award", "Opening", "Redemption", "Expiry", "Deduction"]),
	)
	def post(self, which, value, kind):
		signed = value if kind in ("Award", "Opening") else -value
		allowed = self.model.status[which] == "Normal" and self.model.balance(which) + signed >= 0
		if self.attempt(allowed, lambda: ledger.post([points.posting(self.names[which], signed, kind)])):
			self.model.movements[which].append((kind, signed, None))

	@rule(which=ACCOUNTS, value=POINTS, key=KEYS)
	def post_a_fact_again_and_again(self, which, value, key):
		name = f"model:{self.names[0]}:{key}"
		allowed = name in self.keys or self.model.status[which] == "Normal"
		posting = points.posting(self.names[which], value, key=name)
		entries = self.attempt(allowed, lambda: ledger.post([posting]))
		if entries and name in self.keys:
			assert entries == [self.keys[name]]
		elif entries:
			self.keys[name] = entries[0]
			self.model.movements[which].append(("Award", value, None))

	@rule(which=ACCOUNTS, pick=st.integers(0, 99), decided=st.booleans())
	def reverse(self, which, pick, decided):
		open_ones = self.model.reversible(which)
		if not open_ones:
			return
		index = open_ones[pick % len(open_ones)]
		value = -self.model.movements[which][index][1]
		status = self.model.status[which]
		reachable = status == "Normal" or (status == "Frozen" and (decided or value > 0))
		allowed = reachable and self.model.balance(which) + value >= 0
		act = lambda: ledger.reverse([self.entry(which, index)], "model", even_frozen=decided)  # noqa: E731
		if self.attempt(allowed, act):
			self.model.movements[which].append(("Reversal", value, index))

	@rule(which=ACCOUNTS, other=ACCOUNTS, value=POINTS, key=st.integers(0, 999))
	def transfer(self, which, other, value, key):
		if which == other:
			return
		source, target = self.model.status[which], self.model.status[other]
		allowed = source in ("Normal", "Frozen") and target == "Normal" and self.model.balance(which) >= value
		name = f"model:{self.names[0]}:{len(self.model.movements[which])}:{key}"
		rows = corrections.transfer_postings(
			self.names[which], self.names[other], value, name, (None, None), "x"
		)
		if self.attempt(allowed, lambda: ledger.post(rows)):
			self.model.movements[which].append(("Transfer Out", -value, None))
			self.model.movements[other].append(("Transfer In", value, None))

	@rule(which=ACCOUNTS, status=st.sampled_from(["Normal", "Frozen", "Account Closed"]))
	def set_status(self, which, status):
		if status == "Account Closed" and self.model.balance(which):
			with pytest.raises(frappe.ValidationError):
				accounts.set_status(self.names[which], status, "model")
			return
		accounts.set_status(self.names[which], status, "model")
		self.model.status[which] = status

	@invariant()
	def numbers_agree(self):
		if not hasattr(self, "names"):
			return
		for which, name in enumerate(self.names):
			row = frappe.db.get_value(
				"Points Account", name, ["balance", "earned", "redeemed", "last_seq", "status"]
			)
			assert row == (
				self.model.balance(which),
				self.model.of_kinds(which, "Award", "Opening"),
				-self.model.of_kinds(which, "Redemption"),
				len(self.model.movements[which]),
				self.model.status[which],
			)
			assert row[0] >= 0

	@invariant()
	def nothing_is_found(self):
		if hasattr(self, "names"):
			assert verify.verify_accounts(self.names).findings == []


def test_the_ledger_agrees_with_a_naive_model_whatever_is_done(world):
	run_state_machine_as_test(
		Ledger,
		settings=settings(
			max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
		),
	)

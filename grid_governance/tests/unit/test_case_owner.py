"""At every moment exactly one owner: acts in any order over a model that keeps its own stack of holders.

The model knows nothing of stages: it pushes a holder when one signs and pops it when a lead hop ends.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from grid_governance.cases import owner
from grid_governance.cases.owner import Holder, Hop

TOWN, VILLAGE, OTHER, COUNTY = "430181002", "430181002001", "430181002200", "430181"
HOLDERS = (
	Holder(COUNTY),
	Holder(TOWN),
	Holder(VILLAGE),
	Holder(OTHER),
	Holder(TOWN, "justice"),
	Holder(TOWN, "labour"),
	Holder(VILLAGE, None, "zhang"),
	Holder(OTHER, None, "li"),
)


class Handing(RuleBasedStateMachine):
	def __init__(self):
		super().__init__()
		self.stored = Holder(VILLAGE)
		self.hops: list[Hop] = []
		self.stack: list[Holder] = [Holder(VILLAGE)]  # the model: who has it, below who had it before
		self.waiting: Holder | None = None

	@property
	def current(self) -> Holder:
		return owner.owner(self.stored, self.hops)

	@rule(kind=st.sampled_from(owner.KINDS), to=st.sampled_from(HOLDERS), decided=st.booleans())
	def send(self, kind, to, decided):
		problem = owner.send_problem(self.current, self.hops, kind, to, decided)
		if problem:
			return
		assert to != self.current
		if kind != owner.ASSISTANCE:
			assert to not in self.stack, "a circle"
			assert self.waiting is None, "sent twice"
			self.waiting = to
		self.hops.append(Hop(kind, owner.PENDING, self.current, to, str(len(self.hops))))

	@precondition(lambda self: self.hops)
	@rule(data=st.data(), act=st.sampled_from(sorted(owner.STEPS)))
	def step(self, data, act):
		number = data.draw(st.integers(0, len(self.hops) - 1))
		hop = self.hops[number]
		if owner.step_problem(hop, self.hops, act):
			return
		after = owner.STEPS[act][1]
		was_pending = hop.stage == owner.PENDING
		self.hops[number] = replace(hop, stage=after)
		if not hop.lead:
			return
		if after in owner.ENDED:
			if was_pending:
				self.waiting = None
			else:
				assert self.stack.pop() == hop.receiver
				self.stored = hop.sender
		elif was_pending:
			self.stack.append(hop.receiver)
			self.waiting = None

	@invariant()
	def the_owner_is_the_one_on_top(self):
		assert self.current == self.stack[-1]

	@invariant()
	def at_most_one_waits_to_be_signed_for(self):
		assert sum(hop.lead and hop.stage == owner.PENDING for hop in self.hops) <= 1

	@invariant()
	def nobody_hands_back_more_than_twice_undecided(self):
		for hop in self.hops:
			if hop.lead and hop.stage == owner.HANDED_BACK:
				again = owner.send_problem(hop.sender, self.hops, hop.kind, hop.receiver)
				if owner.hand_backs(self.hops, hop.sender, hop.receiver) >= 2:
					assert again is not None


TestHanding = Handing.TestCase


def hop(stage, sender, receiver, kind=owner.PASS_ON, name="1"):
	return Hop(kind, stage, sender, receiver, name)


A, B, C = Holder(VILLAGE), Holder(TOWN), Holder(TOWN, "justice")


@pytest.mark.parametrize("stage", [owner.PENDING, owner.RECALLED, owner.HANDED_BACK, owner.STRUCK_OFF])
def test_the_case_is_the_senders_before_signing_and_after_the_end(stage):
	assert owner.owner(A, [hop(stage, A, B)]) == A


@pytest.mark.parametrize("stage", owner.HELD)
def test_the_case_is_the_receivers_from_signing_to_the_end(stage):
	assert owner.owner(A, [hop(stage, A, B)]) == B
	assert owner.owner(A, [hop(stage, A, B), hop(owner.PENDING, B, C, name="2")]) == B
	assert owner.owner(A, [hop(stage, A, B), hop(stage, B, C, name="2")]) == C


def test_assistance_changes_no_owner():
	assert owner.owner(A, [hop(owner.IN_HAND, A, C, owner.ASSISTANCE)]) == A


@pytest.mark.parametrize(
	("current", "kind", "to", "problem"),
	[
		(A, owner.REPORT_UP, B, None),
		(A, owner.REPORT_UP, Holder(OTHER), "direction"),
		(A, owner.ASSIGN_DOWN, B, "direction"),
		(A, owner.PASS_ON, B, "direction"),
		(A, owner.PASS_ON, Holder(OTHER), None),
		(B, owner.ASSIGN_DOWN, A, None),
		(B, owner.ASSIGN_DOWN, C, None),
		(B, owner.PASS_ON, C, None),
		(C, owner.PASS_ON, Holder(TOWN, "labour"), None),
		(A, owner.REPORT_UP, A, "self"),
		(A, owner.ASSIGN_DOWN, Holder(VILLAGE, None, "zhang"), None),
		(A, owner.ASSISTANCE, Holder(OTHER), None),
		(A, "Throw Away", B, "kind"),
	],
)
def test_which_way_a_case_may_go(current, kind, to, problem):
	assert owner.send_problem(current, [], kind, to) == problem


def test_no_circle_while_it_is_open():
	chain = [hop(owner.IN_HAND, A, B, owner.REPORT_UP)]
	assert owner.send_problem(B, chain, owner.ASSIGN_DOWN, A) == "circle"
	chain = [hop(owner.STRUCK_OFF, A, B, owner.REPORT_UP)]
	assert owner.send_problem(B, chain, owner.ASSIGN_DOWN, A) is None


def test_after_two_hand_backs_of_a_pair_the_centre_decides():
	twice = [hop(owner.HANDED_BACK, A, B, owner.REPORT_UP, str(n)) for n in range(2)]
	assert owner.send_problem(A, twice[:1], owner.REPORT_UP, B) is None
	assert owner.send_problem(A, twice, owner.REPORT_UP, B) == "twice"
	assert owner.send_problem(A, twice, owner.REPORT_UP, B, decided=True) is None
	assert owner.send_problem(A, twice, owner.REPORT_UP, Holder(COUNTY)) is None, "another pair"
	waits = hop(owner.PENDING, A, B, owner.REPORT_UP)
	assert owner.step_problem(waits, [waits], "hand_back", decided=True) == "decided"


def test_what_was_sent_on_is_not_handled_meanwhile():
	first, second = hop(owner.IN_HAND, A, B), hop(owner.SIGNED, B, C, name="2")
	assert owner.step_problem(first, [first, second], "handle") == "sent on"
	assert owner.step_problem(second, [first, second], "handle") is None

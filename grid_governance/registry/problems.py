"""What is wrong with a value, where, and what to do about it. Pure, so that rules need no site.

`message` and `remedy` are English templates with {0}-style places; whoever shows them translates
them first and fills them afterwards (registry/README.md). A Problem is never half a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
	"""One finding. `field` is the fieldname it belongs to, `args` fill message and remedy alike."""

	field: str
	message: str
	remedy: str = ""
	args: tuple[object, ...] = ()

	def text(self, translate=str) -> str:
		"""Message and remedy in one line, each translated by `translate` before it is filled."""
		said = " ".join(
			translate(part).format(*(translate(a) if isinstance(a, str) else a for a in self.args))
			for part in (self.message, self.remedy)
			if part
		)
		return said.replace("。 ", "。")


class ProblemError(ValueError):
	"""Raised by pure functions that cannot go on; carries the Problem."""

	def __init__(self, problem: Problem):
		super().__init__(problem.message.format(*problem.args))
		self.problem = problem

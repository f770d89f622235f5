"""The one exception that ./dev shows to a user: what went wrong, and what to do."""


class Failure(Exception):
	"""`message` says what went wrong, `remedy` what the reader can do about it."""

	def __init__(self, message: str, remedy: str = "", code: int = 1):
		super().__init__(message)
		self.message = message
		self.remedy = remedy
		self.code = code

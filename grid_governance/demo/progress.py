"""Progress of the demo's making: one line per step with the time since the start."""

from __future__ import annotations

import time


class Progress:
	def __init__(self):
		self.started = time.monotonic()

	def say(self, text: str, seconds: float | None = None) -> None:
		took = f"  ({seconds:.1f} s)" if seconds is not None else ""
		print(f"{time.monotonic() - self.started:6.1f} s  {text}{took}", flush=True)

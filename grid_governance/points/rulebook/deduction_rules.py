"""Deductions: what can never be an item, when a decision may be made, how many points it takes. Pure."""

from __future__ import annotations

from datetime import date, timedelta

FORBIDDEN = (
	"调解",
	"化解",
	"纠纷",
	"信访",
	"上访",
	"投诉",
	"举报",
	"诉讼",
	"起诉",
	"仲裁",
	"复议",
	"求助",
	"批评",
	"低保",
	"救助",
	"补贴",
)


def forbidden_word(text: str | None) -> str | None:
	"""The word that makes an item a punishment for seeking help or justice, or reach for statutory benefits."""
	return next((word for word in FORBIDDEN if word in (text or "")), None)


def hearing_until(told_on: date, days: int) -> date:
	"""Last day on which the person may be heard; the day of the notice does not count."""
	return told_on + timedelta(days=max(days, 1))


def may_decide(today: date, until: date, heard: bool) -> bool:
	"""A decision waits for the hearing, or for the end of its time."""
	return heard or today > until


def taken(points: int, balance: int) -> int:
	"""Never below zero: what is there, at most the points decided."""
	return min(points, max(balance, 0))

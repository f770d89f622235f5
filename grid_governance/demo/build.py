"""The demo town in one call: places, people, staff, points, disputes; what is there is left alone."""

from __future__ import annotations

import time

import frappe

from grid_governance.demo import accounts, bodies, households, places
from grid_governance.demo.progress import Progress
from grid_governance.demo.year import build as play_year
from grid_governance.language import use_sites_language
from grid_governance.registry import divisions

SCALES = ("village", "street")


def run(scale: str, year: bool = False) -> list[dict]:
	"""Build the town of `scale` ("village": 500 households, "street": 47,000) on the connected site.

	year: play the last whole year of the points office as well (demo/year/).

	Commits as it goes: a broken run is taken up where it stopped, a second run changes nothing and says so.
	Returns the accounts: [{duty, name, user, password, unit}], last a resident with the phone.
	"""
	if scale not in SCALES:
		raise ValueError(f"scale is one of {SCALES}, not {scale!r}")
	frappe.set_user("Administrator")
	use_sites_language()
	progress, changes = Progress(), 0
	villages = places.villages(scale)
	changes += _places(scale, progress)
	for village in villages:
		changes += households.bring_in(village, progress)
	changes += _timed(progress, "邻长", lambda: accounts.neighbour_heads(villages))
	ties = bodies.ties()
	table, made = accounts.make(ties)
	changes += made + bodies.mediation_body()
	progress.say(f"各岗位账号: 新建 {made} 个")
	frappe.db.commit()
	for name, build in _stories():
		changes += _timed(progress, name, build)
	if year:
		changes += play_year.run(villages, progress)
	progress.say("演示镇街已建成" if changes else "演示镇街早已建成，本次没有任何改动")
	return [*table, _resident()]


def _resident() -> dict:
	"""The resident who has told the centre something: the portal's way in is the phone and a texted code."""
	told = frappe.get_all(
		"Reception",
		{"way": "Online Message", "event_unit": ["like", f"{places.VILLAGE}%"]},
		["visitor_name", "visitor_phone", "event_unit"],
		order_by="creation",
		limit=1,
	)[0]
	place = frappe.db.get_value("Grid Unit", told.event_unit, "unit_name")
	return {
		"duty": "居民（手机页面）",
		"name": told.visitor_name,
		"user": told.visitor_phone,
		"password": "短信验证码",
		"unit": f"{place} {told.event_unit}",
	}


def _places(scale: str, progress: Progress) -> int:
	started = time.monotonic()
	result = divisions.import_rows(places.unit_rows(scale), commit=True)
	if result.wrong:
		raise RuntimeError(f"the demo's places are wrong: {result.wrong[0]}")
	progress.say(
		f"区划网格: 新建 {result.created:,} 个, {result.unchanged:,} 个无变化", time.monotonic() - started
	)
	return result.created


def _stories() -> list:
	from grid_governance.demo import disputes, handed_on, month_end, points, rules, visits, window

	return [
		("走访", visits.build),
		("积分", points.build),
		("积分细则", rules.build),
		("综治中心", window.build),
		("矛盾纠纷", disputes.build),
		("流转督办", handed_on.build),
		("月末归档", month_end.build),
	]


def _timed(progress: Progress, name: str, build) -> int:
	started = time.monotonic()
	made = build()
	frappe.db.commit()
	progress.say(f"{name}: 新建 {made:,} 条", time.monotonic() - started)
	return made

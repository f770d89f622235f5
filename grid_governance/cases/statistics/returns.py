"""Monthly returns: filled from the records or from the returns below, handed in, corrected by a new version.

fill(doc)               the figures, as long as the return is not handed in
hand_in(name)           from now on fixed
correct(name, reason)   a new version that takes its place once it is handed in
state(unit, month)      who below has handed in and who has not
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import cint, flt, get_first_day, getdate, now_datetime

from grid_governance import criteria, permissions
from grid_governance.cases.statistics import monthly
from grid_governance.cases.statistics.asked import COUNTED, Asked, read
from grid_governance.figures import places, spans

DOCTYPE, ROW = "Monthly Return", "Monthly Return Row"
DRAFT, HANDED_IN, CORRECTED = "Not Handed In Yet", "Handed In", "Corrected Since"
RECORDS, RETURNS = "Records Of The Unit", "Returns Of Units Below"
ROW_FIGURES = monthly.CASE_FIGURES


def of_month(unit: str, month: date) -> Asked:
	"""The question behind a return: the unit's month, people's mediation and what was settled on the spot."""
	day = getdate(month)
	filters = {"grid_unit": unit, "period": spans.MONTH, "year": day.year, "month": day.month}
	return read(filters, way=COUNTED)


def fill(doc) -> None:
	"""Write the figures into a return that is not handed in."""
	if not permissions.may("Dispute Case", "read", doc.grid_unit):
		frappe.throw(
			_("A return counts all cases of the unit; your post reaches only some of them."),
			frappe.PermissionError,
		)
	doc.return_title = _title(doc)
	doc.units_missing = None
	rows, sweeps = (_from_returns if doc.drawn_from == RETURNS else _from_records)(doc)
	doc.update({key: cint(value) for key, value in sweeps.items()})
	_write_rows(doc, [{key: row[key] for key in ("category", *ROW_FIGURES)} for row in rows])


def _write_rows(doc, rows: list[dict]) -> None:
	"""In the stored rows, as long as there are as many: a save without a change leaves no trace."""
	if len(doc.rows or []) != len(rows):
		doc.set("rows", [])
	for number, values in enumerate(rows):
		if number < len(doc.rows):
			doc.rows[number].update(values)
		else:
			doc.append("rows", values)


def _title(doc) -> str:
	day, name = getdate(doc.month), frappe.db.get_value("Grid Unit", doc.grid_unit, "unit_name")
	return f"{name} {day.year}-{day.month:02d}" + (f" ({doc.version})" if cint(doc.version) > 1 else "")


def _from_records(doc) -> tuple[list[dict], dict]:
	asked = of_month(doc.grid_unit, doc.month)
	return monthly.by_category(asked), monthly.sweeps(asked)


def _from_returns(doc) -> tuple[list[dict], dict]:
	"""The sum of what the units below handed in, and the records of the unit itself that lie in none of them."""
	below = _open_below(doc.grid_unit)
	handed_in = standing_returns(list(below), doc.month)
	missing = [unit for unit in below if unit not in handed_in]
	doc.units_missing = "、".join(below[unit] for unit in missing) or None
	names = [row.name for row in handed_in.values()]
	found, sweeps = _own(of_month(doc.grid_unit, doc.month), below)
	for row in _row_sums(names):
		into = found.setdefault(
			row["category"], {"category": row["category"], **dict.fromkeys(ROW_FIGURES, 0)}
		)
		for key in ROW_FIGURES:
			into[key] = flt(into[key]) + flt(row[key])
	for key in monthly.SWEEP_FIGURES:
		sweeps[key] += sum(cint(row[key]) for row in handed_in.values())
	order = {name: n for n, name in enumerate(monthly.categories())}
	return sorted(found.values(), key=lambda row: order.get(row["category"], len(order))), sweeps


def _open_below(unit: str) -> dict[str, str]:
	"""Units below that still report; what closed ones left behind counts with the unit itself."""
	return _open(places.below(unit, []))


def _open(units: dict[str, str]) -> dict[str, str]:
	table = frappe.qb.DocType("Grid Unit")
	query = frappe.qb.from_(table).select(table.name).where(table.name.isin(list(units) or [""]))
	closed = set(query.where(table.status == "Closed").run(pluck=True))
	return {code: name for code, name in units.items() if code not in closed}


def _own(asked: Asked, below: dict[str, str]) -> tuple[dict[str, dict], dict[str, float]]:
	"""What stands at the unit itself, outside all units below: everything less what is inside them.

	Type of dispute → its row, and the sweeps.
	"""
	rows = {row["category"]: row for row in monthly.by_category(asked)}
	sweeps = monthly.sweeps(asked)
	if below:
		length = len(next(iter(below)))
		for (unit, category), figures in asked.count(ROW_FIGURES, ("unit", "category"), length).items():
			if unit in below:
				_take_off(rows[category], figures)
		everywhere = replace(asked, base=())
		for (unit,), figures in everywhere.count(monthly.SWEEP_FIGURES, ("unit",), length).items():
			if unit in below:
				_take_off(sweeps, figures)
	return rows, sweeps


def _take_off(sums: dict[str, float], figures: dict[str, float]) -> None:
	for key, figure in figures.items():
		sums[key] -= figure


def standing_returns(units: list[str], month: date) -> dict[str, frappe._dict]:
	"""unit → its return of the month that was handed in and not corrected since; only those the user may read."""
	if not units:
		return {}
	table = frappe.qb.DocType(DOCTYPE)
	columns = ("name", "grid_unit", "version", "handed_in_on", "handed_in_by", *monthly.SWEEP_FIGURES)
	query = frappe.qb.from_(table).select(*(table[column] for column in columns))
	query = query.where(table.grid_unit.isin(units) & (table.month == str(get_first_day(month))))
	query = query.where((table.status == HANDED_IN) & criteria.readable(DOCTYPE))
	return {row.grid_unit: row for row in query.run(as_dict=True)}


def _row_sums(names: list[str]) -> list[dict]:
	if not names:
		return []
	row = frappe.qb.DocType(ROW)
	query = frappe.qb.from_(row).select(row.category, *(Sum(row[key]).as_(key) for key in ROW_FIGURES))
	return query.where(row.parent.isin(names)).groupby(row.category).run(as_dict=True)


# ---------------------------------------------------------------- steps


def hand_in(name: str):
	"""上报: fill it once more, fix it, and mark the version it corrects. Returns the document."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	if doc.status != DRAFT:
		frappe.throw(_("The return is handed in already."), title=_("Return Handed In"))
	if get_first_day(doc.month) >= get_first_day(now_datetime()):
		frappe.throw(
			_("The month is not over yet. A return is handed in from the first day of the next month."),
			title=_("Month Not Over"),
		)
	if doc.replaces and not (doc.correction_reason or "").strip():
		frappe.throw(_("Give the reason for the correction."), title=_("Reason Missing"))
	doc.save()
	doc.db_set({"status": HANDED_IN, "handed_in_on": now_datetime(), "handed_in_by": frappe.session.user})
	if doc.replaces:
		frappe.get_doc(DOCTYPE, doc.replaces).db_set("status", CORRECTED)
	doc.add_comment("Info", _(HANDED_IN))
	return doc


def correct(name: str, reason: str):
	"""更正: a new version of a return that was handed in; that one stands until the new one is handed in."""
	old = frappe.get_doc(DOCTYPE, name, for_update=True)
	old.check_permission("write")
	if old.status != HANDED_IN:
		frappe.throw(_("Only a return that was handed in is corrected."), title=_("Return Not Handed In"))
	if not (reason or "").strip():
		frappe.throw(_("Give the reason for the correction."), title=_("Reason Missing"))
	if open_one := frappe.db.exists(DOCTYPE, {"replaces": name, "status": DRAFT}):
		return frappe.get_doc(DOCTYPE, open_one)
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{"grid_unit": old.grid_unit, "month": old.month, "drawn_from": old.drawn_from, "remark": old.remark}
	)
	doc.correction_reason = reason.strip()
	doc.flags.update({"version": cint(old.version) + 1, "replaces": old.name})
	doc.insert()
	return doc


# ---------------------------------------------------------------- who has not


def state(unit: str, month: date) -> list[frappe._dict]:
	"""The units one level below `unit` (or the user's own): grid_unit, unit_name, status, name, version, who and when.

	Units that are closed report nothing. Only returns the user may read are shown.
	"""
	below = _open(places.below(unit, places.looked_in(unit, DOCTYPE)))
	units = list(below)
	found = standing_returns(units, month)
	drafts = _drafts(units, month)
	rows = []
	for code in units:
		row = found.get(code) or drafts.get(code) or frappe._dict()
		rows.append(
			frappe._dict(
				grid_unit=code,
				unit_name=below[code],
				status=HANDED_IN if code in found else DRAFT if code in drafts else None,
				monthly_return=row.get("name"),
				version=row.get("version"),
				handed_in_on=row.get("handed_in_on"),
				handed_in_by=row.get("handed_in_by"),
			)
		)
	return rows


def _drafts(units: list[str], month: date) -> dict[str, frappe._dict]:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name, table.grid_unit, table.version)
	query = query.where(table.grid_unit.isin(units or [""]) & (table.month == str(get_first_day(month))))
	query = query.where((table.status == DRAFT) & criteria.readable(DOCTYPE))
	return {row.grid_unit: row for row in query.run(as_dict=True)}

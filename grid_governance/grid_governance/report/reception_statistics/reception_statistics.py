"""来访接待统计: batches and persons received by centre, by way of coming, and what became of the matters."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from grid_governance import permissions
from grid_governance.cases.statistics import sheets
from grid_governance.figures.columns import column

WAYS = ("Personal Visit", "Phone Call", "Online Message", "Letter Received")
OUTCOMES = (
	"Being Received",
	"Answered At Once",
	"Guided Elsewhere",
	"Taken Up As Dispute",
	"Referred To Legal Aid",
	"Referred To Petition Office",
)


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
	"""Filters: from_date, to_date (both days count), grid_unit. One row per centre of the user's range.

	batches (批次): receptions; persons (人次): the visitors of all of them; then batches by way and by outcome.
	Raises frappe.ValidationError when the last day lies before the first.
	"""
	filters = frappe._dict(filters or {})
	first, last = getdate(filters.from_date), getdate(filters.to_date)
	if last < first:
		frappe.throw(_("The last day lies before the first. Please correct one of them."))
	rows = _rows(first, last, filters.grid_unit)
	for row in rows:
		row.behind = _behind(row, first, last)
	chart = sheets.bars(
		[row.centre_name for row in rows],
		(_("Batches"), [row.batches for row in rows]),
		(_("Persons Received"), [row.persons for row in rows]),
	)
	return _columns(), rows, None, chart


def _behind(row, first, last) -> dict[str, dict]:
	"""From each figure to its receptions."""
	own = {"centre": row.centre, "received_on": ["between", [str(first), str(last)]]}
	narrowed = {
		"batches": {},
		"persons": {},
		"repeats": {"repeat_count": [">", 0]},
		**{_key(way): {"way": way} for way in WAYS},
		**{_key(outcome): {"outcome": outcome} for outcome in OUTCOMES},
	}
	return {key: {"doctype": "Reception", "filters": {**own, **more}} for key, more in narrowed.items()}


def _key(text: str) -> str:
	return frappe.scrub(text)


def _rows(first, last, unit: str | None) -> list:
	places = [
		permissions.conditions("Reception", table="r"),
		"r.received_on >= %(first)s",
		"r.received_on < %(after)s",
	]
	if unit:
		known = frappe.db.exists("Grid Unit", unit) or frappe.throw(_("{0} is no grid unit.").format(unit))
		places.append(permissions.in_range("r.grid_unit", known))
	counts = [f"sum(r.way = '{way}') as `{_key(way)}`" for way in WAYS]
	counts += [f"sum(r.outcome = '{outcome}') as `{_key(outcome)}`" for outcome in OUTCOMES]
	# raw SQL: the range conditions of permissions.py are SQL texts
	rows = frappe.db.sql(
		f"""select r.centre, c.centre_name, c.grid_unit, count(*) as batches, sum(r.people_count) as persons,
			sum(r.repeat_count > 0) as repeats, {", ".join(counts)}
		from `tabReception` r join `tabGovernance Centre` c on c.name = r.centre
		where {" and ".join(place for place in places if place)}
		group by r.centre order by c.grid_unit, c.centre_name""",
		{"first": first, "after": add_days(last, 1)},
		as_dict=True,
	)
	whole = ("batches", "persons", "repeats", *map(_key, WAYS), *map(_key, OUTCOMES))
	return [row.update({key: int(row[key] or 0) for key in whole}) or row for row in rows]


def _columns() -> list[dict]:
	def figure(fieldname: str, label: str) -> dict:
		return column(fieldname, label, "Int")

	return [
		column("centre_name", _("Governance Centre"), width=200),
		figure("batches", _("Batches")),
		figure("persons", _("Persons Received")),
		figure("repeats", _("Repeat Visits")),
		*(figure(_key(way), _(way)) for way in WAYS),
		*(figure(_key(outcome), _(outcome)) for outcome in OUTCOMES),
	]

"""Spot checks (抽查核验): the draw with its stored seed, and who may visit a row; spot_check_outcome.py goes on."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import cint, get_fullname, getdate, now, nowdate

from grid_governance import permissions
from grid_governance.points import persons, recusal
from grid_governance.points.review import sampling
from grid_governance.points.review.sampling import Key

DOCTYPE = "Spot Check"
DECLARATION, BATCH, PERSON = "Points Declaration", "Points Batch", "Points Batch Person"
UNDER_WAY, FINISHED = "Visits Under Way", "Check Finished"
TRUE, FALSE = "True As Declared", "Not As Declared"
SIGNERS = ("entered_by", "checked_by", "endorsed_by")
DRAWABLE = ("Endorsed", "On Notice", "Under Objection", "Credited")
MOST_VISITS = 200
SETTINGS = {"share": "spot_check_share", "least": "spot_check_least", "limit_share": "spot_check_limit"}


def draw(
	unit: str,
	rows: Iterable[Sequence[str | None]],
	share: int | None = None,
	least: int | None = None,
	*,
	check_name: str | None = None,
	drawn_for: tuple[str, str] | None = None,
	due_date=None,
) -> str | None:
	"""Draw a sample of `rows` and store it; returns the name of the Spot Check, None when nothing is drawn.

	rows: (DocType, name, row of the batch or None) of declarations and batch people. share: per cent, least:
	rows; both as the settings say by default, share 0 and least 0 draw nothing. drawn_for: (DocType, name) of
	what it belongs to; drawn once for each. The caller has checked rights.
	"""
	values = _settings() | {k: v for k, v in (("share", share), ("least", least)) if v is not None}
	keys: list[Key] = sorted({(row[0], row[1], (row[2] if len(row) > 2 else None) or "") for row in rows})
	count = sampling.size(len(keys), values["share"], values["least"])
	if not count:
		return None
	if drawn_for:
		mine = {"drawn_for_doctype": drawn_for[0], "drawn_for": drawn_for[1]}
		if before := frappe.db.get_value(DOCTYPE, mine):
			return before
		values |= mine
	seed = secrets.token_hex(8)
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"check_name": check_name or _("Spot check of {0}").format(nowdate()),
			"grid_unit": unit,
			"due_date": due_date,
			"seed": seed,
			"population_count": len(keys),
			"population_digest": sampling.digest(keys),
			"drawn_by": frappe.session.user,
			"drawn_on": now(),
			"rows": facts(sampling.draw(keys, seed, count)),
			**values,
		}
	)
	doc.flags.by_code = True
	return doc.insert(ignore_permissions=True).name


def _settings() -> dict[str, int]:
	"""As the office set them; what it never saved is as shipped."""
	stored, meta = (
		frappe.get_cached_doc("Grid Governance Settings"),
		frappe.get_meta("Grid Governance Settings"),
	)
	return {
		name: cint(meta.get_field(field).default if stored.get(field) is None else stored.get(field))
		for name, field in SETTINGS.items()
	}


def rows_between(unit: str, first, last) -> list[Key]:
	"""All endorsed, noticed and credited deeds of `unit` of these days, as keys for a draw."""
	inside_d, inside_b = (permissions.in_range(f"{alias}.grid_unit", unit) for alias in ("d", "b"))
	# raw SQL: the range of a unit is a condition in SQL text, and the query builder has no union that runs
	found = frappe.db.sql(
		f"""select 'Points Declaration', d.name, '' from `tabPoints Declaration` d
			where d.stage in %(stages)s and d.deed_date between %(first)s and %(last)s and {inside_d}
		union all
		select 'Points Batch', b.name, p.name from `tabPoints Batch` b
			join `tabPoints Batch Person` p on p.parent = b.name and p.parenttype = 'Points Batch'
			where b.stage in %(stages)s and b.deed_date between %(first)s and %(last)s
			and p.status in ('To Be Counted', 'Counted') and {inside_b}""",
		{"stages": DRAWABLE, "first": getdate(first), "last": getdate(last)},
	)
	return [tuple(row) for row in found]


# ---------------------------------------------------------------- what the visitor takes along


def facts(keys: Sequence[Key]) -> list[dict]:
	"""The rows of a sample with who, what, where and who signed, ordered by address."""
	deed, batch, person = (frappe.qb.DocType(doctype) for doctype in (DECLARATION, BATCH, PERSON))
	of_deed = ("subject_doctype", "subject", "subject_name", "doer", "points", "entry")
	singles = [name for doctype, name, _row in keys if doctype == DECLARATION]
	people = [row for doctype, _name, row in keys if doctype == BATCH]
	found: list[dict] = []
	if singles:
		query = frappe.qb.from_(deed).select(deed.name.as_("source_name"), deed.item, deed.deed_date)
		query = query.select(*(deed[c] for c in (*of_deed, *SIGNERS))).where(deed.name.isin(singles))
		found += [{**row, "source_doctype": DECLARATION} for row in query.run(as_dict=True)]
	if people:
		query = frappe.qb.from_(person).join(batch).on(batch.name == person.parent)
		query = query.select(batch.name.as_("source_name"), person.name.as_("source_row"), batch.deed_date)
		query = query.select(frappe.query_builder.functions.IfNull(person.item, batch.item).as_("item"))
		query = query.select(*(person[c] for c in of_deed), *(batch[c] for c in SIGNERS))
		rows = query.where(person.name.isin(people)).run(as_dict=True)
		found += [{**row, "source_doctype": BATCH} for row in rows]
	places = addresses(found)
	for row in found:
		row["address"], row["order"] = places.get(row["subject"], ("", ""))
	found.sort(key=lambda row: (row["order"] or "", row["subject_name"] or "", str(row["deed_date"])))
	return [{key: value for key, value in row.items() if key != "order"} for row in found]


def addresses(rows: Sequence[dict]) -> dict[str, tuple[str, str]]:
	"""subject → (address, what it is sorted by) of rows with subject_doctype and subject."""
	found = {}
	for doctype in ("Household", "Resident"):
		names = list({row["subject"] for row in rows if row["subject_doctype"] == doctype})
		if names:
			table = frappe.qb.DocType(doctype)
			query = frappe.qb.from_(table).select(table.name, table.address, table.address_order)
			found |= {name: place for name, *place in query.where(table.name.isin(names)).run()}
	return found


# ---------------------------------------------------------------- who may visit


def interest_of(row) -> recusal.Interest:
	return recusal.Interest(row.subject_name or row.subject, row.subject_doctype, row.subject, (row.doer,))


def refuse_visitor(row, user: str | None = None) -> None:
	"""Raise RecusalError for who entered, checked or endorsed the row, or belongs to its household."""
	user = user or frappe.session.user
	if any(persons.are_one(user, row.get(field)) for field in SIGNERS):
		frappe.throw(
			_("Row {0}: you entered, checked or endorsed it. Another person visits {1}.").format(
				row.idx, row.subject_name
			),
			recusal.RecusalError,
			title=_("Recusal"),
		)
	recusal.refuse_own([interest_of(row)], user)


def visits_due() -> list[dict]:
	"""Rows of samples under way that the session's user may visit, in the order of the doors; at most 200."""
	condition = permissions.conditions(DOCTYPE, table="c", ptype="write")
	columns = (
		"name",
		"idx",
		"subject_doctype",
		"subject",
		"subject_name",
		"doer",
		"address",
		"item",
		"deed_date",
	)
	picked = ", ".join(f"r.`{column}`" for column in (*columns, "points", *SIGNERS))
	# the readable rows are a condition in SQL text, which the query builder cannot take
	rows = frappe.db.sql(
		f"""select c.name as spot_check, c.check_name, c.due_date, {picked} from `tabSpot Check` c
		join `tabSpot Check Row` r on r.parent = c.name and r.parenttype = 'Spot Check'
		where c.status = %s and (r.result is null or r.result = '') {f"and {condition}" if condition else ""}
		order by c.due_date is null, c.due_date, c.creation, r.idx limit %s""",
		[UNDER_WAY, MOST_VISITS],
		as_dict=True,
	)
	me = frappe.session.user
	signers = {
		user for user in {row[field] for row in rows for field in SIGNERS} if persons.are_one(me, user)
	}
	free = [row for row in rows if not signers & {row[field] for field in SIGNERS}]
	own = recusal.concerned([interest_of(row) for row in free], {me: persons.person_of(me)})
	items = {row.item: "" for row in free}
	for name in items:
		items[name] = frappe.get_cached_value("Points Item", name, "item_name")
	shown = ("spot_check", "check_name", "due_date", "name", "subject_name", "address", "deed_date", "points")
	return [
		{**{field: row[field] for field in shown}, "item_name": items[row.item]}
		for row, part in zip(free, own, strict=True)
		if not part
	]


def by_checker(rows: Iterable) -> list[dict]:
	"""For each checker: checker, checker_name, visited, failed, share in per cent; the most failures first."""
	seen = [(row.checked_by or "", row.result == FALSE) for row in rows if row.result]
	table = [
		{
			"checker": name,
			"checker_name": get_fullname(name),
			"visited": visited,
			"failed": failed,
			"share": sampling.share(failed, visited),
		}
		for name, (visited, failed) in sampling.tally(seen).items()
	]
	return sorted(table, key=lambda row: (-row["share"], row["checker"]))

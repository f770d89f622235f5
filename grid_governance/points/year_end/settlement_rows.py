"""Points Settlement Row: one account in one settlement, counted, ranked and settled by sets of 1,000.

Raw SQL: sets of the ledger as in the posting path. Nothing here commits, and no list is longer than a set.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.points import ledger
from grid_governance.points.ledger.postings import CHUNK, AccountState, Posting
from grid_governance.points.year_end import settling
from grid_governance.registry import bulk

ROW = "Points Settlement Row"
WAITING, SETTLED, LEFT_OUT, UNDONE, NOT_UNDONE = (
	"Awaiting Settlement",
	"Year Settled",
	"Left Out",
	"Settlement Undone",
	"Undo Left Out",
)
SPENDING = ("Redemption", "Deduction", "Expiry", "Transfer Out")
VILLAGE_DIGITS = 12
COLUMNS = (
	"name",
	"settlement",
	"account",
	"grid_unit",
	"status",
	"points",
	"points_left",
	"points_carried",
	"points_expired",
	"creation",
	"modified",
	"owner",
	"modified_by",
)
OUTCOME = ("points_left", "points_carried", "points_expired", "entry", "status", "reason")


def row_name(settlement: str, account: str) -> str:
	return f"{settlement}-{account}"


# ---------------------------------------------------------------- counting


def count_set(doc, after: str) -> str | None:
	"""Count the next accounts after that name; returns the last one counted, None at the end."""
	accounts = frappe.db.sql(
		f"""select name, grid_unit, balance from `tabPoints Account`
		where name > %s and book = %s and {permissions.in_range("grid_unit", doc.grid_unit)}
		order by name limit {CHUNK}""",
		[after, doc.book],
	)
	if not accounts:
		return None
	names = [account[0] for account in accounts]
	sums, points = sums_of(names, doc.year_to), year_points(names, doc.year)
	at, user = frappe.utils.now(), frappe.session.user
	rows = []
	for name, unit, balance in accounts:
		_all, by_then, spent = sums.get(name, (0, 0, 0))
		left = settling.left_of_year(balance, by_then, spent)
		carried = settling.carried_over(left, doc.carry_over, doc.carry_over_share or 0)
		numbers = (points.get(name, 0), left, carried, left - carried)
		rows.append((row_name(doc.name, name), doc.name, name, unit, WAITING, *numbers, at, at, user, user))
	bulk.insert(ROW, COLUMNS, rows)
	return names[-1]


def sums_of(names: list[str], year_to) -> dict[str, tuple[int, int, int]]:
	"""account → (all points, those up to the year's end, spent since). A reversal: its origin's day."""
	rows = frappe.db.sql(
		"""select e.account, sum(e.points),
			sum(if(coalesce(o.deed_date, e.deed_date) <= %(end)s, e.points, 0)),
			sum(if(coalesce(o.deed_date, e.deed_date) > %(end)s and coalesce(o.kind, e.kind) in %(spending)s,
				-e.points, 0))
		from `tabPoints Entry` e left join `tabPoints Entry` o on o.name = e.reverses
		where e.account in %(names)s group by e.account""",
		{"names": names, "end": year_to, "spending": SPENDING},
	)
	return {name: (int(total), int(by_then), int(spent)) for name, total, by_then, spent in rows}


def year_points(names: list[str], year: int) -> dict[str, int]:
	"""account → points of the points year (earned less deducted), wherever they were earned."""
	rows = frappe.db.sql(
		"select account, sum(earned) - sum(deducted) from `tabPoints Standing`"
		" where account in %s and period = %s group by account",
		[names, str(year)],
	)
	return {name: int(points) for name, points in rows}


def rank(settlement: str) -> None:
	"""Ranks in the settlement's unit and in each village, ties equal; no rank without points."""
	frappe.db.sql(
		f"""update `tab{ROW}` r join (
			select name, rank() over (order by points desc) as in_unit,
				rank() over (partition by left(grid_unit, {VILLAGE_DIGITS}) order by points desc) as in_village
			from `tab{ROW}` where settlement = %(settlement)s and points > 0
		) t on t.name = r.name
		set r.unit_rank = t.in_unit, r.village_rank = t.in_village""",
		{"settlement": settlement},
	)


def drop_set(settlement: str) -> int:
	"""Take away a set of rows of an earlier count; returns how many. Only before anything was posted."""
	return frappe.db.sql(
		f"delete from `tab{ROW}` where settlement = %s and entry is null limit {CHUNK * 5}", [settlement]
	) or int(frappe.db.sql("select row_count()")[0][0])


def totals(settlement: str) -> frappe._dict:
	"""accounts, left, carried, expired, settled, left_out, waiting over all rows."""
	return frappe.db.sql(
		f"""select count(*) as accounts, coalesce(sum(points_left), 0) as points_left,
			coalesce(sum(points_carried), 0) as points_carried, coalesce(sum(points_expired), 0) as points_expired,
			count(if(status = '{SETTLED}', 1, null)) as settled,
			count(if(status in ('{LEFT_OUT}', '{NOT_UNDONE}'), 1, null)) as left_out,
			count(if(status = '{WAITING}', 1, null)) as waiting
		from `tab{ROW}` where settlement = %s""",
		[settlement],
		as_dict=True,
	)[0]


# ---------------------------------------------------------------- settling and undoing


def settle_set(doc) -> int:
	"""Settle the next waiting rows: what expires is posted under the locks; returns how many rows it was."""
	rows = _next(doc.name, WAITING)
	if not rows:
		return 0
	accounts = [row.account for row in rows]
	states = ledger.lock_accounts(accounts)
	sums = sums_of(accounts, doc.year_to)
	outcomes, postings = {}, []
	for row in rows:
		state = states[row.account]
		total, by_then, spent = sums.get(row.account, (0, 0, 0))
		if total != state.balance:
			frappe.throw(
				_("Points were posted to {0} in this moment. Please run the settlement again.").format(
					state.subject_name or state.name
				),
				frappe.QueryTimeoutError,
			)
		left = settling.left_of_year(state.balance, by_then, spent)
		carried = settling.carried_over(left, doc.carry_over, doc.carry_over_share or 0)
		outcomes[row.name] = [left, carried, left - carried, None, SETTLED, None]
		if left > carried and state.status != "Normal":
			outcomes[row.name] = [left, left, 0, None, LEFT_OUT, _reason(state)]
		elif left > carried:
			postings.append((row.name, _posting(doc, row.account, left - carried)))
	entries = ledger.post_each([posting for _name, posting in postings], states)
	for (name, _sent), (entry, _new) in zip(postings, entries, strict=True):
		outcomes[name][3] = entry
	_write(outcomes, OUTCOME)
	return len(rows)


def _posting(doc, account: str, points: int) -> Posting:
	"""The expiry belongs to the last day of the year, so that next year's settlement does not count it again."""
	return Posting(
		account=account,
		kind="Expiry",
		points=-points,
		deed_date=doc.year_to,
		key=f"settlement:{doc.name}:{account}",
		source_doctype="Points Settlement",
		source_name=doc.name,
		remark=_("Settlement of the points year {0}").format(doc.year),
	)


def undo_set(doc) -> int:
	"""Reverse the expiries of the next settled rows; returns how many rows it was."""
	rows = _next(doc.name, SETTLED)
	if not rows:
		return 0
	states = ledger.lock_accounts(row.account for row in rows if row.entry)
	outcomes: dict[str, list] = {}
	reversing = []
	for row in rows:
		state = states.get(row.account)
		outcomes[row.name] = [None, UNDONE, None]
		if row.entry and state.status != "Normal":
			outcomes[row.name] = [None, NOT_UNDONE, _reason(state)]
		elif row.entry:
			reversing.append(row)
	if reversing:
		reversals = ledger.reverse([row.entry for row in reversing], doc.undo_reason)
		for row, reversal in zip(reversing, reversals, strict=True):
			outcomes[row.name][0] = reversal
	_write(outcomes, ("reversal", "status", "reason"))
	return len(rows)


def _reason(state: AccountState) -> str:
	return _("The account is {0}.").format(_(state.status))


def _next(settlement: str, status: str) -> list:
	"""The next rows in that status, locked; a locking read, so that no snapshot is taken before the accounts' locks."""
	return frappe.db.sql(
		f"""select name, account, entry from `tab{ROW}` where settlement = %s and status = %s
		order by account limit {CHUNK} for update""",
		[settlement, status],
		as_dict=True,
	)


def _write(outcomes: dict[str, list], columns: tuple[str, ...]) -> None:
	"""One statement for the set; the rows exist, so the INSERT always meets its duplicate."""
	one = "(" + ", ".join(["%s"] * (len(columns) + 1)) + ")"
	updates = ", ".join(f"`{column}` = values(`{column}`)" for column in columns)
	frappe.db.sql(
		f"insert into `tab{ROW}` (name, {', '.join(columns)}) values {', '.join([one] * len(outcomes))}"
		f" on duplicate key update {updates}",
		[cell for name, cells in outcomes.items() for cell in (name, *cells)],
	)


def in_order(settlement: str, unit: str | None = None, only_expiring: bool = False) -> Iterator[list]:
	"""Pages of rows for papers: account, grid_unit, numbers, rank; by unit and account."""
	where, last = "settlement = %(settlement)s", ("", "")
	if unit:
		where += " and " + permissions.in_range("grid_unit", unit)
	if only_expiring:
		where += " and points_expired > 0"
	while True:
		rows = frappe.db.sql(
			f"""select account, grid_unit, points, village_rank, points_left, points_carried, points_expired
			from `tab{ROW}` where {where} and (grid_unit > %(unit)s or (grid_unit = %(unit)s and account > %(account)s))
			order by grid_unit, account limit {CHUNK}""",
			{"settlement": settlement, "unit": last[0], "account": last[1]},
			as_dict=True,
		)
		if rows:
			yield rows
		if len(rows) < CHUNK:
			return
		last = (rows[-1].grid_unit, rows[-1].account)

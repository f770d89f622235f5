"""Redemption at a points shop: who may serve, and what a keeper can do. The one orchestrator.

Lock order everywhere: points account, stock rows by name, then the shop (its slip numbers) or the
redemption. What a decision rests on is read by a locking read after that, so two keepers never give the
same points or the same goods twice. Every door (desk, REST, workflow action) takes the same road: the
controller of Points Redemption calls points/redemption/redeeming.py and points/redemption/collection.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.model.workflow import WorkflowPermissionError, get_transitions
from frappe.utils import get_datetime

from grid_governance import permissions
from grid_governance.points import ledger
from grid_governance.points.redemption import basket, collection, services, stock
from grid_governance.registry import codes
from grid_governance.workflows import stages
from grid_governance.workflows.move import move
from grid_governance.workflows.redemption import CALLED_OFF, HANDED_OVER, ON_HOLD, PARTLY, RETURNED

DOCTYPE = "Points Redemption"
ON_THE_SPOT = "On The Spot"
RESERVED = "Reserved"
FAIR = "Fair"
OFFLINE = "Offline Sheet"  # posted by points/redemption/sheets.py alone


# ---------------------------------------------------------------- who


def works_at(shop: Mapping, ptype: str = "create") -> bool:
	"""Whether one post of the user serves in `shop` (name, grid_unit): its unit, and this shop if assigned."""
	if frappe.session.user == "Administrator":
		return True
	return any(
		codes.contains(post.unit, shop["grid_unit"]) and (not post.assigned_only or post.shop == shop["name"])
		for post in permissions.granting_posts(DOCTYPE, ptype)
	)


def require_work_at(shop_name: str):
	"""The shop's row (name, shop_name, grid_unit), or PermissionError: unknown and foreign look alike."""
	columns = ["name", "shop_name", "grid_unit"]
	shop = shop_name and frappe.db.get_value("Points Shop", shop_name, columns, as_dict=True)
	if not shop or not works_at(shop):
		frappe.throw(
			_("You do not serve in this points shop. Please choose your own shop."),
			frappe.PermissionError,
			title=_("Not Your Shop"),
		)
	return shop


def require_request_key(request_key: str) -> None:
	"""A request is told from its repetition by the key the client made; raises frappe.ValidationError without one."""
	if not request_key or len(request_key) > 64:
		frappe.throw(_("The request needs a key of 1 to 64 characters."), title=_("Request Key Missing"))


# ---------------------------------------------------------------- a new redemption


def redeem_on_the_spot(
	shop: str, account: str, goods: Iterable[Mapping], request_key: str, mode: str = ON_THE_SPOT, **more
):
	"""Points off, goods out, slip written, in one transaction; returns the Points Redemption.

	goods: rows of {item, quantity}, for a service also appointment_on and appointment_place; a service waits
	until it is done. mode: ON_THE_SPOT or FAIR. more: proxy_name, proxy_relation. A repeated `request_key`
	returns the first redemption and posts nothing. Raises frappe.ValidationError (balance, stock, item, shop) or
	frappe.PermissionError; the caller's transaction is then rolled back.
	"""
	return _redeem(mode, shop, account, goods, request_key, more)


def reserve(shop: str, account: str, goods: Iterable[Mapping], request_key: str, **more):
	"""As redeem_on_the_spot, but the goods wait under a code until `held_until`."""
	return _redeem(RESERVED, shop, account, goods, request_key, more)


def reserve_for_resident(shop: str, account: str, goods: Iterable[Mapping], request_key: str):
	"""As reserve, ordered by the holder (portal/reserving.py has seen that the account is the own one)."""
	return _redeem(RESERVED, shop, account, goods, request_key, {}, by_holder=True)


def redeem_from_sheet(sheet, row, quantities: Mapping[str, int]):
	"""One row of an offline sheet: at the printed prices, on the day of the fair, once per row whoever types it."""
	goods = [{"item": item, "quantity": pieces} for item, pieces in quantities.items()]
	more = {"proxy_name": row.proxy_name, "proxy_relation": row.proxy_relation, "sheet": sheet.name}
	flags = {
		"sheet_day": get_datetime(sheet.held_on),
		"printed_prices": {line.item: line.points_price for line in sheet.goods},
	}
	return _redeem(OFFLINE, sheet.shop, row.account, goods, f"sheet:{row.name}", more, flags=flags)


def place_of(shop: str, by_holder: bool | None):
	"""The shop's row for a keeper who serves there, or for the holder who orders there."""
	columns = ["name", "shop_name", "grid_unit"]
	return (
		frappe.db.get_value("Points Shop", shop, columns, as_dict=True)
		if by_holder
		else require_work_at(shop)
	)


def _redeem(
	mode: str,
	shop: str,
	account: str,
	goods: Iterable[Mapping],
	request_key: str,
	more: Mapping,
	by_holder: bool = False,
	flags: Mapping | None = None,
):
	require_request_key(request_key)
	place = place_of(shop, by_holder)
	if found := _made_before(request_key, shop, account):
		return found
	doc = frappe.new_doc(DOCTYPE)
	doc.update({"shop": shop, "grid_unit": place.grid_unit, "account": account, "mode": mode, **more})
	doc.request_key = request_key
	doc.flags.update({"by_holder": by_holder, **(flags or {})})
	goods = list(goods)
	services.carry(doc, goods, collection.read_basket(goods))
	frappe.db.savepoint("redemption")
	try:
		return doc.insert(ignore_permissions=by_holder)
	except frappe.UniqueValidationError:
		# the other click was faster, and has committed while this one waited for the account
		frappe.db.rollback(save_point="redemption")
		frappe.clear_last_message()
		found = _made_before(request_key, shop, account, locking=True)
		if not found:
			raise
		return found


def _made_before(request_key: str, shop: str, account: str, locking: bool = False):
	"""The redemption of that key. By lock only when the unique key has just shown that it exists."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name).where(table.request_key == request_key)
	name = (query.for_update() if locking else query).run(pluck=True)
	if not name:
		return None
	doc = frappe.get_doc(DOCTYPE, name[0], for_update=locking)
	if (doc.shop, doc.account) != (shop, account):
		frappe.throw(_("This request key belongs to another redemption."), title=_("Request Key Used"))
	return doc


# ---------------------------------------------------------------- steps of a redemption


def lock_for_step(name: str) -> None:
	"""Take the locks of a step in their order; what is read plainly here never changes in a redemption."""
	account, shop = frappe.db.get_value(DOCTYPE, name, ["account", "shop"])
	items = frappe.get_all("Points Redemption Row", {"parent": name, "parenttype": DOCTYPE}, pluck="item")
	ledger.lock_accounts([account])
	stock.lock(stock.stock_name(shop, item) for item in items)


def open_for_step(name: str, stage: str | None):
	"""The redemption under lock, for a user who may write it and take the workflow's step to `stage`.

	stage None: the step that gives up what still waits.
	"""
	if not frappe.db.exists(DOCTYPE, name):
		frappe.throw(_("There is no such redemption."), frappe.DoesNotExistError, title=_("Not Found"))
	frappe.get_doc(DOCTYPE, name).check_permission("write")
	lock_for_step(name)
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	stage = stage or (HANDED_OVER if doc.stage == PARTLY else CALLED_OFF)
	workflow = stages.active_workflow(DOCTYPE)
	steps = get_transitions(doc, workflow) if workflow else []
	if stage not in [stages.stage_of(workflow, step["next_state"]) for step in steps]:
		frappe.throw(
			_("This redemption stands at {0}; from there you cannot bring it to {1}.").format(
				_(doc.stage), _(stage)
			),
			WorkflowPermissionError,
			title=_("Step Not Open"),
		)
	return doc


def hand_over(name: str, parts: Mapping[str, object] | None = None, **more):
	"""Hand the waiting goods over: all, or `parts` ({row name: pieces}); returns the redemption.

	more: proxy_name, proxy_relation.
	"""
	doc = open_for_step(name, HANDED_OVER)
	doc.flags.parts = collection.choose(doc, parts, basket.waiting)
	rest = any(basket.waiting(row) > doc.flags.parts.get(row.name, 0) for row in doc.rows)
	doc.update(more)
	if not rest:
		return _save_at(doc, HANDED_OVER)
	if doc.stage == PARTLY:
		doc.check_stage(PARTLY, PARTLY)
		collection.hand_out(doc)
		doc.db_set(more or {"modified": doc.modified})
	else:
		move(doc, PARTLY, **more)
	return doc


def call_off(name: str, reason: str | None = None):
	"""Give up what still waits: the hold ends, its points go back. What was handed over stays so."""
	doc = open_for_step(name, None)
	doc.reason = reason or doc.reason
	doc.flags.drop_rest = True
	return _save_at(doc, HANDED_OVER if doc.stage == PARTLY else CALLED_OFF)


def call_off_for_resident(name: str):
	"""Give up a reservation that the holder ordered; the caller has seen that the account is the own one."""
	lock_for_step(name)
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.stage != ON_HOLD:
		frappe.throw(
			_("This redemption stands at {0}; from there you cannot bring it to {1}.").format(
				_(doc.stage), _(CALLED_OFF)
			),
			title=_("Step Not Open"),
		)
	move(doc, CALLED_OFF, reason=_("Called off by the holder"))
	return doc


def take_back(name: str, reason: str, parts: Mapping[str, object] | None = None):
	"""Goods come back (all, or `parts`): into the stock again, their points to the account."""
	doc = open_for_step(name, RETURNED)
	doc.reason = reason
	doc.flags.parts = collection.choose(doc, parts, basket.kept)
	if sum(doc.flags.parts.values()) == sum(basket.kept(row) for row in doc.rows):
		return _save_at(doc, RETURNED)
	doc.check_stage(HANDED_OVER, RETURNED)
	collection.take_in(doc)
	doc.db_set("reason", reason)
	return doc


def _save_at(doc, stage: str):
	doc.stage = stage
	doc.save()
	return doc

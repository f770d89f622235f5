"""Who hears of an order: a line in the bell, names of records only."""

from __future__ import annotations

from collections.abc import Iterable

from grid_governance import telling
from grid_governance.cases import workers
from grid_governance.cases.clocks import people
from grid_governance.cases.handover import access, chain


def tell(order, users: Iterable[str], text: str) -> None:
	"""`text` has one place for the order's title."""
	telling.tell(users, text.format(order.order_title), order.doctype, order.name)


def answering(order) -> set[str]:
	"""Who receives for the unit or department that answers, and the case's mediator."""
	return {*access.receivers(chain.receiver_of(order)), workers.login_of(order.case_mediator)} - {None}


def issuing(order) -> set[str]:
	"""The duty-holders of the issuing unit; who has issued it hears of it too."""
	users = people.holders([order.from_unit], ("Supervisor", "Dispatcher")).get(order.from_unit, set())
	return users | ({order.issued_by} if order.issued_by not in ("Administrator", "Guest") else set())

"""bench --site SITE rebuild-points-standings [--check]"""

from __future__ import annotations

import sys

import click
from frappe.commands import get_site, pass_context


@click.command("rebuild-points-standings")
@click.option("--check", is_flag=True, help="Only compare with the ledger; exit 1 if a row differs.")
@pass_context
def rebuild_points_standings(context, check: bool) -> None:
	"""Count the standings anew from the ledger, and say which rows were wrong."""
	import frappe

	from grid_governance.points.ledger import standings

	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		report = standings.compare() if check else standings.rebuild()
	finally:
		frappe.destroy()
	for name, stood, wanted in report.wrong:
		click.echo(f"{name}\tstood: {stood}\tledger: {wanted}")
	click.echo(f"{report.accounts} accounts, {report.rows} rows: {len(report.wrong)} differed")
	sys.exit(1 if check and report.wrong else 0)


commands = [rebuild_points_standings]

"""bench --site SITE check-clocks"""

from __future__ import annotations

import sys

import click
from frappe.commands import get_site, pass_context


@click.command("check-clocks")
@pass_context
def check_clocks(context) -> None:
	"""Whether the sweep of each minute comes: exit 1 if the scheduler rests or clocks wait for it."""
	import frappe

	from grid_governance.cases.clocks import health

	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		findings = health.findings()
	finally:
		frappe.destroy()
	for line in findings:
		click.echo(line)
	sys.exit(1 if findings else 0)


commands = [check_clocks]

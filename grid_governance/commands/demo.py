"""bench --site SITE demo-town --scale village|street"""

from __future__ import annotations

import json

import click
from frappe.commands import get_site, pass_context


@click.command("demo-town")
@click.option("--scale", type=click.Choice(["village", "street"]), default="village", show_default=True)
@click.option("--year", is_flag=True, help="Play twelve months of the points office, then its settlement.")
@pass_context
def demo_town(context, scale: str, year: bool) -> None:
	"""Fill the site with a made-up town on real divisions; a second run changes nothing.

	The last line is JSON: {"accounts": [{"duty", "name", "user", "password", "unit"}]}.
	"""
	import frappe

	from grid_governance.demo import build

	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		accounts = build.run(scale, year)
	finally:
		frappe.destroy()
	click.echo(json.dumps({"accounts": accounts}, ensure_ascii=False))


commands = [demo_town]

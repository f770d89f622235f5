"""bench --site SITE verify-points-ledger"""

from __future__ import annotations

import json
import sys

import click
from frappe.commands import get_site, pass_context


@click.command("verify-points-ledger")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@pass_context
def verify_points_ledger(context, as_json: bool) -> None:
	"""Name every row of the points ledger that was changed, removed or inserted; exit 1 if there is one."""
	import frappe

	from grid_governance.points import verify

	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		report = verify.verify()
	finally:
		frappe.destroy()
	if as_json:
		click.echo(json.dumps([vars(finding) for finding in report.findings], ensure_ascii=False))
	else:
		for finding in report.findings:
			click.echo(f"{finding.what}\t{finding.row}\t{finding.detail}")
		click.echo(
			f"{report.accounts} accounts, {report.entries} entries, {report.anchors} anchors:"
			f" {len(report.findings)} findings"
		)
	sys.exit(1 if report.findings else 0)


commands = [verify_points_ledger]

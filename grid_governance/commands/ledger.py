"""bench --site SITE verify-points-ledger"""

from __future__ import annotations

import json
import sys

import click
from frappe.commands import get_site, pass_context


@click.command("verify-points-ledger")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
	"--anchor",
	nargs=2,
	metavar="NUMBER HEAD",
	help="Check one anchor against the head printed on a paper (its first 20 digits are enough).",
)
@pass_context
def verify_points_ledger(context, as_json: bool, anchor: tuple[str, str] | None) -> None:
	"""Name every row of the points ledger that was changed, removed or inserted; exit 1 if there is one."""
	import frappe

	from grid_governance.points.ledger import verify

	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		report = verify.verify_anchor(_number(anchor[0]), anchor[1]) if anchor else verify.verify()
	finally:
		frappe.destroy()
	if as_json:
		click.echo(json.dumps([vars(finding) for finding in report.findings], ensure_ascii=False))
	else:
		for finding in report.findings:
			click.echo(f"{finding.what}\t{finding.row}\t{finding.detail}")
		click.echo(
			f"{report.accounts} accounts, {report.entries} entries, {report.anchors} anchors:"
			f" {report.count} findings"
		)
	sys.exit(1 if report.count else 0)


def _number(text: str) -> int:
	if not text.isdecimal():
		raise click.BadParameter(f"{text} is no number of an anchor", param_hint="--anchor")
	return int(text)


commands = [verify_points_ledger]

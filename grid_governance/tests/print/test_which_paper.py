"""Which paper a print is made with: an unknown one is refused, several go into one file, by our own road."""

from io import BytesIO

import frappe
import pytest
from pypdf import PdfReader

from grid_governance.api import papers
from grid_governance.tests.factories import cases

FORM = "Mediation Registration Form"


def test_an_unknown_paper_is_an_error_and_not_a_bare_table(world, as_user):
	case = cases.make_case(world.grid_a1)
	with as_user(world.user("Mediator", "A")):
		for call in (
			papers.download_pdf,
			lambda *a: papers.download_pdf("Dispute Case", a[1], "Redemption Slip"),
		):
			with pytest.raises(frappe.ValidationError):
				call("Dispute Case", case.name, "No Such Paper")
		papers.download_pdf("Dispute Case", case.name, FORM)
	assert frappe.local.response.filecontent[:4] == b"%PDF"


def test_papers_of_a_list_come_as_one_file_and_the_neighbours_stay_out(world, as_user):
	own = [cases.make_case(world.grid_a1).name for _number in range(2)]
	theirs = cases.make_case(world.grid_b1).name
	with as_user(world.user("Mediator", "A")):
		with pytest.raises(frappe.PermissionError):
			papers.download_multi_pdf("Dispute Case", frappe.as_json([*own, theirs]), FORM)
		papers.download_multi_pdf("Dispute Case", frappe.as_json(own), FORM)
	assert len(PdfReader(BytesIO(frappe.local.response.filecontent)).pages) >= 2

"""Every paper of ours with script in every text of its record, rows included: it shows as text, whatever the form.

The papers are found, not listed: a new Print Format is tried as soon as it is there.
"""

import frappe
import pytest
from frappe.model import table_fields

from grid_governance import papers
from grid_governance.scopes import SCOPES
from grid_governance.tests.factories import cases
from grid_governance.tests.factories.anyrow import TEXTS, make_row

EVIL = "<script>alert(7)</script><b>x"
SHOWN = "&lt;script&gt;alert(7)&lt;/script&gt;"
# what a paper may need that is no text: records it looks up, and the state in which it is printed
LINKS = ("Dispute Case", "Mediation Agreement", "Mediation Body", "Points Item", "Deduction Item")
# texts that are read as a notation and refused when they are none
NOTATIONS = ("offered", "caps", "levels")
STATES = {"Honor Award": {"status": "Honor Awarded"}}


def formats() -> list[tuple[str, str]]:
	return sorted(
		frappe.get_all(
			"Print Format",
			{"module": papers.MODULE, "standard": "Yes", "disabled": 0},
			["name", "doc_type"],
			as_list=True,
		)
	)


def poison(doctype: str, name: str) -> int:
	"""Write the markup into every free text of a row and of its child rows; how many that were."""
	meta = frappe.get_meta(doctype)
	texts = [df for df in meta.fields if df.fieldtype in TEXTS and not df.is_virtual]
	values = dict.fromkeys((df.fieldname for df in texts if df.fieldname in NOTATIONS), None)
	fields = [
		df.fieldname
		for df in texts
		if df.fieldname not in NOTATIONS and not (df.length and df.length < len(EVIL))
	]
	values |= dict.fromkeys(fields, EVIL)
	if values:
		frappe.db.set_value(doctype, name, values, update_modified=False)
	count = len(fields)
	for df in meta.fields:
		if df.fieldtype in table_fields:
			rows = frappe.get_all(df.options, {"parent": name, "parenttype": doctype}, pluck="name")
			count += sum(poison(df.options, row) for row in rows)
	return count


@pytest.fixture
def records(world):
	"""One poisoned row per DocType that has a paper; links lead to poisoned rows too."""
	made: dict[str, str] = {}

	def record(doctype: str) -> str:
		if doctype in made:
			return made[doctype]
		row = make_row(doctype, world.village_a, **STATES.get(doctype, {}))
		made[doctype] = row.name
		for table, name in {doctype: row.name, **row.children}.items():
			for df in frappe.get_meta(table).fields:
				if df.fieldtype == "Link" and df.options in LINKS and df.options != doctype:
					frappe.db.set_value(table, name, df.fieldname, record(df.options), update_modified=False)
		poison(doctype, made[doctype])
		frappe.clear_document_cache(doctype, made[doctype])
		return made[doctype]

	return record


def test_script_in_any_text_of_a_record_is_text_on_every_paper(records):
	wrong, tried = {}, 0
	for name, doctype in formats():
		if doctype not in SCOPES:
			wrong[name] = f"{doctype} has no row in SCOPES"
			continue
		doc = frappe.get_doc(doctype, records(doctype))
		for language in ("zh", "en"):
			frappe.local.lang = language
			try:
				html = papers.html(doc, name)
			except Exception as error:
				wrong[name] = repr(error)
				continue
			tried += 1
			if "<script" in html or "<b>x" in html:
				at = html.find("<script") if "<script" in html else html.find("<b>x")
				wrong[name] = html[max(0, at - 200) : at + 80]
			elif SHOWN not in html:
				wrong[name] = "shows none of the record's texts"
	assert not wrong, "\n\n".join(f"{name}: {what}" for name, what in wrong.items())
	assert tried >= 2 * 20


def test_script_in_a_case_is_text_on_each_of_its_papers(world, as_user):
	"""The same by the front door: what a clerk types is kept and shown as typed."""
	user = world.user("Mediator", "A", mediation_body=cases.make_body())
	with as_user(user):
		parties = [{**cases.PARTY_A, "party_name": EVIL}, cases.PARTY_B]
		case = cases.make_case(parties=parties, facts=EVIL, claims=EVIL)
		for name, doctype in formats():
			if doctype == "Dispute Case":
				html = papers.html(frappe.get_doc("Dispute Case", case.name), name)
				assert "<script" not in html and "<b>x" not in html, name

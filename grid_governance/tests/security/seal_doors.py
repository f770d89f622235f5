"""The doors at which a sealed case is knocked: what is tried, and how."""

import frappe
from frappe.utils import nowdate

from grid_governance.api import case_file as api
from grid_governance.cases.case_file import slots, uploads
from grid_governance.tests.factories import case_file as make
from grid_governance.tests.security import knock


def attach(desk, doctype="Dispute Case", name=None):
	return frappe.get_doc(
		doctype="File",
		file_name=f"{frappe.generate_hash(length=6)}.png",
		attached_to_doctype=doctype,
		attached_to_name=name or desk.case,
		is_private=1,
		content=make.png("green"),
	).insert()


def put(doctype: str, name: str, **values):
	doc = frappe.get_doc(doctype, name)
	doc.update(values)
	return doc.save()


# what is tried → how
DOORS = {
	"fields over REST": lambda d: knock.rest("PUT", "Dispute Case", d.case, end_reason="anders"),
	"a field by set_value": lambda d: knock.call(
		"frappe.client.set_value",
		"POST",
		doctype="Dispute Case",
		name=d.case,
		fieldname="end_reason",
		value="anders",
	),
	"a record that hangs on it": lambda d: knock.rest(
		"PUT", "Mediation Session", d.session, venue="anderswo"
	),
	"the signed scan of the agreement": lambda d: put(
		"Mediation Agreement", d.agreement, signed_scan="/private/files/x.png"
	),
	"a withdrawn payment": lambda d: put("Term Performance", d.performance, note="anders"),
	"its file": lambda d: api.excuse_slot(d.case, slots.AUTHORITY, "无委托代理人"),
	"an upload by the api": lambda d: uploads.add(
		frappe.get_doc("Dispute Case", d.case), slots.EVIDENCE, "新.jpg", make.jpeg("red")
	),
	"an upload by the form": lambda d: attach(d),
	"an upload onto a record of it": lambda d: attach(d, "Mediation Session", d.session),
	"an upload over REST": lambda d: knock.rest(
		"POST",
		"File",
		file_name="rest.png",
		attached_to_doctype="Dispute Case",
		attached_to_name=d.case,
		content="iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
		decode=1,
	),
	"a file moved into another slot": lambda d: api.move_paper(d.case, d.paper, slots.EVIDENCE),
	"the order of the papers": lambda d: api.order_papers(d.case, [d.paper]),
	"a file deleted": lambda d: knock.call("frappe.client.delete", "POST", doctype="File", name=d.paper),
	"a file taken off the form": lambda d: knock.call(
		"frappe.desk.form.utils.remove_attach", "POST", dt="Dispute Case", dn=d.case, fid=d.paper
	),
	"a comment": lambda d: knock.call(
		"frappe.desk.form.utils.add_comment",
		"POST",
		reference_doctype="Dispute Case",
		reference_name=d.case,
		content="nachgetragen",
		comment_email="x@gg.test",
		comment_by="x",
	),
	"an assignment": lambda d: knock.call(
		"frappe.desk.form.assign_to.add",
		"POST",
		doctype="Dispute Case",
		name=d.case,
		assign_to=f'["{d.user}"]',
	),
	"a tag": lambda d: knock.call(
		"frappe.desk.doctype.tag.tag.add_tag", "POST", tag="重点", dt="Dispute Case", dn=d.case
	),
	"a share": lambda d: share_with(d),
	"a new session": lambda d: frappe.get_doc(
		doctype="Mediation Session", dispute_case=d.case, starts_on=nowdate(), record="x"
	).insert(),
	"a new investigation": lambda d: frappe.get_doc(
		doctype="Investigation Record",
		dispute_case=d.case,
		asked_name="张三",
		asked_as="Witness",
		asked_on=nowdate(),
		record="x",
	).insert(),
}
# A closed case takes no new records and no change of its record by other rules than the seal.
NOT_ON_A_CLOSED_CASE = {"a new session", "a new investigation", "the signed scan of the agreement"}


def share_with(desk):
	"""As handover and invitation write it: rights are asked by them, not here."""
	doc = frappe.get_doc(
		doctype="DocShare", share_doctype="Dispute Case", share_name=desk.case, user=desk.other
	)
	doc.read = 1
	doc.flags.ignore_share_permission = True
	return doc.insert(ignore_permissions=True)

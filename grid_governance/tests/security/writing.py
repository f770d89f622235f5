"""The writing doors, each a function of a row of village A: none may change a byte for the neighbour."""

from __future__ import annotations

import json
from collections.abc import Callable

import frappe

from grid_governance.scopes import SCOPES
from grid_governance.tests.factories.anyrow import Row
from grid_governance.tests.security.knock import call, rest

TRACES = {
	"Comment": ("reference_doctype", "reference_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
}


def traces(row: Row) -> dict[str, int]:
	"""How many platform records hang on the row."""
	return {
		doctype: frappe.db.count(doctype, {of_type: row.doctype, of_name: row.name})
		for doctype, (of_type, of_name) in TRACES.items()
	}


def _sent(row: Row, **changes) -> dict:
	"""The row as a browser would send it back, with changes."""
	stored = dict(row.stored()[0])
	return json.loads(json.dumps({**stored, "doctype": row.doctype, **changes}, default=str))


def _moved(row: Row, place: str) -> dict:
	return _sent(row, **{SCOPES[row.doctype].place: place})


def doors(row: Row, home: str, me: str) -> dict[str, Callable[[], str]]:
	"""Name → the knock. `home` is the neighbour's own village, `me` the neighbour's login."""
	dt, name, place = row.doctype, row.name, SCOPES[row.doctype].place
	moved = json.dumps(_moved(row, home))
	named = {"doctype": dt, "name": name}
	return {
		"set_value": lambda: call("frappe.client.set_value", "POST", **named, fieldname="_seen", value="x"),
		"set_value of the place": lambda: call(
			"frappe.client.set_value", "POST", **named, fieldname=place, value=home
		),
		"save with the place moved": lambda: call("frappe.client.save", "POST", doc=moved),
		"insert under its name": lambda: call("frappe.client.insert", "POST", doc=moved),
		"savedocs as new": lambda: call(
			"frappe.desk.form.save.savedocs",
			"POST",
			doc=json.dumps({**_moved(row, home), "__islocal": 1}),
			action="Save",
		),
		"savedocs": lambda: call("frappe.desk.form.save.savedocs", "POST", doc=moved, action="Save"),
		"REST PUT": lambda: rest("PUT", dt, name, **{place: home}),
		"REST PUT under another's name": lambda: rest("PUT", dt, name, name=name, owner=me),
		"REST DELETE": lambda: rest("DELETE", dt, name),
		"client.delete": lambda: call("frappe.client.delete", "POST", **named),
		"rename": lambda: call("frappe.client.rename_doc", "POST", doctype=dt, old_name=name, new_name="x"),
		"retitle": lambda: call(
			"frappe.model.rename_doc.update_document_title", "POST", doctype=dt, docname=name, title="x"
		),
		"calendar drag": lambda: call(
			"frappe.desk.calendar.update_event",
			"POST",
			args=json.dumps({**named, place: home, "modified": "2026-01-01"}),
			field_map=json.dumps({"start": place, "end": "modified"}),
		),
		"bulk edit": lambda: call(
			"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
			"POST",
			doctype=dt,
			docnames=json.dumps([name]),
			action="update",
			data=json.dumps({place: home}),
		),
		"bulk_update": lambda: call(
			"frappe.client.bulk_update",
			"POST",
			docs=json.dumps([{"doctype": dt, "docname": name, place: home}]),
		),
		"workflow": lambda: call(
			"frappe.model.workflow.apply_workflow", "POST", doc=json.dumps(named), action="Check As True"
		),
		"like": lambda: call("frappe.desk.like.toggle_like", "POST", **named, add="Yes"),
		"tag": lambda: call("frappe.desk.doctype.tag.tag.add_tag", "POST", tag="x", dt=dt, dn=name),
		"tags": lambda: call(
			"frappe.desk.doctype.tag.tag.add_tags", "POST", tags='["x"]', dt=dt, docs=json.dumps([name])
		),
		"follow": lambda: call(
			"frappe.desk.form.document_follow.update_follow", "POST", doctype=dt, doc_name=name, following="1"
		),
		"assign": lambda: call("frappe.desk.form.assign_to.add", "POST", **named, assign_to=json.dumps([me])),
		"ToDo": lambda: rest(
			"POST", "ToDo", reference_type=dt, reference_name=name, description="x", allocated_to=me
		),
		"share": lambda: call("frappe.share.add", "POST", **named, user=me, read=1, write=1),
		"comment": lambda: call(
			"frappe.desk.form.utils.add_comment",
			"POST",
			reference_doctype=dt,
			reference_name=name,
			content="x",
			comment_email=me,
			comment_by=me,
		),
		"attach": lambda: call(
			"frappe.client.attach_file", "POST", filename="x.txt", filedata="x", doctype=dt, docname=name
		),
		"File": lambda: rest(
			"POST", "File", file_name="x.txt", content="x", attached_to_doctype=dt, attached_to_name=name
		),
	}

"""A row of any DocType, put into the table by SQL, so that no controller need be known.

Every text column holds the marker: if it shows up in an answer, the row was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import now, nowdate

from grid_governance.scopes import CHILD_PARENTS, SCOPES

NUMBERS = {"Int", "Float", "Currency", "Percent", "Check", "Rating", "Long Int", "Duration"}
# the number in a unique key: rows of one unit differ in it
COUNTERS = {("Monthly Return", "version")}
TEXTS = {"Data", "Small Text", "Text", "Long Text", "Text Editor", "Read Only"}


@dataclass
class Row:
	"""Where the row stands and how to recognise it."""

	doctype: str
	name: str
	marker: str
	children: dict[str, str] = field(default_factory=dict)

	def stored(self) -> dict:
		"""All columns of the row as they stand now."""
		return frappe.db.sql(f"select * from `tab{self.doctype}` where name = %s", self.name, as_dict=True)


def make_row(doctype: str, unit: str, **values) -> Row:
	"""Insert one row of `doctype` in `unit`, with one row in each of its child tables."""
	marker = "zz" + frappe.generate_hash(length=8)
	scope = SCOPES[doctype]
	name = values.pop("name", None) or "row" + frappe.generate_hash(length=8)
	row = Row(doctype, name, marker)
	_insert(doctype, {**_columns(doctype, marker), scope.place: unit, "name": name, **values})
	for df in frappe.get_meta(doctype).get_table_fields():
		if df.options in CHILD_PARENTS:
			child = "row" + frappe.generate_hash(length=8)
			row.children[df.options] = child
			place = {"parent": name, "parenttype": doctype, "parentfield": df.fieldname, "idx": 1}
			_insert(df.options, {**_columns(df.options, marker), "name": child, **place})
	return row


def _columns(doctype: str, marker: str) -> dict:
	result = {
		"owner": f"{marker}@gg.test",
		"modified_by": "Administrator",
		"creation": now(),
		"modified": now(),
		"docstatus": 0,
	}
	known = set(frappe.db.get_table_columns(doctype))
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in no_value_fields or df.fieldtype in table_fields or df.fieldname not in known:
			continue
		counter = (doctype, df.fieldname) in COUNTERS
		result[df.fieldname] = int(marker[2:], 16) % 10**9 if counter else _value(df, marker)
	return result


def _value(df, marker: str):
	if df.fieldtype in NUMBERS:
		return 1
	if df.fieldtype == "Date":
		return nowdate()
	if df.fieldtype in ("Datetime", "Time"):
		return now() if df.fieldtype == "Datetime" else "08:00:00"
	if df.fieldtype == "Select":
		return next((option for option in (df.options or "").split("\n") if option), None)
	if df.fieldtype in TEXTS:
		return f"{marker}{df.fieldname}"[: df.length or 140] if df.length != 1 else "z"
	return None


def _insert(doctype: str, values: dict) -> None:
	columns = ", ".join(f"`{column}`" for column in values)
	marks = ", ".join(["%s"] * len(values))
	frappe.db.sql(f"insert into `tab{doctype}` ({columns}) values ({marks})", list(values.values()))

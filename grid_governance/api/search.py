"""Search behind every Link field to a record of ours (standard_queries): never ignores permissions."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.desk.search import get_std_fields_list, relevance_sorter

from grid_governance import loosely
from grid_governance.posts import posts_of
from grid_governance.registry import codes, finding
from grid_governance.scopes import INHERITED, SCOPES

SEARCHED = ("Data", "Text", "Small Text", "Long Text", "Link", "Select", "Read Only")


@frappe.whitelist()
def link_query(
	doctype: str,
	txt: str,
	searchfield: str | None = None,
	start: int = 0,
	page_len: int = 10,
	filters: str | list | dict | None = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
) -> list:
	"""Return rows (name, title, search fields) of `doctype` that the user may pick and that match `txt`.

	`txt` is sought in the name, the title and the search fields; households and residents also by all its
	words in name, pinyin initials and address (a household by its head, whose name comes last in the row).
	A catalogue whose names are translated is short: it is sought by the word the user sees and comes whole,
	in the catalogue's order.
	Nothing is found where no role of the user picks or reads `doctype`; raises frappe.PermissionError
	for a DocType that is none of ours.
	"""
	if doctype not in SCOPES:
		raise frappe.PermissionError(doctype)
	if not (frappe.has_permission(doctype, "select") or frappe.has_permission(doctype, "read")):
		return []
	meta = frappe.get_meta(doctype)
	fields = get_std_fields_list(meta, searchfield or "name")
	if meta.translated_doctype:
		return _catalogue(doctype, txt or "", int(start or 0), filters, fields, as_dict)
	or_filters = []
	if txt:
		columns = dict.fromkeys(("name", meta.title_field, *meta.get_search_fields()))
		or_filters = [
			[doctype, column, "like", f"%{txt}%"]
			for column in columns
			if column == "name"
			or (meta.get_field(column or "") and meta.get_field(column).fieldtype in SEARCHED)
		]
		if found_by_people := finding.names_matching(doctype, txt):
			or_filters.append([doctype, "name", "in", found_by_people])
		if SCOPES[doctype].kind == INHERITED and meta.title_field:
			or_filters.append(
				[doctype, "name", "in", _called(doctype, meta.title_field, txt, filters) or [""]]
			)
	selected = [f"`tab{doctype}`.`{field.strip()}`" for field in fields]
	if meta.show_title_field_in_link and meta.title_field:
		selected[1:1] = [f"`tab{doctype}`.`{meta.title_field}` as `label`"]
	rows: list = []
	for nearer in [*_own_ranges(doctype, int(start or 0)), []]:
		found = frappe.get_list(
			doctype,
			filters=[*_listed(doctype, meta, filters), *nearer],
			or_filters=or_filters,
			fields=selected,
			limit_start=int(start or 0),
			limit_page_length=min(int(page_len or 10), 100),
			order_by=f"`tab{doctype}`.idx desc, `tab{doctype}`.name asc",
			reference_doctype=reference_doctype,
			as_list=not as_dict,
		)
		found = _translated(
			sorted(found, key=lambda row: relevance_sorter(row, txt or "", as_dict)), meta, fields
		)
		rows += [row for row in found if row not in rows]
		if len(rows) >= int(page_len or 10):
			break
	return _with_heads(doctype, rows[: int(page_len or 10)])


def _called(doctype: str, title: str, txt: str, filters: str | list | dict | None) -> list[str]:
	"""Rows of a catalogue whose title has the words of `txt`, whatever brackets and spaces were typed."""
	wanted = _listed(doctype, frappe.get_meta(doctype), filters)
	rows = frappe.get_list(doctype, filters=wanted, fields=["name", title], limit_page_length=0)
	return [row.name for row in rows if loosely.has_all(txt, row[title])]


def _with_heads(doctype: str, rows: list) -> list:
	"""Households with the names of their heads beside the address: a door alone tells nobody who is meant."""
	if doctype != "Household":
		return rows
	name = "name" if rows and isinstance(rows[0], dict) else 0
	heads = finding.names_of_heads([row[name] for row in rows])
	if name == 0:
		return [(*row, heads.get(row[0], "")) for row in rows]
	return [{**row, "head_name": heads.get(row["name"], "")} for row in rows]


def _catalogue(
	doctype: str, txt: str, start: int, filters: str | list | dict | None, fields: list[str], as_dict: bool
) -> list:
	"""The rows of a translated catalogue whose name reads, or is kept, with `txt` in it; all on one page."""
	if start:
		return []
	meta = frappe.get_meta(doctype)
	found = frappe.get_list(
		doctype,
		filters=_listed(doctype, meta, filters),
		fields=[f"`tab{doctype}`.`{field.strip()}`" for field in fields],
		limit_page_length=0,
		order_by=f"`tab{doctype}`.`{meta.sort_field}` {meta.sort_order}, `tab{doctype}`.name asc",
		as_list=not as_dict,
	)
	name = "name" if as_dict else 0
	sought = txt.strip().lower()
	return _translated(
		[row for row in found if sought in f"{_(row[name])}\n{row[name]}".lower()], meta, fields
	)


def _own_ranges(doctype: str, start: int) -> list[list]:
	"""Filters that find the units of the user's own posts, which most often are meant; first page only."""
	if doctype != "Grid Unit" or start:
		return []
	ranges = []
	for unit in dict.fromkeys(post.unit for post in posts_of()):
		low, high = codes.bounds(unit)
		ranges.append([[doctype, "name", ">=", low], *([[doctype, "name", "<", high]] if high else [])])
	return ranges


def _translated(rows: list, meta, fields: list[str]) -> list:
	"""Options beside the name (a unit's level, an item's category) in the user's language."""
	options = {
		column: _words(meta.get_field(column))
		for column in (field.strip().split(".")[-1].strip("`") for field in fields)
		if meta.get_field(column)
	}
	options = {column: words for column, words in options.items() if words}
	if not options:
		return rows
	if rows and isinstance(rows[0], dict):
		return [{**row, **{column: _(row[column]) for column in options if row.get(column)}} for row in rows]
	words = set().union(*options.values())
	return [(row[0], *(_(value) if value in words and value else value for value in row[1:])) for row in rows]


def _words(field) -> set[str]:
	"""The values of a column that have a translation: options, or names of a translated catalogue."""
	if field.fieldtype == "Select":
		return set((field.options or "").split("\n"))
	if field.fieldtype == "Link" and frappe.get_meta(field.options).translated_doctype:
		return set(frappe.get_all(field.options, pluck="name"))
	return set()


def _listed(doctype: str, meta, filters: str | list | dict | None) -> list:
	"""Filters as a list, with the platform's habit of hiding what is disabled."""
	filters = frappe.parse_json(filters) if isinstance(filters, str) else filters
	if isinstance(filters, dict):
		filters = [
			[doctype, key, *value] if isinstance(value, list | tuple) else [doctype, key, "=", value]
			for key, value in filters.items()
		]
	filters = list(filters or [])
	if meta.get("fields", {"fieldname": "enabled", "fieldtype": "Check"}):
		filters.append([doctype, "enabled", "=", 1])
	return filters

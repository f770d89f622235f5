"""The columns of a script report. Pure."""

from __future__ import annotations


def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 110, **more) -> dict:
	"""A column as the platform takes it; label: translated; more: options, precision, align …"""
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}

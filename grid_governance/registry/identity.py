"""The only door to identity numbers: encrypted in store, found by a keyed hash, revealed by name and reason.

No role reads Identity Document; every function here either answers with a mask or writes the platform's
Access Log. The encryption key (encryption_key) and the hash key (keys.derive) lie in site_config.json,
so a dump of the database tells no number. Personal Information Protection Law art. 28, 51.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import now
from frappe.utils.password import decrypt, encrypt

from grid_governance import keys
from grid_governance.registry import papers
from grid_governance.registry.names import mask_name
from grid_governance.registry.papers import mask_number, mask_phone

__all__ = [
	"columns_for",
	"find",
	"find_many",
	"mask_name",
	"mask_number",
	"mask_phone",
	"masked",
	"reveal",
	"store",
]

DOCTYPE = "Identity Document"


def number_hash(kind: str, number: str) -> str:
	"""Keyed hash of a normalised number. Numbers by GB 11643 share one family, whatever the paper is called."""
	family = "GB 11643" if papers.KINDS[kind] is None else kind
	return hmac.new(keys.derive("identity"), f"{family}:{number}".encode(), hashlib.sha256).hexdigest()


def columns_for(kind: str, number: object, reason: str | None = None) -> dict:
	"""The columns of an Identity Document row, for bulk writers; `resident` is theirs to add.

	Raises papers.ProblemError for a number that cannot be one of `kind`.
	"""
	if kind == papers.NO_DOCUMENT:
		return {"identity_kind": kind, "number_hash": None, "ciphertext": None, "reason": reason}
	number = papers.normalise_number(kind, number)
	return {
		"identity_kind": kind,
		"number_hash": number_hash(kind, number),
		"ciphertext": encrypt(number),
		"reason": None,
	}


def find(kind: str, number: object) -> str | None:
	"""The resident who holds this number anywhere on the site; access is the caller's to judge."""
	found = find_many([(kind, number)])
	return next(iter(found.values()), None)


def find_many(numbers: Iterable[tuple[str, object]]) -> dict[str, str]:
	"""{hash: resident} for those (kind, number) that are known; one query per thousand."""
	hashes = list({number_hash(kind, papers.normalise_number(kind, number)) for kind, number in numbers})
	table, found = frappe.qb.DocType(DOCTYPE), {}
	for start in range(0, len(hashes), 1000):
		query = frappe.qb.from_(table).select(table.number_hash, table.resident)
		found.update(query.where(table.number_hash.isin(hashes[start : start + 1000])).run())
	return found


def store(resident: str, kind: str, number: object = None, reason: str | None = None) -> None:
	"""Keep one document of a resident: the former one of that kind is replaced, "none yet" goes away.

	The caller has checked write access to the resident and that nobody else holds the number; the
	unique key on the hash stands behind it. Raises papers.ProblemError, frappe.UniqueValidationError.
	"""
	columns = columns_for(kind, number, reason)
	replaced = {"resident": resident, "identity_kind": ["in", [kind, papers.NO_DOCUMENT]]}
	for name in frappe.get_all(DOCTYPE, filters=replaced, pluck="name"):
		frappe.delete_doc(DOCTYPE, name, ignore_permissions=True, force=True, delete_permanently=True)
	frappe.get_doc(doctype=DOCTYPE, resident=resident, **columns).insert(ignore_permissions=True)


def forget(resident: str) -> None:
	"""Drop the documents of a resident whose record is deleted."""
	frappe.db.delete(DOCTYPE, {"resident": resident})


def masked(resident: str) -> list[dict]:
	"""[{identity_kind, masked, reason}] of a resident, the numbers masked. The caller checks read access."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"resident": resident},
		fields=["identity_kind", "ciphertext", "reason"],
		order_by="creation asc",
	)
	return [
		{
			"identity_kind": row.identity_kind,
			"masked": mask_number(decrypt(row.ciphertext)) if row.ciphertext else "",
			"reason": row.reason or "",
		}
		for row in rows
	]


def reveal(resident: str, kind: str, reason: str) -> str:
	"""The full number, after the access log has it: who, whose, which, why, when.

	Raises frappe.PermissionError without write access to the resident, frappe.ValidationError without a
	reason or when there is no such document.
	"""
	frappe.get_doc("Resident", resident).check_permission("write")
	if len((reason or "").strip()) < 2:
		frappe.throw(_("Please give the reason why the full number is needed."), title=_("Reason Missing"))
	ciphertext = frappe.db.get_value(DOCTYPE, {"resident": resident, "identity_kind": kind}, "ciphertext")
	if not ciphertext:
		frappe.throw(_("No number of this document is kept here."), frappe.DoesNotExistError)
	log_access(resident, "Reveal Identity Number", kind=kind, reason=reason.strip())
	return decrypt(ciphertext)


def log_access(resident: str, method: str, **details: str) -> None:
	"""Write the platform's Access Log in this transaction (its own helper commits, which a POST must not)."""
	frappe.get_doc(
		doctype="Access Log",
		user=frappe.session.user,
		export_from="Resident",
		reference_document=resident,
		method=method,
		filters=frappe.as_json(details),
		timestamp=now(),
	).insert(ignore_permissions=True)

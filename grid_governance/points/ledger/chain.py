"""The proof over the ledger: one fixed text per row, its HMAC, an account's seal, an anchor. Pure.

A row's proof covers every column that means something, in COLUMNS order, and the proof of the row
before it in the same account. The text is a JSON array of strings (null for nothing), so no two
different rows have the same text. Changing COLUMNS or the form means a new FORM and keeping the old.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

FORM = "points-entry-1"
COLUMNS = (
	"name",
	"account",
	"seq",
	"book",
	"grid_unit",
	"kind",
	"points",
	"balance_after",
	"deed_date",
	"posting_date",
	"item",
	"doer",
	"source_doctype",
	"source_name",
	"reverses",
	"entry_key",
	"remark",
	"posted_by",
	"creation",
)
ACCOUNT_COLUMNS = (
	"name",
	"book",
	"subject_doctype",
	"subject",
	"last_seq",
	"last_hash",
	"balance",
	"earned",
	"redeemed",
)
GENESIS = ""
SHORT = 20  # hex digits of a head that are printed: 80 bits, more than anybody can search through
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def entry_name(account: str, seq: int) -> str:
	"""The row's primary key: two writers of one number cannot both succeed."""
	return f"{account}-{seq:06d}"


def text_of(form: str, row: Mapping, columns: Iterable[str]) -> str:
	values = [row[column] for column in columns]
	return _encode([form, *[None if value is None or value == "" else str(value) for value in values]])


def proof(key: bytes, row: Mapping, previous: str) -> str:
	"""HMAC-SHA256 (64 hex digits) over the row's text and the previous row's proof."""
	message = f"{text_of(FORM, row, COLUMNS)}\n{previous}"
	return hmac.digest(key, message.encode(), "sha256").hex()


def seal(key: bytes, account: Mapping) -> str:
	"""HMAC over the numbers in the account's own row: cutting off the last entries breaks it."""
	return hmac.digest(key, text_of("points-account-1", account, ACCOUNT_COLUMNS).encode(), "sha256").hex()


def root(rows: Iterable[tuple[str, str]]) -> tuple[str, int]:
	"""(digest, count) over (name, proof) of the rows of some days, in the order of their names."""
	digest, count = hashlib.sha256(), 0
	for name, row_hash in rows:
		digest.update(f"{name} {row_hash}\n".encode())
		count += 1
	return digest.hexdigest(), count


def head(key: bytes, anchor: Mapping) -> str:
	"""HMAC over an anchor and the head of the one before: the value printed on public notices."""
	columns = ("number", "anchor_date", "entry_count", "day_count", "root", "previous_head")
	return hmac.digest(key, text_of("points-anchor-1", anchor, columns).encode(), "sha256").hex()


def short_head(head: str) -> str:
	"""The first 20 digits in groups of four, for a poster: 8F3A-91C2-…"""
	return "-".join(head[i : i + 4] for i in range(0, SHORT, 4)).upper()


def same_head(head: str, printed: str) -> bool:
	"""Whether `printed` (with hyphens or spaces, at least 20 digits) is the beginning of `head`."""
	digits = "".join(printed.split()).replace("-", "").lower()
	return len(digits) >= SHORT and head.startswith(digits)

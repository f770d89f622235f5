"""The points ledger: one writer, one chain per account (docs/ledger.md)."""

from grid_governance.points.ledger.locks import lock_accounts, run_with_retry, unseen_entries
from grid_governance.points.ledger.postings import (
	AccountFrozen,
	AccountState,
	InsufficientPoints,
	LedgerError,
	Posting,
)
from grid_governance.points.ledger.writer import post, post_each, reverse

__all__ = [
	"AccountFrozen",
	"AccountState",
	"InsufficientPoints",
	"LedgerError",
	"Posting",
	"lock_accounts",
	"post",
	"post_each",
	"reverse",
	"run_with_retry",
	"unseen_entries",
]

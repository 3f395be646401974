"""Closing the books: checks and ids for all records, and a list of what nobody claimed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.documents import Folded
from extractor.numbers import Find
from extractor.outline import Outline
from extractor.reconciliation.check import check_record
from extractor.reconciliation.identity import identify
from extractor.reconciliation.ledger import Ledger, describe
from schemas import CheckStatus, Reconciliation
from schemas.quantities import AnyRecord


class Books(NamedTuple):
    """Checked records in text order, and the balance of numbers."""

    records: list[AnyRecord]
    reconciliation: Reconciliation


def close_books(records: Sequence[AnyRecord], finds: Sequence[Find], source: str, folded: Folded, outline: Outline) -> Books:
    """Check every record against ``finds``, give it an id, and list each quantity that no record claims."""
    ledger = Ledger(finds)
    checked = [
        record.model_copy(update={"check": check_record(record, ledger, record.check.read_by, record.check.issues)})
        for record in records
    ]
    identified = identify(checked)
    unclaimed = ledger.unclaimed(identified)
    balance = Reconciliation(
        quantities=len(finds),
        claimed=len(finds) - len(unclaimed),
        unclaimed=describe(unclaimed, source, folded, outline),
        unsupported=_with_status(identified, CheckStatus.UNSUPPORTED),
        conflicting=_with_status(identified, CheckStatus.CONFLICT),
    )
    return Books(identified, balance)


def _with_status(records: Sequence[AnyRecord], status: CheckStatus) -> tuple[str, ...]:
    return tuple(record.id for record in records if record.check.status is status)

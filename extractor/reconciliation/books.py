"""Closing the books: checks and ids for all records, and a list of what nobody claimed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.prepared import Prepared
from extractor.reconciliation.arithmetic import misfits
from extractor.reconciliation.check import check_record
from extractor.reconciliation.identity import Identities
from extractor.reconciliation.ledger import Ledger, describe
from schemas import Check, CheckStatus, Issue, Reconciliation, Refused
from schemas.record import Record


class Books(NamedTuple):
    """Checked records in text order, and the balance of numbers."""

    records: list[Record]
    reconciliation: Reconciliation


def close_books(records: Sequence[Record], prepared: Prepared, refused: Sequence[Refused] = ()) -> Books:
    """Check every record against the finds, give it an id, and list each quantity that no record claims."""
    finds = prepared.finds
    ledger = Ledger(finds)
    unfit = misfits(records)
    identities = Identities()
    closed = [
        record.model_copy(update={"id": identities.of(record), "check": _check(record, ledger, unfit.get(index, ()))})
        for index, record in enumerate(records)
    ]
    unclaimed = ledger.unclaimed(closed)
    balance = Reconciliation(
        quantities=len(finds),
        claimed=len(finds) - len(unclaimed),
        unclaimed=describe(unclaimed, prepared),
        unsupported=_with_status(closed, CheckStatus.UNSUPPORTED),
        conflicting=_with_status(closed, CheckStatus.CONFLICT),
        refused=tuple(refused),
    )
    return Books(closed, balance)


def _check(record: Record, ledger: Ledger, unfit: Sequence[Issue]) -> Check:
    return check_record(record, ledger, record.check.read_by, (*record.check.issues, *unfit))


def _with_status(records: Sequence[Record], status: CheckStatus) -> tuple[str, ...]:
    return tuple(record.id for record in records if record.check.status is status)

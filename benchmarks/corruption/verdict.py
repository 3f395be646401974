"""What became of a damaged answer: whether everything wrong in the result is said to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from benchmarks.corruption.answers import Answer
from benchmarks.corruption.facts import facts_of
from extractor.reconciliation import Books
from schemas import CheckStatus, Reconciliation
from schemas.record import Record

# A remark on wording accuses nobody: two readers rarely choose the same name.
REMARKS = frozenset(("name_differs",))
_FINE = frozenset((CheckStatus.CONFIRMED, CheckStatus.CONVERTED, CheckStatus.NO_NUMBERS))


class Verdict(StrEnum):
    """``CAUGHT``: whatever is wrong in the result says so, or nothing is wrong any more and that is said. ``RIGHT``: nothing is
    wrong in the result, and nothing is said. ``MISSED``: something wrong stands there unmarked."""

    CAUGHT = "caught"
    RIGHT = "right"
    MISSED = "missed"


def judge(before: Books, after: Books, damaged: Answer, span: tuple[int, int]) -> Verdict:
    """The verdict on the answer ``damaged`` to the chunk at the source ``span``; ``before`` are the books of the right answers."""
    truth = {place: fact for record in _inside(before, span) for place, fact in facts_of(record).items()}
    records = _inside(after, span)
    wrong = [record for record in records if any(truth.get(place) != fact for place, fact in facts_of(record).items())]
    known_at = _accusations_by_place(_inside(before, span))
    if not all(_newly_accused(record, known_at) for record in wrong):
        return Verdict.MISSED
    told = {(record.name, record.quote) for record in damaged}
    refused = any((each.name, each.quote) in told for each in after.reconciliation.refused)
    newly_unclaimed = _unclaimed(after.reconciliation, span) - _unclaimed(before.reconciliation, span)
    said = any(_newly_accused(record, known_at) for record in records)
    return Verdict.CAUGHT if said or refused or newly_unclaimed else Verdict.RIGHT


def _accusations_by_place(records: Iterable[Record]) -> Mapping[int, frozenset[str]]:
    """What was said already of the record at each place: the same words about another record are another accusation."""
    return {place: frozenset(accusations(record)) for record in records for place in facts_of(record)}


def _newly_accused(record: Record, known_at: Mapping[int, frozenset[str]]) -> bool:
    known = frozenset[str]().union(*(known_at.get(place, frozenset()) for place in facts_of(record)))
    return any(accusation not in known for accusation in accusations(record))


def accusations(record: Record) -> list[str]:
    """What the result says about ``record`` that a reader has to look into."""
    said = [f"{issue.code} {issue.message}" for issue in record.check.issues if issue.code not in REMARKS]
    return said or ([] if record.check.status in _FINE else [record.check.status.value])


def is_accused(record: Record) -> bool:
    """Whether the result calls the record doubtful: a conflict, a number that the text lacks, or one outside its quote."""
    return record.check.status not in _FINE


def _inside(books: Books, span: tuple[int, int]) -> list[Record]:
    return [record for record in books.records if span[0] <= record.evidence.start < span[1]]


def _unclaimed(balance: Reconciliation, span: tuple[int, int]) -> set[int]:
    """Places of the quantities of a chunk that no record claims."""
    return {each.quantity.start for each in balance.unclaimed if span[0] <= each.quantity.start < span[1]}

"""A result as a person corrected it: schemas, evidence, checks and balance hold for it as for any other."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.documents import Document
from extractor.prepared import Prepared, prepare
from extractor.reconciliation import close_books
from extractor.review.complete import Completion
from extractor.review.digest import result_digest
from extractor.review.errors import CorrectionsRefused
from extractor.review.remarks import lasting, reviewed, without_repeats
from extractor.review.source import refuse_other_text
from schemas import Check, CheckStatus, Commitment, Indicator, Project, ReadBy, Result
from schemas.corrections import Corrections, Verdict
from schemas.record import Record


def apply_corrections(result: Result, corrections: Corrections, document: Document) -> Result:
    """``result`` with the decisions of ``corrections``, its records checked and its balance struck anew over ``document``.

    Raises :class:`CorrectionsRefused` where the corrections are those of another result, name what it does not hold, or quote
    what the text does not say, and :class:`~extractor.review.errors.OtherText` where ``document`` is not the result's text.
    """
    _refuse_foreign(result, corrections)
    refuse_other_text(result, document)
    prepared = prepare(document)
    records = sorted(_records(result, corrections, prepared), key=_place)
    books = close_books(records, prepared, result.reconciliation.refused)
    closed = [without_repeats(record) for record in books.records]
    return result.model_copy(
        update={
            "indicators": tuple(record for record in closed if isinstance(record, Indicator)),
            "projects": tuple(record for record in closed if isinstance(record, Project)),
            "commitments": tuple(record for record in closed if isinstance(record, Commitment)),
            "reconciliation": books.reconciliation,
        }
    )


def _place(record: Record) -> tuple[int, int]:
    return record.evidence.start, record.evidence.end


def _refuse_foreign(result: Result, corrections: Corrections) -> None:
    if corrections.result != result_digest(result):
        raise CorrectionsRefused(
            f"The corrections were made about another result (of {corrections.report}).",
            hint="Give the result whose page they were saved from, unchanged.",
        )
    records = {record.id: record for record in result.records}
    others = {f"quantity@{missed.quantity.start}" for missed in result.reconciliation.unclaimed}
    others |= {f"refused@{index}" for index in range(len(result.reconciliation.refused))}
    decided: set[str] = set()
    for decision in corrections.decisions:
        subject, verdict = decision.subject, decision.verdict
        named = decision.record or records.get(subject)
        called = f"“{named.name}” ({subject})" if named else subject
        if subject in decided:
            raise CorrectionsRefused(f"The corrections decide twice about {called}.")
        if verdict is Verdict.ADDED and subject in records.keys() | others:
            raise CorrectionsRefused(f"The corrections add {called}, which the result holds already.")
        if verdict is not Verdict.ADDED and subject not in records.keys() | others:
            raise CorrectionsRefused(f"The corrections decide about {called}, which the result does not hold.")
        if verdict in (Verdict.CORRECTED, Verdict.REJECTED) and subject not in records:
            raise CorrectionsRefused(f"The corrections have {called} {verdict.value}, which is no record.")
        decided.add(subject)


def _records(result: Result, corrections: Corrections, prepared: Prepared) -> Iterator[Record]:
    """The records that stand after the decisions, with what their readers and the reviewer have to remark."""
    decisions = {decision.subject: decision for decision in corrections.decisions}
    completion = Completion(prepared, tuple(result.records))
    for record in result.records:
        decision = decisions.get(record.id)
        if decision is None:
            yield lasting(record)
        elif decision.verdict is Verdict.CORRECTED and decision.record is not None:
            yield reviewed(completion.complete(decision.record, record.id), decision, record.check)
        elif decision.verdict is not Verdict.REJECTED:
            yield reviewed(record, decision, record.check)
    for decision in corrections.decisions:
        if decision.verdict is Verdict.ADDED and decision.record is not None:
            added = completion.complete(decision.record, decision.subject)
            yield reviewed(added, decision, Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy(result.run.engine)))

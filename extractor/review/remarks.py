"""What a record's check remarks before the books are closed over it again, and what a review adds."""

from __future__ import annotations

from schemas import Check, Issue
from schemas.corrections import VERDICT_CODES, Decision, Verdict
from schemas.record import Record

# What the books say of a record whenever they are closed; the rest was said by its readers and stands.
_SAID_ANEW = frozenset(("arithmetic_misfit", "outside_evidence"))
_NOTE = "review_note"
_VERDICTS = {
    Verdict.ACCEPTED: Issue(code="accepted_in_review", message="审阅时确认。"),
    Verdict.CORRECTED: Issue(code="corrected_in_review", message="审阅时改正。"),
    Verdict.ADDED: Issue(code="added_in_review", message="审阅时添加，没有读者读到。"),
}
REVIEW_CODES = VERDICT_CODES | {_NOTE}


def lasting(record: Record) -> Record:
    """``record`` with only the remarks that closing the books does not make anew."""
    return _remarked(record, record.check, [issue for issue in record.check.issues if issue.code not in _SAID_ANEW])


def reviewed(record: Record, decision: Decision, check: Check) -> Record:
    """``record`` as decided: a verdict settles what the readers disputed in ``check``; a note alone settles nothing."""
    settled = decision.verdict in _VERDICTS
    kept = [issue for issue in check.issues if issue.code not in _SAID_ANEW and (issue.code in REVIEW_CODES or not settled)]
    said = [_VERDICTS[decision.verdict]] if decision.verdict in _VERDICTS else []
    note = [Issue(code=_NOTE, message=decision.note)] if decision.note else []
    return _remarked(record, check, [*kept, *said, *note])


def without_repeats(record: Record) -> Record:
    """``record`` with each remark once."""
    return _remarked(record, record.check, list(dict.fromkeys(record.check.issues)))


def _remarked(record: Record, check: Check, issues: list[Issue]) -> Record:
    return record.model_copy(update={"check": check.model_copy(update={"issues": tuple(issues)})})

"""One record held against the finds of the regex layer."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractor.grounding import magnitudes, same_amount
from extractor.reconciliation.ledger import Ledger
from schemas import Check, CheckStatus, Issue, Quantity, ReadBy
from schemas.corrections import VERDICT_CODES
from schemas.quantities import quantities
from schemas.record import Record

# From best to worst: a record is as good as its worst number.
_ORDER = (
    CheckStatus.CONFIRMED,
    CheckStatus.CONVERTED,
    CheckStatus.ELSEWHERE,
    CheckStatus.CONFLICT,
    CheckStatus.UNSUPPORTED,
)


# What a reader's issues make of a record even though the number that stands in it now is the text's.
_REPORTED = {
    "not_in_text": CheckStatus.UNSUPPORTED,
    "unit_converted": CheckStatus.CONVERTED,
    "value_differs": CheckStatus.CONFLICT,
    "unit_differs": CheckStatus.CONFLICT,
    "bound_differs": CheckStatus.CONFLICT,
    "sign_differs": CheckStatus.CONFLICT,
    "period_differs": CheckStatus.CONFLICT,
    "field_differs": CheckStatus.CONFLICT,
    "status_differs": CheckStatus.CONFLICT,
    "basis_differs": CheckStatus.CONFLICT,
    "kind_differs": CheckStatus.CONFLICT,
    "subject_differs": CheckStatus.CONFLICT,
    "addressed_to_machine": CheckStatus.CONFLICT,
    "quote_not_in_text": CheckStatus.ELSEWHERE,
}


def check_record(record: Record, ledger: Ledger, read_by: ReadBy, issues: Sequence[Issue] = ()) -> Check:
    """The check of ``record``: every one of its numbers looked up among the finds, inside its evidence first."""
    found = [check_quantity(field, quantity, record, ledger) for field, quantity in quantities(record)]
    found += [(_REPORTED[issue.code], None) for issue in issues if issue.code in _REPORTED]
    if _is_misread(read_by, {issue.code for issue in issues}):
        found.append((CheckStatus.CONFLICT, None))
    if not found:
        return Check(status=CheckStatus.NO_NUMBERS, read_by=read_by, issues=tuple(issues))
    worst = max((status for status, _ in found), key=_ORDER.index)
    raised = tuple(issue for _, issue in found if issue is not None)
    return Check(status=worst, read_by=read_by, issues=(*issues, *raised))


def _is_misread(read_by: ReadBy, said: Set[str]) -> bool:
    """Whether figures that do not fit speak against the reading rather than the text.

    Where a model alone read a record, they are the only other witness, until a person has looked. What the rules read or bear
    out does not fit because the text says so, or because it speaks of something else.
    """
    return read_by is ReadBy.MODEL and "arithmetic_misfit" in said and said.isdisjoint(VERDICT_CODES)


def check_quantity(field: str, quantity: Quantity, record: Record, ledger: Ledger) -> tuple[CheckStatus, Issue | None]:
    """How the ``quantity`` that stands in ``field`` of ``record`` fares against the finds, and what is to be said about it."""
    evidence = record.evidence
    found = ledger.at(quantity.start, quantity.end)
    if found is None and not ledger.holds(quantity):
        return CheckStatus.UNSUPPORTED, Issue(code="not_in_text", message=f"{field} {quantity.raw} 在正文中找不到。")
    status, issue = (CheckStatus.ELSEWHERE, None) if found is None else _compare(field, quantity, found)
    inside = found is not None and evidence.start <= found.start and found.end <= evidence.end
    if inside or status is CheckStatus.CONFLICT:
        return status, issue
    return CheckStatus.ELSEWHERE, Issue(code="outside_evidence", message=f"{field} {quantity.raw} 不在引句之内。")


def _compare(field: str, quantity: Quantity, found: Quantity) -> tuple[CheckStatus, Issue | None]:
    """The record's number against the find at its place; the sign is the reader's and is not compared."""
    same = magnitudes(quantity) == magnitudes(found) and quantity.unit == found.unit
    if not same and not same_amount(quantity, found):
        message = f"{field} 读作 {quantity.value} {quantity.unit}，正文为 {found.raw}。"
        return CheckStatus.CONFLICT, Issue(code="value_differs", message=message)
    if quantity.bound != found.bound:
        message = f"{field} 的限定读作 {quantity.bound.value}，正文为 {found.raw}（{found.bound.value}）。"
        return CheckStatus.CONFLICT, Issue(code="bound_differs", message=message)
    return (CheckStatus.CONFIRMED if same else CheckStatus.CONVERTED), None

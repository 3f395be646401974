"""Two readers' records of one report brought together, number by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.reconciliation.agree import agree
from extractor.reconciliation.subjects import Subjects
from schemas import Issue, Quantity
from schemas.quantities import edit_quantities, quantities
from schemas.record import Record

Span = tuple[int, int]


def merge(rules: Sequence[Record], model: Sequence[Record], read: Sequence[Span]) -> list[Record]:
    """One list from what the ``rules`` and the ``model`` read; ``read`` are the source spans that the model did read.

    A fact both have is one record. A number that the model missed keeps the rules' record, marked. Where the model read
    nothing, all of the rules' records stand. Records of the rules without a number stand only there: what is a promise, the
    model judges better.
    """
    rules_by_number = _by_number(rules)
    agreed = [_with_rules(record, rules_by_number) for record in _each_number_once(model, rules_by_number)]
    agreed = list(map(_with_issues, agreed, Subjects(rules).doubts(agreed)))
    claimed = {quantity.start for record in agreed for _, quantity in quantities(record)}
    standing = [stand for record in rules if (stand := _standing_in(record, claimed, read)) is not None]
    return sorted([*agreed, *standing], key=lambda record: (record.evidence.start, record.evidence.end))


def yielding(records: Iterable[Record], others: Iterable[Record]) -> list[Record]:
    """``records`` without the numbers that ``others`` claim; one that keeps none of its numbers is left out."""
    claimed = {quantity.start for record in others for _, quantity in quantities(record)}
    kept = (_only(record, {quantity.start for _, quantity in quantities(record)} - claimed) for record in records)
    return [record for record in kept if record is not None]


def _by_number(records: Iterable[Record]) -> dict[int, Record]:
    return {quantity.start: record for record in records for _, quantity in quantities(record)}


def _each_number_once(model: Sequence[Record], rules: dict[int, Record]) -> list[Record]:
    """The model's records with every number in one of them only: in the one of the kind the rules give it, else in the first."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, record in enumerate(model):
        for _, quantity in quantities(record):
            holders[quantity.start].append(index)
    owner = {start: _owner(start, indices, model, rules) for start, indices in holders.items()}
    kept = []
    for index, record in enumerate(model):
        own = _only(record, {number.start for _, number in quantities(record) if owner[number.start] == index})
        if own is not None:
            others = (model[other] for _, number in quantities(own) for other in holders[number.start] if other != index)
            kept.append(_with_issues(own, _also_claimed(others)))
    return kept


def _also_claimed(others: Iterable[Record]) -> Iterator[Issue]:
    """What is kept of records whose numbers another record owns: their names."""
    for other in {id(record): record for record in others}.values():
        yield Issue(code="claimed_twice", message=f"模型的另一条记录“{other.name}”也引用了这里的数字。")


def _with_issues(record: Record, issues: Iterable[Issue]) -> Record:
    check = record.check.model_copy(update={"issues": (*record.check.issues, *issues)})
    return record.model_copy(update={"check": check})


def _owner(start: int, indices: list[int], model: Sequence[Record], rules: dict[int, Record]) -> int:
    other = rules.get(start)
    same = [index for index in indices if other is not None and type(model[index]) is type(other)]
    return (same or indices)[0]


def _only(record: Record, starts: set[int]) -> Record | None:
    """``record`` with only the numbers at ``starts``; None where it had numbers and keeps none."""
    if not any(True for _ in quantities(record)):
        return record
    if all(quantity.start in starts for _, quantity in quantities(record)):
        return record

    def keep(_: str, quantity: Quantity) -> Quantity | None:
        return quantity if quantity.start in starts else None

    kept = edit_quantities(record, keep)
    return kept if any(True for _ in quantities(kept)) else None


def _with_rules(record: Record, rules: dict[int, Record]) -> Record:
    found = [rules[quantity.start] for _, quantity in quantities(record) if quantity.start in rules]
    unique = list({id(other): other for other in found}.values())
    return agree(record, unique) if unique else record


def _standing_in(record: Record, claimed: set[int], read: Sequence[Span]) -> Record | None:
    """The rules' record for the numbers that the model left; None where nothing is left for it to say."""
    seen = any(start <= record.evidence.start < end for start, end in read)
    if not any(True for _ in quantities(record)):
        return None if seen else record
    left = {quantity.start for _, quantity in quantities(record)} - claimed
    kept = _only(record, left)
    if kept is None or not seen:
        return kept
    issue = Issue(code="model_missed", message="模型没有读到这里的数字，由规则的读法代替。")
    return _with_issues(kept, (issue,))

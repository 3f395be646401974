"""Two readers' records of one report brought together, number by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.reconciliation.agree import agree
from extractor.reconciliation.subjects import Subjects
from schemas import Issue, Quantity
from schemas.editing import edit_quantities
from schemas.quantities import AnyRecord, quantities

Span = tuple[int, int]


def merge(rules: Sequence[AnyRecord], model: Sequence[AnyRecord], read: Sequence[Span]) -> list[AnyRecord]:
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


def _by_number(records: Iterable[AnyRecord]) -> dict[int, AnyRecord]:
    return {quantity.start: record for record in records for _, quantity in quantities(record)}


def _each_number_once(model: Sequence[AnyRecord], rules: dict[int, AnyRecord]) -> list[AnyRecord]:
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


def _also_claimed(others: Iterable[AnyRecord]) -> Iterator[Issue]:
    """What is kept of records whose numbers another record owns: their names."""
    for other in {id(record): record for record in others}.values():
        yield Issue(code="claimed_twice", message=f"模型的另一条记录“{other.name}”也引用了这里的数字。")


def _with_issues(record: AnyRecord, issues: Iterable[Issue]) -> AnyRecord:
    check = record.check.model_copy(update={"issues": (*record.check.issues, *issues)})
    return record.model_copy(update={"check": check})


def _owner(start: int, indices: list[int], model: Sequence[AnyRecord], rules: dict[int, AnyRecord]) -> int:
    other = rules.get(start)
    same = [index for index in indices if other is not None and type(model[index]) is type(other)]
    return (same or indices)[0]


def _only(record: AnyRecord, starts: set[int]) -> AnyRecord | None:
    """``record`` with only the numbers at ``starts``; None where it had numbers and keeps none."""
    if not any(True for _ in quantities(record)):
        return record
    if all(quantity.start in starts for _, quantity in quantities(record)):
        return record

    def keep(_: str, quantity: Quantity) -> Quantity | None:
        return quantity if quantity.start in starts else None

    kept = edit_quantities(record, keep)
    return kept if any(True for _ in quantities(kept)) else None


def _with_rules(record: AnyRecord, rules: dict[int, AnyRecord]) -> AnyRecord:
    found = [rules[quantity.start] for _, quantity in quantities(record) if quantity.start in rules]
    unique = list({id(other): other for other in found}.values())
    return agree(record, unique) if unique else record


def _standing_in(record: AnyRecord, claimed: set[int], read: Sequence[Span]) -> AnyRecord | None:
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

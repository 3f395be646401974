"""The figures of several systems against the same gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.evaluation.agreement import FIELDS, agree, field_value, is_full, kind_of
from extractor.evaluation.differences import differences
from extractor.evaluation.model import (
    Effort,
    Evaluation,
    FieldAgreement,
    Grounding,
    NumberAgreement,
    RecordAgreement,
    SystemEvaluation,
)
from extractor.evaluation.numbers import compare_numbers
from extractor.evaluation.pairing import Pairing, evidence_overlap, pair_records
from extractor.evaluation.reports import Answer, match_reports
from schemas import Result
from schemas.record import Record

ALL = "all"
KINDS = {kind.__name__.lower(): fields for kind, fields in FIELDS.items()}


def evaluate(systems: Mapping[str, Sequence[Result]], gold: Sequence[Result], texts: Mapping[str, str] | None = None) -> Evaluation:
    """Hold the results of each system against the corrected results ``gold``.

    ``texts`` are the decoded texts of the reports by their SHA-256; where they are given, quotes are looked up in them, and where
    all are, cost and seconds are related to their length. Raises :class:`~extractor.evaluation.reports.AmbiguousReport`.
    """
    matched = match_reports(systems, gold)
    evaluated = tuple(_system(name, answers, texts or {}) for name, answers in matched.answers.items())
    return Evaluation(systems=evaluated, notes=matched.notes)


def _system(name: str, answers: Sequence[Answer], texts: Mapping[str, str]) -> SystemEvaluation:
    pairings = [pair_records(list(gold.records), list(result.records) if result else []) for gold, result in answers]
    results = [result for _, result in answers if result is not None]
    return SystemEvaluation(
        name=name,
        reports=len(answers),
        unread=tuple(gold.report.source for gold, result in answers if result is None),
        records=_records(pairings),
        fields=tuple(_fields(pairings)),
        numbers=_sum(compare_numbers(pairing) for pairing in pairings),
        grounding=_grounding(results, pairings, texts),
        effort=_effort(results, texts),
        differences=tuple(
            each for (gold, _), pairing in zip(answers, pairings, strict=True) for each in differences(gold.report.source, pairing)
        ),
    )


def _records(pairings: Sequence[Pairing]) -> dict[str, RecordAgreement]:
    counts: Counter[tuple[str, str]] = Counter()
    for pairing in pairings:
        for gold, reported in pairing.pairs:
            counts[kind_of(gold), "found"] += 1
            counts[kind_of(gold), "right"] += is_full(gold, reported)
        counts.update((kind_of(record), "gold") for record in _gold(pairing))
        counts.update((kind_of(record), "reported") for record in _reported(pairing))
    measures = ("gold", "reported", "found", "right")
    sums = {kind: {each: counts[kind, each] for each in measures} for kind in KINDS}
    sums[ALL] = {each: sum(own[each] for own in sums.values()) for each in measures}
    return {kind: RecordAgreement.model_validate(own) for kind, own in sums.items()}


def _fields(pairings: Sequence[Pairing]) -> Iterator[FieldAgreement]:
    """A pair's fields count under the gold's kind where that kind has them, else under the other's."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for pairing in pairings:
        for gold, reported in _both(pairing):
            for kind, field in _booked(gold, reported):
                ours, theirs = (record and field_value(record, field) for record in (gold, reported))
                counts[kind, field, "gold"] += ours is not None
                counts[kind, field, "reported"] += theirs is not None
                counts[kind, field, "right"] += ours is not None and agree(field, ours, theirs)
    for name, fields in KINDS.items():
        for field in fields:
            figures = {each: counts[name, field, each] for each in ("gold", "reported", "right")}
            if any(figures.values()):
                yield FieldAgreement(kind=name, field=field, **figures)


def _both(pairing: Pairing) -> Iterator[tuple[Record | None, Record | None]]:
    yield from pairing.pairs
    yield from ((record, None) for record in pairing.missing)
    yield from ((None, record) for record in pairing.extra)


def _booked(gold: Record | None, reported: Record | None) -> list[tuple[str, str]]:
    """``(kind, field)`` for each field that either record's kind has."""
    booked: dict[str, str] = {}
    for record in (gold, reported):
        if record is not None:
            booked = {**dict.fromkeys(KINDS[kind_of(record)], kind_of(record)), **booked}
    return [(kind, field) for field, kind in booked.items()]


def _gold(pairing: Pairing) -> list[Record]:
    return [*(pair.gold for pair in pairing.pairs), *pairing.missing]


def _reported(pairing: Pairing) -> list[Record]:
    return [*(pair.reported for pair in pairing.pairs), *pairing.extra]


def _sum(parts: Iterable[NumberAgreement]) -> NumberAgreement:
    total: Counter[str] = Counter()
    for part in parts:
        total.update({name: getattr(part, name) for name in NumberAgreement.model_fields})
    return NumberAgreement.model_validate(dict(total))


def _grounding(results: Sequence[Result], pairings: Sequence[Pairing], texts: Mapping[str, str]) -> Grounding:
    pairs = [pair for pairing in pairings for pair in pairing.pairs]
    quoted = [
        texts[result.report.sha256][record.evidence.start : record.evidence.end] == record.evidence.quote
        for result in results
        if result.report.sha256 in texts
        for record in result.records
    ]
    return Grounding(
        statuses=dict(sorted(Counter(record.check.status.value for result in results for record in result.records).items())),
        quotes=len(quoted),
        verbatim=sum(quoted),
        matched=len(pairs),
        overlapping=sum(evidence_overlap(gold.evidence, reported.evidence) > 0 for gold, reported in pairs),
        quantities=sum(result.reconciliation.quantities for result in results),
        unclaimed=sum(len(result.reconciliation.unclaimed) for result in results),
        refused=sum(len(result.reconciliation.refused) for result in results),
    )


def _effort(results: Sequence[Result], texts: Mapping[str, str]) -> Effort:
    costs = [0.0 if result.run.engine == "rules" else result.run.cost for result in results]
    lengths = [len(texts[result.report.sha256]) for result in results if result.report.sha256 in texts]
    return Effort(
        requests=sum(result.run.requests for result in results),
        seconds=round(sum(result.run.seconds for result in results), 3),
        cost=None if None in costs else sum(cost for cost in costs if cost is not None),
        characters=sum(lengths) if len(lengths) == len(results) else None,
    )

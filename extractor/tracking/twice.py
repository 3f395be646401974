"""One figure of one region and period in two reports: the same, rounded, revised, or a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.tracking.amounts import Amounts, amounts, arithmetic, dimension
from extractor.tracking.models import Agreement, Reason, Stated
from extractor.tracking.place import region_above
from extractor.tracking.reasons import reason
from extractor.tracking.span import Span
from extractor.tracking.statement import Statement
from schemas.indicator import Indicator
from schemas.quantity import Quantity
from schemas.report import Region


class Figure(NamedTuple):
    """One number of one indicator: what ``measure`` says about ``region``, standing in ``field`` of a record."""

    statement: Statement
    region: Region
    measure: str
    field: str
    quantity: Quantity


class _Key(NamedTuple):
    place: str
    span: Span
    about: str
    group: str
    field: str
    dimension: str


def stated_twice(statements: Iterable[Statement]) -> Iterator[Stated]:
    """Every figure that two reports state, with how they agree; of several statements in one report the nearest counts.

    Of more than two reports each is held against one: the region's own, else the earliest.
    """
    by_key: dict[_Key, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        for figure in _figures(statement):
            by_key[_key(figure)][statement.report.sha256].append(figure)
    for by_report in by_key.values():
        reference, *others = sorted(by_report.values(), key=_authority)
        for figures in others:
            yield min((_stated(one, other) for one in reference for other in figures), key=_disagreement)


def _authority(figures: list[Figure]) -> tuple[bool, tuple[str, int, str]]:
    """The region's own report is what others are held against, else the earliest."""
    first = min(figures, key=_age)
    return first.statement.own_place != (first.region.code or first.region.name), _age(first)


def _figures(statement: Statement) -> Iterator[Figure]:
    record = statement.record
    if isinstance(record, Indicator) and (statement.canonical() or statement.subject.is_telling):
        for field, quantity in statement.figures():
            yield Figure(statement, statement.region, field, field, quantity)
        yield from _figures_of_others(statement, record)


def _figures_of_others(statement: Statement, record: Indicator) -> Iterator[Figure]:
    """A district that grew faster than 全市(5.1%) states the growth of the city."""
    comparison = record.comparison
    above = region_above(statement.region, comparison.reference) if comparison else None
    if comparison and comparison.value and above:
        for measure, own in statement.figures():
            if own.unit == comparison.value.unit:
                yield Figure(statement, above, measure, "comparison.value", comparison.value)


def _key(figure: Figure) -> _Key:
    # The catalogue's id alone joins 高新技术企业 with 推荐高新技术企业; the action keeps them apart.
    statement, region = figure.statement, figure.region
    about = statement.canonical() or statement.subject.key
    place = region.code or region.name
    return _Key(place, statement.span, about, statement.group, figure.measure, dimension(figure.quantity))


def _stated(one: Figure, other: Figure) -> Stated:
    first, second = sorted((one, other), key=_age)
    sums = amounts(first.quantity, second.quantity)
    assert sums is not None, "figures of one key have one dimension"
    agreement, why = _agreement(first, second, sums)
    return Stated(
        region=max(first.region, second.region, key=lambda region: len(region.name)),
        period=first.statement.record.period or str(first.statement.span),
        agreement=agreement,
        first=first.statement.cite(first.field),
        second=second.statement.cite(second.field),
        arithmetic=arithmetic(sums, first.quantity, second.quantity),
        reasons=(why,),
    )


def _agreement(first: Figure, second: Figure, sums: Amounts) -> tuple[Agreement, Reason]:
    if sums.target == sums.outcome:
        return Agreement.SAME, reason("equal")
    if sums.target_interval.meets(sums.outcome_interval):
        return Agreement.ROUNDED, reason("rounded")
    if first.statement.estimate != second.statement.estimate:
        return Agreement.REVISED, reason("preliminary")
    return Agreement.CONTRADICTION, reason("differs")


def _age(figure: Figure) -> tuple[str, int, str]:
    report = figure.statement.report
    return str(report.delivered_on or report.reported_year or ""), figure.statement.record.evidence.start, report.sha256


def _disagreement(stated: Stated) -> tuple[int, float]:
    return list(Agreement).index(stated.agreement), abs(stated.arithmetic.difference)

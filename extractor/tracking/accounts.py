"""From several results to what became of the promises in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.tracking.beside import beside
from extractor.tracking.matching import Strength
from extractor.tracking.models import Account, Tracked, Tracking, Unreviewed, Verdict
from extractor.tracking.outcome import Pair, pairs_of
from extractor.tracking.span import Span
from extractor.tracking.statement import Statement, all_statements
from extractor.tracking.twice import stated_twice
from extractor.tracking.verdicts import tracked
from schemas.report import Region, Report
from schemas.result import Result

_Side = tuple[str, str, str, str]
"""One record of a promise or of an outcome, where one report is held against another."""


def track(results: Iterable[Result]) -> Tracking:
    """What became of the promises in ``results``, as far as other results of the same region and period say.

    >>> from extractor import extract
    >>> plan, review = extract("seeds/zhongyuan-2024-plan.txt"), extract("seeds/zhongyuan-2024-review.txt")
    >>> track([plan, review]).accounts[0].period
    '2024'
    """
    statements = all_statements(results)
    told_of = _told_by_place(statements)
    accounts, unreviewed = [], []
    for promises in _by_place_and_period(statement for statement in statements if statement.is_promise):
        told = _told_later(promises, told_of[promises[0].place])
        items = _tracked(promises, told)
        if not _is_reviewed(promises, told):
            # Silence means something only in a report on that very year; a stray figure in another one breaks no silence.
            items = [item for item in items if item.verdict is not Verdict.NO_WORD]
            unreviewed.append(_unreviewed(promises, items))
        if items:
            accounts.append(_account(promises, told, items))
    return Tracking(
        accounts=tuple(accounts),
        stated_twice=tuple(stated_twice(statements)),
        beside=tuple(beside(statements)),
        unreviewed=tuple(each for each in unreviewed if each.promises),
    )


def _by_place_and_period(promises: Iterable[Statement]) -> Iterator[list[Statement]]:
    ordered = sorted(promises, key=_account_key)
    return (list(group) for _, group in groupby(ordered, key=_account_key))


def _account_key(statement: Statement) -> tuple[str, Span]:
    return statement.place, statement.span.whole_years()


def _told_by_place(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if not statement.is_promise:
            told[statement.place].append(statement)
    return told


def _told_later(promises: Sequence[Statement], told: Iterable[Statement]) -> list[Statement]:
    """What is told within the period of ``promises``, after one of them was made; of several years only what is of all of them."""
    span = promises[0].span.whole_years()
    reports = {promise.report.sha256: promise.report for promise in promises}.values()
    return [
        statement
        for statement in told
        if (statement.span == span if span.months > 12 else statement.span.lies_in(span))
        and any(is_later(statement.report, report) for report in reports)
    ]


def is_later(report: Report, than: Report) -> bool:
    """Whether ``report`` came after ``than``: by date, else by the years they look back on."""
    if report.sha256 == than.sha256:
        return False
    if report.delivered_on and than.delivered_on:
        return report.delivered_on > than.delivered_on
    ours, theirs = _looks_back_on(report), _looks_back_on(than)
    return ours is not None and theirs is not None and ours > theirs


def _looks_back_on(report: Report) -> int | None:
    if report.reported_year is not None:
        return report.reported_year
    return None if report.planned_year is None else report.planned_year - 1


def _is_reviewed(promises: Sequence[Statement], told: Iterable[Statement]) -> bool:
    """Whether a report of the region itself looks back on the last year of the period."""
    place, span = _account_key(promises[0])
    return any(
        statement.report.reported_year == span.years[1] and statement.own_place == place and statement.span.lies_in(span)
        for statement in told
    )


def _tracked(promises: Sequence[Statement], told: Sequence[Statement]) -> list[Tracked]:
    pairs = {id(promise): list(pairs_of(promise, _later_than(promise, told))) for promise in promises}
    kept = _each_batch_once(pair for found in pairs.values() for pair in found)
    return [item for promise in promises for item in tracked(promise, [pair for pair in pairs[id(promise)] if id(pair) in kept])]


def _account(promises: Sequence[Statement], told: Sequence[Statement], items: Sequence[Tracked]) -> Account:
    return Account(
        region=_fullest(promises),
        period=str(promises[0].span.whole_years()),
        promised_in=_sources(promises),
        reviewed_in=_sources(told),
        promises=tuple(items),
    )


def _later_than(promise: Statement, told: Iterable[Statement]) -> Iterator[Statement]:
    return (statement for statement in told if is_later(statement.report, promise.report))


def _each_batch_once(pairs: Iterable[Pair]) -> set[int]:
    """Ids of the pairs to keep: a batch that is only of the same class (12 条道路) answers one promise of a report, the nearest.

    So does a figure under a name that is only alike, and only where neither it nor the promise has anything surer.
    """
    found = sorted(pairs, key=lambda pair: pair.nearness, reverse=True)
    sure = [pair for pair in found if pair.link.strength > Strength.CLASS]
    classes = _nearest(pair for pair in found if pair.link.strength is Strength.CLASS)
    surer = {side for pair in (*sure, *classes) for side in _sides(pair)}
    alike = _nearest(pair for pair in found if pair.link.strength is Strength.ALIKE and not surer.intersection(_sides(pair)))
    return {id(pair) for pair in (*sure, *classes, *alike)}


def _nearest(pairs: Iterable[Pair]) -> list[Pair]:
    """Of ``pairs``, the nearest first, those of which neither side stands in an earlier one."""
    taken: set[_Side] = set()
    kept = []
    for pair in pairs:
        if not taken.intersection(sides := _sides(pair)):
            taken.update(sides)
            kept.append(pair)
    return kept


def _sides(pair: Pair) -> tuple[_Side, _Side]:
    promise, told = pair.promise, pair.told
    reports = promise.report.sha256, told.report.sha256
    return (*reports, "promise", promise.record.id), (*reports, "told", told.record.id)


def _fullest(promises: Sequence[Statement]) -> Region:
    """郑州市中原区 rather than 中原区."""
    return max((promise.region for promise in promises), key=lambda region: len(region.name))


def _sources(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(statement.report.source for statement in statements))


def _unreviewed(promises: Sequence[Statement], items: Sequence[Tracked]) -> Unreviewed:
    answered = {(item.promise.source, item.promise.record) for item in items}
    period = str(promises[0].span.whole_years())
    return Unreviewed(region=_fullest(promises), period=period, promises=len(promises) - len(answered))

"""Where reports disagree about an outcome: the reasons that say so beside the verdict, which rests on one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.tracking.amounts import amounts, written
from extractor.tracking.lexicon import labels
from extractor.tracking.models import Reason
from extractor.tracking.outcome import Pair
from extractor.tracking.reasons import reason


def dissent(chosen: Pair, others: Iterable[Pair]) -> Iterator[Reason]:
    """For each other report that tells another figure than ``chosen`` does: which, and whether the verdict would be another."""
    seen = {chosen.told.report.sha256}
    for other in others:
        if other.told.report.sha256 not in seen and _is_same_figure(chosen, other) and _differs(chosen, other):
            seen.add(other.told.report.sha256)
            yield _reason(chosen, other)


def _is_same_figure(one: Pair, other: Pair) -> bool:
    return _about(one) == _about(other)


def _about(pair: Pair) -> tuple[object, ...]:
    told, is_growth = pair.told, pair.told_field == "change"
    return pair.field, is_growth, told.place, told.span, told.group, told.canonical(pair.told_field) or told.subject


def _differs(one: Pair, other: Pair) -> bool:
    if one.outcome is None or other.outcome is None:
        return False
    sums = amounts(one.outcome, other.outcome)
    return sums is not None and not sums.target_interval.meets(sums.outcome_interval)


def _reason(chosen: Pair, other: Pair) -> Reason:
    assert other.outcome is not None, "only figures differ"
    said = {"source": other.told.report.source, "figure": written(other.outcome)}
    if other.judgement.verdict is chosen.judgement.verdict:
        return reason("another_report_alike", **said)
    return reason("another_report", **said, verdict=labels("verdict")[other.judgement.verdict])

"""What became of one promise: the best of its pairs, and what the others have to add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.tracking.dissent import dissent
from extractor.tracking.models import Tracked, Verdict
from extractor.tracking.outcome import Pair
from extractor.tracking.reasons import reason
from extractor.tracking.statement import Statement
from extractor.tracking.topic import topic_of


class Kept(NamedTuple):
    """How many promises were met or exceeded, how many have a clear verdict, and how many there are: only together do they tell."""

    kept: int
    decided: int
    all: int


def kept(counts: Counter[Verdict]) -> Kept:
    """The three numbers of promises with these verdicts."""
    good = counts[Verdict.MET] + counts[Verdict.EXCEEDED]
    return Kept(good, good + counts[Verdict.MISSED], counts.total())


def tracked(promise: Statement, pairs: Iterable[Pair]) -> Iterator[Tracked]:
    """What became of ``promise``: one verdict for each of its figures that is reported, otherwise one altogether."""
    found = sorted(pairs, key=lambda pair: pair.rank, reverse=True)
    comparable = [pair for pair in found if pair.is_comparable]
    fields = dict.fromkeys(pair.field for pair in comparable)
    for field in fields:
        best, *others = [pair for pair in comparable if pair.field == field]
        yield _verdict(best, others)
    if not fields and found:
        yield _verdict(found[0], found[1:])
    elif not found:
        yield _no_word(promise)


def _verdict(pair: Pair, others: Sequence[Pair]) -> Tracked:
    judgement = pair.judgement
    reasons = judgement.reasons
    if pair.told.estimate:
        reasons = (*reasons, reason("estimate"))
    if pair.is_comparable:
        reasons = (*reasons, *dissent(pair, others))
    return Tracked(
        promise=pair.promise.cite(pair.field),
        verdict=judgement.verdict,
        outcome=pair.told.cite(pair.told_field),
        arithmetic=judgement.arithmetic,
        partial=pair.is_partial,
        pace=judgement.pace,
        matched_by=pair.link.reason,
        reasons=reasons,
        others=tuple(dict.fromkeys(other.told.cite(other.told_field) for other in others)),
        topic=topic_of(pair.promise),
    )


def _no_word(promise: Statement) -> Tracked:
    field = next((field for field, _ in promise.figures()), None)
    return Tracked(promise=promise.cite(field), verdict=Verdict.NO_WORD, reasons=(reason("no_record"),), topic=topic_of(promise))

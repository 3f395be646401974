"""One promise against everything that later reports of its region say about its period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.tracking.amounts import dimension
from extractor.tracking.judge import Comparison, Judgement, judge
from extractor.tracking.likeness import Likeness
from extractor.tracking.matching import Link, Strength, is_further, is_same_batch, is_weaker, link, obstacle, words_between
from extractor.tracking.models import Reason, Verdict
from extractor.tracking.reasons import reason, verb
from extractor.tracking.statement import Statement
from schemas.quantity import Bound, Quantity


class Pair(NamedTuple):
    """A figure of a promise, a figure of a later report that is about the same thing, and the verdict on the two."""

    promise: Statement
    told: Statement
    field: str | None
    told_field: str | None
    link: Link
    judgement: Judgement

    @property
    def outcome(self) -> Quantity | None:
        """The figure that is told."""
        return dict(self.told.figures()).get(self.told_field) if self.told_field else None

    @property
    def is_comparable(self) -> bool:
        """Whether there is a verdict on the two."""
        return self.judgement.verdict is not Verdict.NOT_COMPARABLE

    @property
    def is_partial(self) -> bool:
        """Whether it tells of a part of the period only."""
        return self.told.span != self.promise.span.whole_years()

    @property
    def rank(self) -> tuple[bool, int, bool, bool, bool, bool, int, float]:
        """The best pair has the highest: whole periods before parts, final figures before estimates, the year's own report.

        Of two sums called the same the larger is of the whole region, the smaller of a part of it.
        """
        return (
            self.is_comparable,
            int(self.link.strength),
            not self.is_partial,
            not self.told.estimate,
            self.told.report.reported_year == self.told.span.years[1],
            self.has_same_action,
            self.told.span.months,
            self.told.sum_of_money,
        )

    @property
    def nearness(self) -> tuple[bool, bool, bool, float, int]:
        """How near the two are among batches of one class: the same parts, the same action, then the promise that comes first."""
        ours, theirs = self.promise.subject, self.told.subject
        lengths = sorted((len(ours.key), len(theirs.key)))
        in_common = lengths[0] / max(lengths[1], 1) if self.link.strength is Strength.ALIKE else 0.0
        return self.is_comparable, self.has_same_action, ours.parts == theirs.parts, in_common, -self.promise.record.evidence.start

    @property
    def has_same_action(self) -> bool:
        """Whether both use verbs of one action."""
        return self.promise.action == self.told.action


def pairs_of(promise: Statement, told: Iterable[Statement]) -> Iterator[Pair]:
    """All pairs of figures, one from ``promise`` and one from ``told``, that are about one thing."""
    figures = list(promise.figures())
    for statement in told:
        found = [pair for field, quantity in figures for pair in _figure_pairs(promise, statement, field, quantity)]
        yield from found or _wordless_pairs(promise, statement)


def _figure_pairs(promise: Statement, told: Statement, field: str, target: Quantity) -> Iterator[Pair]:
    for told_field, outcome in told.figures():
        if (field == "change") != (told_field == "change") or dimension(target) != dimension(outcome):
            continue
        connection = link(promise, told, field, told_field)
        if connection and connection.strength is Strength.ALIKE and not _adds_up(field, target):
            continue
        if connection is None or (_is_money(field) != _is_money(told_field) and connection.strength < Strength.INDICATOR):
            continue
        judgement = _judge(promise, told, connection, target, outcome, field)
        if judgement.verdict is not Verdict.NOT_COMPARABLE or _is_worth_showing(promise, told, connection, judgement):
            yield Pair(promise, told, field, told_field, connection, judgement)


def _is_worth_showing(promise: Statement, told: Statement, connection: Link, judgement: Judgement) -> bool:
    """Whether two figures belong side by side although they cannot be compared: names that fit loosely are not enough."""
    is_of_another_action = judgement.reasons[0].code == "another_action"
    match connection.strength:
        case Strength.CLASS:
            return is_of_another_action and told.is_total
        case Strength.ALIKE if is_of_another_action:
            return connection.covers is Likeness.WHOLE or is_further(promise, told)
    return True


def _adds_up(field: str, target: Quantity) -> bool:
    """Whether parts of it make up the whole: amounts do, growth, shares and averages do not."""
    return field != "change" and target.unit not in ("%", "‰", "倍") and "/" not in target.unit


def _is_money(field: str) -> bool:
    return field in ("investment", "completed_investment")


def _judge(promise: Statement, told: Statement, connection: Link, target: Quantity, outcome: Quantity, field: str) -> Judgement:
    is_growth = field == "change"
    if field == "count" and promise.group != told.group and is_same_batch(promise, told):
        return _by_stage(promise, told)
    against = obstacle(promise, told, connection.contrast, dimension(target), is_growth)
    if against and not _may_be_enough(promise, told, target, against):
        return Judgement(Verdict.NOT_COMPARABLE, (against,))
    accumulates = not is_growth and promise.group != "plain" and dimension(target) != "%"
    indicator = promise.canonical(field)
    judgement = judge(Comparison(target, outcome, promise.span.whole_years(), told.span, indicator, accumulates))
    if not is_growth and is_weaker(promise, told):
        judgement = _of_weaker_state(judgement)
    if against:
        judgement = _of_what_was_added(judgement, against)
    return _of_what_it_covers(judgement, connection.covers)


def _of_weaker_state(judgement: Judgement) -> Judgement:
    """Too few of what is not even finished is too few; enough of it proves nothing."""
    verdict = judgement.verdict if judgement.verdict is Verdict.MISSED else Verdict.ON_THE_WAY
    return judgement._replace(verdict=verdict, reasons=(*judgement.reasons, reason("weaker_state")))


def _may_be_enough(promise: Statement, told: Statement, target: Quantity, against: Reason) -> bool:
    """Whether a number promised without a verb (孔雀团队30个以上) is kept by as many new ones, be it of new ones or of all."""
    wants_more = target.bound is not Bound.AT_MOST and target.value > 0
    are_of_one_kind = promise.grades == told.grades and not promise.subject.named
    return against.code == "another_action" and promise.is_verbless and told.is_named_as_done and are_of_one_kind and wants_more


def _of_what_was_added(judgement: Judgement, against: Reason) -> Judgement:
    if judgement.verdict in (Verdict.MET, Verdict.EXCEEDED):
        return judgement._replace(reasons=(*judgement.reasons, reason("added_suffices")))
    return Judgement(Verdict.NOT_COMPARABLE, (against,))


def _of_what_it_covers(judgement: Judgement, covers: Likeness) -> Judgement:
    """Enough of a part is enough of the whole; nothing else follows from a part, and nothing from more than was promised."""
    if covers is Likeness.WHOLE or judgement.verdict is Verdict.NOT_COMPARABLE:
        return judgement
    if covers is Likeness.PART and judgement.verdict in (Verdict.MET, Verdict.EXCEEDED):
        return judgement._replace(reasons=(*judgement.reasons, reason("part_suffices")))
    return Judgement(Verdict.NOT_COMPARABLE, (reason(f"covers_{covers}"),))


def _wordless_pairs(promise: Statement, told: Statement) -> Iterator[Pair]:
    """A named project by its stage; of an indicator, that it is reported in another measure or was promised in words."""
    connection = link(promise, told, None, None)
    if connection is None or connection.strength is Strength.CLASS:
        return
    if connection.strength is Strength.NAMED:
        yield Pair(promise, told, None, None, connection, _by_stage(promise, told))
    elif not promise.is_project:
        yield Pair(promise, told, *_first_fields(promise, told), connection, _without_numbers(promise, told, connection))


def _by_stage(promise: Statement, told: Statement) -> Judgement:
    if promise.action is None or told.action is None:
        return Judgement(Verdict.NOT_COMPARABLE, (reason("no_stage"),))
    stages = {"promised": verb(promise.action), "reported": verb(told.action)}
    if is_weaker(promise, told):
        return Judgement(Verdict.ON_THE_WAY, (reason("weaker_stage", **stages),))
    return Judgement(Verdict.MET, (reason("stage_reached", **stages),))


def _without_numbers(promise: Statement, told: Statement, connection: Link) -> Judgement:
    """A deed promised without a number (组建医疗集团) is kept by any number of it; other words and measures settle nothing."""
    against = words_between(promise, told, connection.contrast)
    if against:
        return Judgement(Verdict.NOT_COMPARABLE, (against,))
    if any(promise.figures()):
        return Judgement(Verdict.NOT_COMPARABLE, (_another_measure(promise, told),))
    if promise.cite().words is None and promise.group == told.group == "done":
        return Judgement(Verdict.MET, (reason("done"),))
    return Judgement(Verdict.NOT_COMPARABLE, (reason("target_in_words"),))


def _another_measure(promise: Statement, told: Statement) -> Reason:
    """What one of the two measures and the other does not."""
    (field, target), (told_field, outcome) = (next(statement.figures(), (None, None)) for statement in (promise, told))
    if target is None or outcome is None:
        return reason("only_words")
    if (field == "change") != (told_field == "change"):
        return reason("level_for_growth" if field == "change" else "growth_for_level")
    return reason("units_differ", promised=target.unit, reported=outcome.unit)


def _first_fields(promise: Statement, told: Statement) -> tuple[str | None, str | None]:
    return next((field for field, _ in promise.figures()), None), next((field for field, _ in told.figures()), None)

"""Damages tried on right answers, one in a chunk at a time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.corruption.answers import Answer, Case
from benchmarks.corruption.damages import Damage
from benchmarks.corruption.facts import is_harmless
from benchmarks.corruption.numbers import places
from benchmarks.corruption.verdict import Verdict, judge

_PASSES_WITHOUT_A_TRIAL = 30


@dataclass(slots=True)
class Outcome:
    """Verdicts on the trials of one damage, and which damaged answers were ``different``; harmless ones were not tried."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    alone: Counter[Verdict] = field(default_factory=Counter)
    different: set[Answer] = field(default_factory=set)
    harmless: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many damaged answers were judged."""
        return self.verdicts.total()


@dataclass(frozen=True, slots=True)
class Miss:
    """A damaged answer that was not caught, to be read."""

    source: str
    verdict: Verdict
    right: Answer
    damaged: Answer


def try_damage(damage: Damage, cases: Sequence[Case], wanted: int, chance: random.Random) -> Outcome:
    """At least ``wanted`` trials over all ``cases``, or as many as the damage allows."""
    outcome = Outcome()
    idle = 0
    while outcome.tried < wanted and idle < _PASSES_WITHOUT_A_TRIAL:
        before = outcome.tried
        for case in cases:
            _one_pass(damage, case, chance, outcome)
        idle = idle + 1 if outcome.tried == before else 0
    return outcome


def _one_pass(damage: Damage, case: Case, chance: random.Random, outcome: Outcome) -> None:
    """One damage in each chunk of the report, all chunks reconciled together, with the rules and without them."""
    damaged = dict(damaged_answers(damage, case, chance, outcome))
    if not damaged:
        return
    books = case.books(damaged)
    for rules, verdicts in ((True, outcome.verdicts), (False, outcome.alone)):
        for index, answer in damaged.items():
            verdict = judge(case.undamaged[rules], books[rules], answer, case.span(index))
            verdicts[verdict] += 1
            if rules and verdict is not Verdict.CAUGHT:
                outcome.misses.append(Miss(case.prepared.report.source, verdict, case.answers[index], answer))


def damaged_answers(damage: Damage, case: Case, chance: random.Random, outcome: Outcome) -> Iterator[tuple[int, Answer]]:
    """A damaged answer to each chunk whose answer can be damaged so, with the chunk's index; counted in ``outcome``."""
    for index, answer in enumerate(case.answers):
        candidates = [at for at, record in enumerate(answer) if places(record)]
        if not candidates:
            continue
        tried = (damage(answer, at, chance) for at in chance.sample(candidates, len(candidates)))
        changed = next((each for each in tried if each is not None), None)
        if changed is None:
            continue
        if is_harmless(answer, changed, case.facts):
            outcome.harmless += 1
        else:
            outcome.different.add(changed)
            yield index, changed

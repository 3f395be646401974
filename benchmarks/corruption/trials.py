"""Damages tried on right answers, one in a chunk at a time, no damaged answer twice."""

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
    """Verdicts on the trials of one damage, with the rules' reading and without it; harmless damage was not tried.

    ``misses`` are the damaged answers that were not caught, to be read.
    """

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    alone: Counter[Verdict] = field(default_factory=Counter)
    harmless: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many damaged answers were judged."""
        return self.verdicts.total()


def try_damage(damage: Damage, cases: Sequence[Case], wanted: int, chance: random.Random) -> Outcome:
    """At least ``wanted`` different trials over all ``cases``, or as many as chance finds."""
    outcome = Outcome()
    made: set[Answer] = set()
    idle = 0
    while outcome.tried < wanted and idle < _PASSES_WITHOUT_A_TRIAL:
        before = outcome.tried
        for case in cases:
            _one_pass(damage, case, chance, made, outcome)
        idle = idle + 1 if outcome.tried == before else 0
    return outcome


def _one_pass(damage: Damage, case: Case, chance: random.Random, made: set[Answer], outcome: Outcome) -> None:
    """One damage in each chunk of the report, all chunks reconciled together, with the rules and without them."""
    new = dict(damaged_answers(damage, case, chance, made))
    damaged = {index: answer for index, answer in new.items() if not is_harmless(case.answers[index], answer, case.facts)}
    outcome.harmless += len(new) - len(damaged)
    if not damaged:
        return
    books = case.books(damaged)
    for rules, verdicts in ((True, outcome.verdicts), (False, outcome.alone)):
        for index, answer in damaged.items():
            verdict = judge(case.undamaged[rules], books[rules], answer, case.span(index))
            verdicts[verdict] += 1
            if rules and verdict is not Verdict.CAUGHT:
                outcome.misses.append(_difference(case, index, answer, verdict))


def _difference(case: Case, index: int, damaged: Answer, verdict: Verdict) -> str:
    """The records that the damage took out of the answer, and those that it put in."""
    right = case.answers[index]
    lines = [f"{case.prepared.report.source}, {verdict.value}"]
    for mark, one, other in (("-", right, damaged), ("+", damaged, right)):
        told = (record.model_dump_json(exclude_none=True, exclude_defaults=True) for record in one if record not in other)
        lines += [f"{mark} {words}" for words in told]
    return "\n".join(lines)


def damaged_answers(damage: Damage, case: Case, chance: random.Random, made: set[Answer]) -> Iterator[tuple[int, Answer]]:
    """A damaged answer to each chunk whose answer can be damaged so, with the chunk's index: one not ``made`` before."""
    for index, answer in enumerate(case.answers):
        candidates = [at for at, record in enumerate(answer) if places(record)]
        tried = (damage(answer, at, chance) for at in chance.sample(candidates, len(candidates)))
        changed = next((each for each in tried if each is not None and each not in made), None)
        if changed is not None:
            made.add(changed)
            yield index, changed

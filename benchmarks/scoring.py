"""Facts of a result held against number-level gold: one line a number, with subject, kind and period.

A gold fact is *full* when one record holds a quantity that overlaps its place with the right value, unit and bound, and the record
has a fitting name, kind and period. Precision counts every number that a record holds, but for those the annotators left optional.
In which field of the record the number stands is counted apart: a full fact may stand in another field than the annotator's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.fields import belongs
from extractor.evaluation.agreement import amount, kind_of, letters
from schemas import Quantity, Result
from schemas.quantities import quantities
from schemas.record import Record

GoldFact = dict[str, Any]
"""A line of gold; ``cls`` is Q (must be found), O (may be), N (is none)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A number as a result holds it, with the record around it and the path to its field."""

    record: Record
    path: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Answer:
    """What a result says to a gold fact: the number that answers it best (None: missing), and what is wrong with that."""

    fact: GoldFact
    held: Held | None
    faults: Sequence[str]

    @property
    def in_field(self) -> bool:
        """Whether the number stands in the field that the annotator named."""
        return self.held is not None and belongs(self.fact, kind_of(self.held.record), self.held.path)


@dataclass(slots=True)
class Score:
    """Counts over gold facts; ``faults`` says what kept facts from being full, and how many numbers answer none (spurious)."""

    gold: int = 0
    found: int = 0
    full: int = 0
    in_field: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, answers: Iterable[Answer], spurious: int = 0) -> Score:
        """Counts of the facts answered, and of numbers that answer none."""
        score = cls(faults=Counter(spurious=spurious))
        for each in answers:
            score.gold += 1
            score.found += each.held is not None
            score.full += not each.faults
            score.in_field += each.in_field
            score.faults.update(each.faults)
        return score

    def add(self, other: Score) -> None:
        """Take in the counts of another text."""
        self.gold += other.gold
        self.found += other.found
        self.full += other.full
        self.in_field += other.in_field
        self.faults.update(other.faults)

    @property
    def counted(self) -> int:
        """Numbers held, but for optional ones."""
        return self.found + self.faults["spurious"]

    @property
    def recall(self) -> float:
        """Full facts per gold fact."""
        return self.full / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Full facts per number held."""
        return self.full / self.counted if self.counted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_gold(path: Path) -> list[GoldFact]:
    """Gold lines of one text."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_in(records: Iterable[Record]) -> list[Held]:
    """Every number of the records."""
    return [Held(record, path, quantity) for record in records for path, quantity in quantities(record)]


def score(gold: Iterable[GoldFact], result: Result) -> Score:
    """Counts of one text."""
    return Score.of(*answer(gold, result))


def answer(gold: Iterable[GoldFact], result: Result) -> tuple[list[Answer], int]:
    """What the result says to each fact that must be found, and how many of its numbers answer none, nor an optional one.

    Each number of the result answers for one fact at most, the one it fits best.
    """
    held = held_in(result.records)
    facts = list(gold)
    unused = dict(enumerate(held))
    answers = []
    for fact in (fact for fact in facts if fact["cls"] == "Q"):
        fitting = [(faults_of(fact, each), index) for index, each in unused.items() if overlaps(fact, each.quantity)]
        if not fitting:
            answers.append(Answer(fact, None, ("missing",)))
            continue
        faults, index = min(fitting, key=lambda pair: len(pair[0]))
        answers.append(Answer(fact, unused.pop(index), faults))
    optional = [fact for fact in facts if fact["cls"] == "O"]
    return answers, sum(not any(overlaps(fact, each.quantity) for fact in optional) for each in unused.values())


def faults_of(fact: GoldFact, held: Held) -> list[str]:
    """What is wrong with ``held`` as an answer to ``fact``; empty for a full fact."""
    read = amount(held.quantity.value, held.quantity.unit)
    wanted = [amount(fact["value"], unit) for unit in _listed(fact["unit"])]
    checks = {
        "value": read.value in [each.value for each in wanted],
        "upper": _decimal(fact["upper"]) == _decimal(held.quantity.upper),
        "unit": read.unit in [each.unit for each in wanted],
        "bound": held.quantity.bound.value in _listed(fact["bound"]),
        "subject": _names(held.record.name, fact["subject"]),
        "kind": kind_of(held.record) in fact["kinds"],
        "period": not fact["period"] or held.record.period in fact["period"],
    }
    return [fault for fault, right in checks.items() if not right]


def overlaps(fact: GoldFact, quantity: Quantity) -> bool:
    """Whether the number of the result and that of the gold share a character of the text."""
    return bool(quantity.start < fact["end"] and fact["start"] < quantity.end)


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value]


def _names(name: str, subject: list[list[str]]) -> bool:
    plain = letters(name)
    return all(any(letters(token) in plain for token in tokens) for tokens in subject)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()

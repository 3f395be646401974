"""Facts of a result held against number-level gold: one line a number, with subject, kind and period.

A gold fact is *full* when one record holds a quantity at its place with the right value, unit and bound, and the record has a
fitting name, kind and period. Precision counts every number that a record holds, but for those the annotators left optional.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.evaluation.agreement import amount, letters
from schemas import Quantity, Result
from schemas.quantities import quantities
from schemas.record import Record


@dataclass(frozen=True, slots=True)
class Held:
    """A number as a result holds it, with the record around it."""

    record: Record
    quantity: Quantity


@dataclass(slots=True)
class Score:
    """Counts over one or more texts; ``faults`` says what kept found facts from being full."""

    gold: int = 0
    found: int = 0
    full: int = 0
    counted: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Take in the counts of another text."""
        self.gold += other.gold
        self.found += other.found
        self.full += other.full
        self.counted += other.counted
        self.faults.update(other.faults)

    @property
    def recall(self) -> float:
        """Full facts per gold fact."""
        return self.full / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Full facts per number held."""
        return self.full / self.counted if self.counted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Gold lines of one text; ``cls`` is Q (must be found), O (may be), N (is none)."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(gold: Iterable[dict[str, Any]], result: Result) -> Score:
    """Counts of one text. Each number of the result answers for one gold fact at most, the one it fits best."""
    held = [Held(record, quantity) for record in result.records for _, quantity in quantities(record)]
    facts = list(gold)
    counts = Score()
    used: set[int] = set()
    for fact in (fact for fact in facts if fact["cls"] == "Q"):
        counts.gold += 1
        fitting = [(faults_of(fact, each), index) for index, each in enumerate(held) if index not in used and _meets(fact, each)]
        if not fitting:
            counts.faults["missing"] += 1
            continue
        faults, index = min(fitting, key=lambda pair: len(pair[0]))
        used.add(index)
        counts.found += 1
        counts.full += not faults
        counts.faults.update(faults)
    optional = [fact for fact in facts if fact["cls"] == "O"]
    spared = sum(1 for index, each in enumerate(held) if index not in used and any(_meets(fact, each) for fact in optional))
    counts.counted = len(held) - spared
    counts.faults["spurious"] += counts.counted - len(used)
    return counts


def faults_of(fact: dict[str, Any], held: Held) -> list[str]:
    """What is wrong with ``held`` as an answer to ``fact``; empty for a full fact."""
    read = amount(held.quantity.value, held.quantity.unit)
    wanted = [amount(fact["value"], unit) for unit in _listed(fact["unit"])]
    checks = {
        "value": read.value in [each.value for each in wanted],
        "upper": _decimal(fact["upper"]) == _decimal(held.quantity.upper),
        "unit": read.unit in [each.unit for each in wanted],
        "bound": held.quantity.bound.value in _listed(fact["bound"]),
        "subject": _names(held.record.name, fact["subject"]),
        "kind": type(held.record).__name__.lower() in fact["kinds"],
        "period": not fact["period"] or held.record.period in fact["period"],
    }
    return [fault for fault, right in checks.items() if not right]


def _meets(fact: dict[str, Any], held: Held) -> bool:
    return bool(held.quantity.start < fact["end"] and fact["start"] < held.quantity.end)


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value]


def _names(name: str, subject: list[list[str]]) -> bool:
    plain = letters(name)
    return all(any(letters(token) in plain for token in tokens) for tokens in subject)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()

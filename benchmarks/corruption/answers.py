"""Reports with right records, in the words of a model's answer, and the path that such an answer takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from benchmarks.corruption.facts import Fact, told_facts
from benchmarks.gold import SEEDS
from benchmarks.recorded import recorded_texts, replayed
from benchmarks.scoring import GoldFact, Held, faults_of, held_in, overlaps, read_gold
from extractor.documents import read_document
from extractor.grounding import Grounder
from extractor.kinds import BUILT_IN
from extractor.outline.chunks import Chunk, chunks
from extractor.prepared import Prepared, prepare
from extractor.readers.model.ground import Grounded, ground
from extractor.readers.model.response import Reading, reported_type
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import Books, close_books, merge
from schemas.record import Record

_LISTS = {reported_type(kind.type): kind.plural for kind in BUILT_IN}


Answer = tuple[Any, ...]
"""What a model reports of one chunk: reported records of all kinds, in the order of the text."""


@dataclass(frozen=True)
class Case:
    """A prepared report, the rules' reading of it, and a right answer to each of its chunks."""

    prepared: Prepared
    chunks: Sequence[Chunk]
    grounder: Grounder
    rules: Sequence[Record]
    answers: Sequence[Answer]
    grounded: Sequence[Grounded]

    @cached_property
    def facts(self) -> Counter[Fact]:
        """All facts of the right answers."""
        return sum((told_facts(answer) for answer in self.answers), Counter())

    @cached_property
    def undamaged(self) -> dict[bool, Books]:
        """The books of the right answers."""
        return self.books({})

    def span(self, index: int) -> tuple[int, int]:
        """The source span of a chunk."""
        return self.prepared.folded.span(self.chunks[index].start, self.chunks[index].end)

    def books(self, changed: Mapping[int, Answer]) -> dict[bool, Books]:
        """The closed books where the model gave the answers ``changed`` to some chunks, and the right ones to the others.

        With the rules' reading beside the model's (True), and without it (False).
        """
        grounded = [self._ground(index, changed[index]) if index in changed else each for index, each in enumerate(self.grounded)]
        found = [record for each in grounded for record in each.records]
        refused = [each for part in grounded for each in part.refused]
        read = [self.span(index) for index in range(len(self.chunks))]
        readings = {True: merge(self.rules, found, read), False: merge([], found, read)}
        return {rules: close_books(records, self.prepared, refused) for rules, records in readings.items()}

    def _ground(self, index: int, answer: Answer) -> Grounded:
        return ground(reading(answer), self.chunks[index], self.prepared, self.grounder)


def reading(answer: Answer) -> Reading:
    """``answer`` as the validated answer of a model."""
    lists: dict[str, list[Any]] = {name: [] for name in _LISTS.values()}
    for record in answer:
        lists[_LISTS[type(record)]].append(record)
    return Reading(**{name: tuple(records) for name, records in lists.items()})


def reported(record: Record) -> Any:
    """``record`` as a model would report it: words instead of offsets, and nothing that only the program knows."""
    return reported_type(type(record)).model_validate({**record.model_dump(), "quote": record.evidence.quote})


def rules_cases() -> Iterator[Case]:
    """The sample reports, answered with what the rules read in them."""
    for path in sorted(SEEDS.glob("*.txt")):
        prepared = prepare(read_document(path))
        rules = read_by_rules(prepared)
        yield case_of(prepared, rules, rules)


def recorded_cases() -> Iterator[Case]:
    """The reports with recorded answers of a model, answered with those of its records that the gold bears out."""
    for text in recorded_texts():
        if (result := replayed(text, "model")) is not None:
            prepared = prepare(read_document(text.source))
            gold = [fact for fact in read_gold(text.gold) if fact["cls"] == "Q"]
            yield case_of(prepared, read_by_rules(prepared), [record for record in result.records if is_right(record, gold)])


def is_right(record: Record, gold: Sequence[GoldFact]) -> bool:
    """Whether every number of the record is a full fact of the gold; records without numbers have no gold."""
    numbers = held_in([record])
    return bool(numbers) and all(any(_is_fact(number, fact) for fact in gold) for number in numbers)


def _is_fact(held: Held, fact: GoldFact) -> bool:
    return overlaps(fact, held.quantity) and not faults_of(fact, held)


def case_of(prepared: Prepared, rules: Sequence[Record], right: Sequence[Record]) -> Case:
    """The report answered, chunk by chunk, with the records ``right``."""
    parts = chunks(prepared.outline)
    ends = [prepared.folded.span(part.start, part.end)[1] for part in parts]
    inside: list[list[Record]] = [[] for _ in parts]
    for record in sorted(right, key=lambda record: (record.evidence.start, record.evidence.end)):
        inside[next(index for index, end in enumerate(ends) if record.evidence.start < end)].append(record)
    answers = [tuple(reported(record) for record in records) for records in inside]
    grounder = Grounder.of(prepared.folded)
    grounded = [ground(reading(answer), part, prepared, grounder) for answer, part in zip(answers, parts, strict=True)]
    return Case(prepared, parts, grounder, rules, answers, grounded)

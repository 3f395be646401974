"""Everything that reads, each given an input that a number alone makes again.

Each must end as a sound reading or as one of the program's own errors; any other exception is a crash.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.fuzz.answers import an_answer, half_true, read_with
from benchmarks.fuzz.files import DAMAGES, any_bytes, damaged
from benchmarks.fuzz.sound import Unsound, check, check_places, numbers_of
from benchmarks.fuzz.texts import any_text, samples
from benchmarks.fuzz.texts import damaged as damaged_text
from benchmarks.fuzz.values import changed, garbled
from extractor import extract_text, find_numbers
from extractor.documents import Document, read_bytes
from extractor.grounding import Grounder
from extractor.llm.reading import read
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.ground import ground
from extractor.readers.model.response import Reading
from extractor.review import apply_corrections, read_corrections, result_digest
from extractor.tables import read_result
from extractor.tables.rows import number_rows
from schemas import Result
from schemas.corrections import Corrections, Decision, Verdict

_PASSAGE = 400


class Reader(NamedTuple):
    """``read`` makes the input of a random source and reads it; ``share`` of the inputs: the dearer one is, the fewer it gets."""

    read: Callable[[random.Random], None]
    share: int


def read_numbers(chance: random.Random) -> None:
    """The regex layer."""
    text = any_text(chance)
    check_places(find_numbers(text), Document.from_text(text).text)


def read_text(chance: random.Random) -> None:
    """The whole pipeline with the rules."""
    text = any_text(chance)
    check(extract_text(text), Document.from_text(text).text)


def read_file(make: Callable[[random.Random], bytes], chance: random.Random) -> None:
    """The bytes that ``make`` makes, as a file of unknown format."""
    document = read_bytes(make(chance), "fuzz")
    starts = document.page_starts
    if list(starts) != sorted(starts) or (starts and starts[-1] > len(document.text)):
        raise Unsound("places of pages")


def read_words(chance: random.Random) -> None:
    """What a model says: JSON with damage, thoughts, fences, several values."""
    read(garbled(an_answer(chance, "地区生产总值完成830.6亿元", "830.6亿元").model_dump_json(), chance), Reading)


def ground_answer(chance: random.Random) -> None:
    """A model's valid answer about a text, true and untrue things mixed, led back to its places."""
    text = damaged_text(chance)
    prepared = prepare(Document.from_text(text))
    parts = chunks(prepared.outline, 200)
    if not parts:
        return
    start = chance.randrange(len(text))
    raw = chance.choice([find.quantity.raw for find in prepared.finds] or ["8%"])
    answer = an_answer(chance, text[start : start + chance.randint(1, 60)] or text, raw)
    grounded = ground(answer, chance.choice(parts), prepared, Grounder.of(prepared.folded))
    check_places(numbers_of(grounded.records), prepared.document.text)


def read_answer(chance: random.Random) -> None:
    """A model's answer with values changed, from its words to the result."""
    words, prepared = half_true(damaged_text(chance), chance)
    check(read_with(words, prepared), prepared.document.text)


def read_result_file(chance: random.Random) -> None:
    """A result with values or bytes changed, from its file to the rows of a table."""
    _, result = _passage(chance.randrange(len(samples())))
    for _ in number_rows(read_result(_file(_content(json.loads(result.to_json(None)), chance)))):
        pass


def read_corrections_file(chance: random.Random) -> None:
    """Corrections with values or bytes changed, from their file to the corrected result."""
    document, result = _passage(chance.randrange(len(samples())))
    told = json.loads(_corrections(result, chance).to_json())
    told["decisions"] = changed(told["decisions"], chance)
    data = json.dumps(told).encode()
    path = _file(damaged(data, chance) if chance.random() < 0.2 else data)
    check_what_is_confirmed(apply_corrections(result, read_corrections(path), document), document)


def check_what_is_confirmed(result: Result, document: Document) -> None:
    """Raise :class:`Unsound` where a number that does not stand at its place is called right."""
    for record in result.records:
        if record.check.status.value in ("confirmed", "converted"):
            check_places(numbers_of([record]), document.text)


@cache
def _passage(number: int) -> tuple[Document, Result]:
    """The beginning of a sample report, and its result."""
    document = Document.from_text(samples()[number][:_PASSAGE])
    return document, extract_text(document.text)


def _corrections(result: Result, chance: random.Random) -> Corrections:
    """Decisions about some records of ``result``."""
    decisions = []
    for record in chance.sample(list(result.records), k=min(3, len(list(result.records)))):
        verdict = chance.choice(list(Verdict))
        held: dict[str, Any] = {}
        if verdict in (Verdict.CORRECTED, Verdict.ADDED):
            held[type(record).__name__.lower()] = record
        subject = "new@1" if verdict is Verdict.ADDED else record.id
        decisions.append(Decision(subject=subject, verdict=verdict, **held))
    return Corrections(result=result_digest(result), report="fuzz", decisions=tuple(decisions))


def _content(value: Any, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return damaged(json.dumps(value).encode(), chance)
    return json.dumps(changed(value, chance)).encode()


def _file(content: bytes) -> Path:
    path = Path(_folder().name) / "fuzz.json"
    path.write_bytes(content)
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder of this process, gone when it ends."""
    return tempfile.TemporaryDirectory()


READERS: Mapping[str, Reader] = {
    "regex layer": Reader(read_numbers, 4),
    "rules pipeline": Reader(read_text, 4),
    "bytes of a file": Reader(partial(read_file, any_bytes), 4),
    **{name: Reader(partial(read_file, make), 1) for name, make in DAMAGES.items()},
    "model's words": Reader(read_words, 4),
    "grounding": Reader(ground_answer, 2),
    "model's answer, to the result": Reader(read_answer, 2),
    "results files": Reader(read_result_file, 1),
    "corrections files": Reader(read_corrections_file, 1),
}

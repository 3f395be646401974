"""A model's answers about a text, whole and damaged, and the way that they take to a result."""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from benchmarks.corruption.answers import reading, reported
from benchmarks.fuzz.values import changed
from extractor.documents import Document
from extractor.grounding import Grounder
from extractor.llm.reading import read
from extractor.outline.chunks import chunks
from extractor.pipeline import assemble
from extractor.prepared import Prepared, prepare
from extractor.readers.model.ground import ground
from extractor.readers.model.response import Reading
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import close_books, merge
from schemas import Result, Run


def told(prepared: Prepared) -> list[Any]:
    """The answers of a model that reads as the rules do, as JSON values: one for each chunk."""
    records = read_by_rules(prepared)
    spans = [prepared.folded.span(part.start, part.end) for part in chunks(prepared.outline)]
    starts = [record.evidence.start for record in records]
    inside = [records[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in spans]
    return [reading(tuple(map(reported, each))).model_dump(mode="json") for each in inside]


def an_answer(chance: random.Random, quote: str, raw: str) -> Reading:
    """A valid answer that has one ``quote`` and one number for all its records, true or not."""
    number = {"raw": raw, "value": chance.choice((830.6, -1, 0, 10**12, 0.1)), "unit": chance.choice(("亿元", "%", "", "个百分点"))}
    indicator = {"quote": quote, "name": "地区生产总值", "value": number, "change": chance.choice((None, number))}
    project = {"quote": quote, "name": "项目", "count": number, "scale": [number] * chance.randint(0, 2), "timeframe": "done"}
    commitment = {"quote": quote, "name": "目标", "target": number}
    reported = {"indicators": [indicator], "projects": [project], "commitments": [commitment] * chance.randint(0, 2)}
    return Reading.model_validate(reported)


def read_with(words: Sequence[str], prepared: Prepared) -> Result:
    """The result of reading a report with a model that says of each chunk one of ``words``, and with the rules."""
    parts, grounder = chunks(prepared.outline), Grounder.of(prepared.folded)
    answers = [ground(read(said, Reading)[1], part, prepared, grounder) for said, part in zip(words, parts, strict=True)]
    found = [record for each in answers for record in each.records]
    refused = [each for part in answers for each in part.refused]
    spans = [prepared.folded.span(part.start, part.end) for part in parts]
    books = close_books(merge(read_by_rules(prepared), found, spans), prepared, refused)
    return assemble(prepared, books, Run(engine="both"))


def half_true(text: str, chance: random.Random) -> tuple[list[str], Prepared]:
    """A model's words about each chunk of ``text`` with some of their values changed, and the text made ready."""
    prepared = prepare(Document.from_text(text))
    return [json.dumps(changed(answer, chance)) for answer in told(prepared)], prepared
